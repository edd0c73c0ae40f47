# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes answers into a vault without end and says on its output which are safe; made to be killed.

Argument: the vault's folder. It goes on from the number of answers that it finds.
"""

import sys
from pathlib import Path

from tests.vault.making import ACT, answer, line, unlock


def main(folder: Path) -> None:
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        number = len(work.hearing("g1")) - 2
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        number += 1
        with vault.dossiers(ACT) as work:
            work.append(answer(1, f"antwoord {number} " + "woorden " * 40, number))
            work.list_hearing(line(minutes=number))
            work.commit()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
