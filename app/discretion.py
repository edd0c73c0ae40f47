# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the process keeps to itself from its first moment: files for their owner alone, and no core dumps.

Windows gives a user's folders to that user, and its crash dumps are the administrator's to switch off; there
is nothing to do there.
"""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4
_OWNER_ALONE = 0o077


def keep_to_oneself() -> None:
    """See to it that what this process writes is for its user, and that its memory is written nowhere.

    Linux alone is asked that no other process of the same user reads the memory either (prctl(2)).
    """
    kind: str = sys.platform  # mypy would take what is meant for another platform to be unreachable
    if kind == "win32":
        return
    import resource

    os.umask(_OWNER_ALONE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if kind == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
