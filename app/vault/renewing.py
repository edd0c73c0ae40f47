# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing the header of a vault to the newest form, when an administrator opens it."""

from collections.abc import Mapping
from dataclasses import replace

from app.vault.audit import Act
from app.vault.compartments import ADMINISTRATION, AUTHORITY, CREATED, file_of
from app.vault.create import make_compartment
from app.vault.grants import is_granted
from app.vault.header import FORMAT
from app.vault.keys import new_key
from app.vault.roll import Roll
from app.vault.slots import SIGNING, with_keys


def renew(roll: Roll, published: Mapping[str, str]) -> bytes:
    """Write the header in the newest form, with a compartment for what administrators do; give its key.

    What a killed program left of that compartment is in no header, and is made again.

    Args:
        roll: the header in the hands of an administrator.
        published: the hash of each published file by name.

    Raises:
        EnvironmentFault: something cannot be written; the header of before stands.
    """
    header = roll.header()
    key = new_key()
    (roll.folder / file_of(ADMINISTRATION)).unlink(missing_ok=True)
    make_compartment(roll.folder, ADMINISTRATION, key)
    slots = tuple(
        with_keys(header, slot, {ADMINISTRATION: key}, roll.held[SIGNING])
        if AUTHORITY in slot.sealed and is_granted(header, slot)
        else slot
        for slot in header.slots
    )
    roll.put(Act("renew_header", "vault", header.vault_id), CREATED)
    fresh = replace(header, form=FORMAT, slots=slots, published=dict(published))
    roll.decide(fresh, roll.person.name)
    return key
