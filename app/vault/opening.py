# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a name and a passphrase to the keys of a vault; nothing is written but the count of tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock
from app.errors import GehoorwijzerError, IntegrityError, Message, UserError, says
from app.vault.compartments import ADMINISTRATION, AUTHORITY, CREATED, file_of
from app.vault.database import Database
from app.vault.header import FORMAT, NEXT, Header, Slot, read_header
from app.vault.keys import Derive, KdfCost, check_cost, new_salt
from app.vault.migrate import is_outdated, refuse_newer
from app.vault.roll import ambiguous
from app.vault.second_factor import SecondFactor
from app.vault.slots import open_slot
from app.vault.tries import WrongTries

WRONG = says("De naam of de wachtzin klopt niet. Probeer het opnieuw.")
"""Said of a name that is not there and of a passphrase that is not right."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a passphrase gave.

    Attributes:
        header, slot: as they are in the file.
        keys: by name.
        renewed: the slot as it is to be written, where it was of an older version.
        turned: compartments whose file opens with the next key already.
        outdated: whether a file is of an older schema, or the header is to be renewed.
        damaged: what is wrong with each compartment whose file does not open.
    """

    header: Header
    slot: Slot
    keys: dict[str, bytearray]
    renewed: Slot | None
    turned: frozenset[str]
    outdated: bool
    damaged: Mapping[str, Message]


def enter(
    folder: Path,
    name: str,
    passphrase: str,
    clock: Clock,
    floor: KdfCost,
    derive: Derive,
    factor: SecondFactor | None,
) -> Entered:
    """Give the keys of whoever knows the passphrase; `open_vault` says the rest.

    A compartment whose file is damaged keeps nobody from the others; where no other is left, that is raised.
    """
    header = read_header(folder)
    if header is None:
        raise UserError(says("In {folder} staat geen kluis.", folder=str(folder)))
    meant = header.named(name)
    if len(meant) > 1:
        raise UserError(ambiguous(meant))
    slot = meant[0] if meant else None
    if slot is not None and not slot.damaged:
        check_cost(slot.cost, floor)
    tries = WrongTries(folder, clock)
    counted = slot.person.name if slot is not None else ""
    tries.begin(counted)
    try:
        if slot is None:
            derive(passphrase, new_salt(), _usual_cost(header, floor))
            opened = None
        else:
            opened = open_slot(header, slot, passphrase, derive, factor)
    except GehoorwijzerError:  # it is not the passphrase that is wrong
        tries.undo(counted)
        raise
    if opened is None or slot is None:
        raise UserError(WRONG)
    tries.undo(counted)
    turned, outdated = set(), header.form < FORMAT and AUTHORITY in opened.keys
    damaged: dict[str, Message] = {}
    own = sorted(set(opened.keys) & set(CREATED))
    for compartment in own:
        try:
            revision, is_turned = _looked_at(folder, compartment, opened.keys)
        except IntegrityError as error:
            damaged[compartment] = error.message
            if set(own) - {ADMINISTRATION} <= set(damaged):
                raise
            continue
        refuse_newer(compartment, revision)
        outdated |= is_outdated(compartment, revision)
        if is_turned:
            turned.add(compartment)
    return Entered(header, slot, opened.keys, opened.renewed, frozenset(turned), outdated, damaged)


def _usual_cost(header: Header, floor: KdfCost) -> KdfCost:
    """Give what a try costs somebody who is there; whoever is not there pays as much."""
    for slot in header.slots:
        try:
            check_cost(slot.cost, floor)
        except IntegrityError:
            continue
        return slot.cost
    return floor


def _looked_at(folder: Path, compartment: str, keys: Mapping[str, bytearray]) -> tuple[str, bool]:
    """Give the revision of a compartment's file, and whether it opens with the next key already."""
    path = folder / file_of(compartment)
    following = keys.get(NEXT + compartment)
    try:
        return Database(path, keys[compartment]).check(), False
    except IntegrityError:
        if following is None:
            raise
        return Database(path, following).check(), True
