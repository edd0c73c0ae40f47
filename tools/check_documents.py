# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks that the documents say what the code does: relative links lead somewhere, no path of a machine."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|Users|work)/\w")


def tracked(*patterns: str) -> list[Path]:
    """Give the files under version control that match."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def problems() -> list[str]:
    """Say what is wrong, one line each."""
    found = []
    for file in tracked("*.md"):
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(ROOT)
        found += [
            f"{name}: the link {target} leads nowhere"
            for target in LINK.findall(text)
            if not (file.parent / target).exists()
        ]
        found += [f"{name}: names a path of a machine: {match.group()}" for match in MACHINE.finditer(text)]
    return found


if __name__ == "__main__":
    wrong = problems()
    print("\n".join(wrong) if wrong else "documents: all links lead somewhere")
    sys.exit(bool(wrong))
