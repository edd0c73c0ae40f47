# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prints docs/settings.md from the schema of settings; ``--check`` tells whether it is as it should be."""

import sys
from pathlib import Path

from app.settings.tables import document

FILE = Path(__file__).parent.parent / "docs" / "settings.md"


def main() -> int:
    """Write the document, or compare it."""
    if "--check" not in sys.argv:
        FILE.write_text(document(), encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == document():
        print("settings: the document says what the code does")
        return 0
    print("docs/settings.md differs from the schema: run make settings")
    return 1


if __name__ == "__main__":
    sys.exit(main())
