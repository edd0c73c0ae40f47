# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes keys or ways in without end, and says what it has done; made to be killed.

Arguments: the folder with the vault, and ``keys`` or ``slots``.
"""

import sys
from pathlib import Path

from app.vault.compartments import DOSSIERS, PRACTICE
from app.vault.header import NewPerson
from tests.vault.making import CHEAP, unlock

COLLEAGUE, NAMES = "de lange zin van een ander", ("collega 0388", "collega 0401")


def say(words: str) -> None:
    """Tell the parent; a line is on its way before anything else happens."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: Path, what: str) -> None:
    """Go on until killed."""
    vault = unlock(folder)
    say("ready")
    count = 0
    while True:
        count += 1
        if what == "keys":
            for compartment in (DOSSIERS, PRACTICE):
                vault.rotate(compartment, lambda _progress: None)
                say(f"key {compartment}")
            if count % 3 == 0:
                vault.renew_authority()
                say("authority")
            continue
        name = next(person.name for person in vault.people.all() if person.name in NAMES)
        other = NAMES[1 - NAMES.index(name)]
        vault.people.rename(name, other)
        say(f"name {other}")
        vault.people.set_label(other, str(count))
        roles = {"interviewer", "trainer"} if count % 2 else {"interviewer"}
        vault.people.change_roles(other, frozenset(roles))
        vault.people.reset(other, COLLEAGUE, CHEAP)
        vault.people.add(NewPerson("even", frozenset({"trainee"}), COLLEAGUE), CHEAP)
        say("there")
        vault.people.remove("even")
        say("gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
