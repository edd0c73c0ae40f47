# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renews the English catalogue from the Dutch sentences in the code, or checks that it is complete.

``python tools/messages.py`` adds new sentences with an empty translation and drops those that are gone;
``--check`` changes nothing and ends with 1 where a translation is missing, empty, left over, or has other
places for values than the Dutch.
"""

import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "translations" / "en" / "LC_MESSAGES" / "gehoorwijzer.po"
HEADER = """\
# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
# English for the Dutch sentences in the code. Renew with: make messages
"""

_DROPPED = ('"POT-Creation', '"PO-Revision', '"Generated-By', '"Last-Tr', '"Report-Msgid', '"Language-Team')
"""Header lines that would change with each renewal, or that say nothing here."""


def in_code() -> dict[str, str]:
    """Give each Dutch sentence with the file it stands in first."""
    found: dict[str, str] = {}
    for file, _, message, _, _ in extract_from_dir(
        ROOT / "app", method_map=[("**.py", "python")], keywords={"says": None}
    ):
        text = message if isinstance(message, str) else message[0]
        found.setdefault(text, f"app/{file}")
    return found


def read() -> dict[str, str]:
    """Give the translations that are there."""
    if not CATALOGUE.exists():
        return {}
    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def places(text: str) -> set[str]:
    """Give the names of the places for values in `text`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def renew() -> int:
    """Write the catalogue anew, keeping every translation of a sentence that is still there."""
    known = read()
    catalogue = Catalog(
        locale="en",
        project="gehoorwijzer",
        version="1",
        header_comment=HEADER,
        fuzzy=False,
    )
    missing = 0
    for text, file in sorted(in_code().items(), key=lambda item: (item[1], item[0])):
        catalogue.add(text, known.get(text, ""), locations=[(file, None)])  # type: ignore[list-item]  # no line: it would change with each edit
        missing += not known.get(text)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file_out:
        write_po(file_out, catalogue, width=110, omit_header=False, include_lineno=False)
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(_DROPPED)]
    CATALOGUE.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(in_code())} sentences, {missing} without English")
    return 0


def check() -> int:
    """Say what is wrong with the catalogue; give 1 where something is."""
    wanted, known = in_code(), read()
    wrong = [f"{file}: no English for: {text}" for text, file in wanted.items() if not known.get(text)]
    wrong += [f"{CATALOGUE.name}: no longer in the code: {text}" for text in known if text not in wanted]
    wrong += [
        f"{CATALOGUE.name}: other places for values than the Dutch: {text}"
        for text, english in known.items()
        if english and places(text) != places(english)
    ]
    print("\n".join(wrong) if wrong else f"{len(wanted)} sentences, all in English too")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else renew())
