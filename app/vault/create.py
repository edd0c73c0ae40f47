# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a vault: all of it, or nothing."""

import shutil
import tempfile
from pathlib import Path

from app.clock import Clock
from app.errors import EnvironmentFault, UserError, says
from app.vault.compartments import AUTHORITY, CREATED, file_of
from app.vault.database import Database
from app.vault.faults import machine_faults
from app.vault.header import (
    HEADER_KEY,
    Header,
    NewPerson,
    new_vault_id,
    sync_folder,
    write_header,
)
from app.vault.keys import Derive, KdfCost, derive_key, new_key
from app.vault.migrate import bring_up_to_date
from app.vault.sealing import authority_of
from app.vault.slots import decided, make_slot

__all__ = ["NewPerson", "create_vault", "make_compartment"]


def create_vault(
    folder: Path,
    person: NewPerson,
    clock: Clock,
    cost: KdfCost,
    *,
    demo: bool = False,
    derive: Derive = derive_key,
) -> None:
    """Make a vault with its first person.

    Raises:
        UserError: there is something in the folder already.
        EnvironmentFault: the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            says("In {folder} staat al iets. Kies een lege map voor de nieuwe kluis.", folder=str(folder))
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            with machine_faults():
                _fill(building, person, clock, cost, demo=demo, derive=derive)
            if folder.exists():
                folder.rmdir()  # it is empty; Windows replaces no folder, not even an empty one
            building.replace(folder)
            try:
                sync_folder(folder.parent)
            except OSError:
                folder.replace(building)  # nobody was told of a vault that might be gone after a power cut
                raise
        finally:
            if building.exists():
                shutil.rmtree(building)
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De kluis kan niet worden gemaakt in {folder}: {reason}. Kies een andere map.",
                folder=str(folder),
                reason=error.strerror,
            )
        ) from error


def _fill(
    folder: Path, person: NewPerson, clock: Clock, cost: KdfCost, *, demo: bool, derive: Derive
) -> None:
    keys = {name: new_key() for name in (HEADER_KEY, AUTHORITY, *CREATED)}
    for compartment in CREATED:
        make_compartment(folder, compartment, keys[compartment])
    now = clock.now().isoformat()
    authority = keys[AUTHORITY]
    header = Header(new_vault_id(), now, demo, authority_of(authority), (), generation=1, changed=now)
    slot = make_slot(header, person, keys, authority, cost, derive)
    write_header(folder, decided(header.with_slot(slot), authority), keys[HEADER_KEY])
    sync_folder(folder)


def make_compartment(folder: Path, compartment: str, key: bytes) -> None:
    """Make the file of a compartment, empty."""
    database = Database(folder / file_of(compartment), key, make=True)
    with database.connect() as connection:
        bring_up_to_date(connection, compartment)
        connection.commit()
    database.close()
