# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other keys for compartments and for the authority, after somebody left who knew them.

A compartment is written anew, under its next key, beside the file that is in use. That next key stands in the
header before the new file takes the place of the old one, and becomes the key after it. So the header opens
whichever of the two files is there; whoever opens the vault next finishes it, or takes it back.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import EnvironmentFault, GehoorwijzerError, IntegrityError, says
from app.vault.audit import EARLIER, ROTATED, Act, Audit, earlier_key
from app.vault.cipher_file import keyed, page_size_of
from app.vault.compartments import AUTHORITY, CREATED, file_of
from app.vault.database import Database
from app.vault.faults import damaged, file_faults, machine_faults
from app.vault.grants import about_succession, granted, is_granted
from app.vault.half_typed import HalfTyped
from app.vault.header import HEADER_KEY, NEXT, Former, Slot, sync_folder
from app.vault.keys import new_key
from app.vault.people import must_be_whole
from app.vault.progress import Progress, Told
from app.vault.roll import Roll
from app.vault.sealing import authority_of, sign
from app.vault.signing import trusted
from app.vault.slots import SIGNING, with_header_key, with_keys

PAGES = 256
"""Pages that are written between two words about the progress."""


class Rekeying:
    """Changing keys, for the person who opened the vault; `roll` is the header in that person's hands."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def due(self) -> frozenset[str]:
        """Give the compartments whose keys an administrator wants to be changed."""
        return self._roll.header().due

    def want(self, compartments: Iterable[str]) -> None:
        """Let the keys of compartments be changed, by colleagues who hold them.

        Raises:
            UserError: who asks is no administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        self._roll.as_administrator()
        header = self._roll.header()
        chosen = sorted(set(compartments) & set(CREATED) - header.due)
        if not chosen:
            return
        wanted = {**header.wanted, **{name: header.done.get(name, 0) + 1 for name in chosen}}
        self._roll.put(Act("want_rotation", "compartment", ", ".join(chosen)), chosen)
        self._roll.decide(replace(header, wanted=wanted), self._roll.person.name)

    def renew_authority(self, kept: Iterable[str]) -> None:
        """Give the vault another authority, with every grant signed anew; all compartments are to follow.

        What was published before goes on being accepted; what others would sign with the old authority does
        not. Offices that accept what is published here need this vault's new code.

        Args:
            kept: the hashes of what is published.

        Raises:
            UserError: who asks is no administrator, or somebody's way in is damaged.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        old = self._roll.as_administrator()
        header = self._roll.header()
        must_be_whole(header)
        seed, key = new_key(), new_key()
        public = authority_of(seed)
        until = {name: header.done.get(name, 0) + 1 for name in CREATED}
        left = Former(
            header.authority, sign(old, about_succession(header.vault_id, public)), until, frozenset(kept)
        )
        fresh = replace(
            header, authority=public, former=(*header.former, left), wanted={**header.wanted, **until}
        )
        # Only who was let in by the old authority is let in by the new one.
        slots = [granted(fresh, slot, seed) for slot in header.slots if is_granted(header, slot)]
        fresh = replace(
            fresh,
            slots=tuple(
                with_keys(fresh, slot, {AUTHORITY: seed}, seed) if AUTHORITY in slot.sealed else slot
                for slot in slots
            ),
            trusted=tuple(trusted(fresh, one.name, one.office, seed) for one in header.trusted),
        )
        fresh = with_header_key(fresh, key, seed)
        self._roll.put(Act("renew_authority", "authority", public.hex()), CREATED)
        self._roll.decide(fresh, self._roll.person.name, key, seed)
        self._roll.renewed(AUTHORITY, seed)
        self._roll.renewed(HEADER_KEY, key)

    def begin(self, compartment: str) -> bytes:
        """Put a next key in the header, for everybody who holds the one of now, and give it.

        Raises:
            UserError: the person does not hold the key, or somebody's way in is damaged.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        header = self._roll.header()
        must_be_whole(header)
        key = new_key()
        slots = tuple(
            with_keys(header, slot, {NEXT + compartment: key}, self._roll.held[SIGNING])
            if compartment in slot.sealed and is_granted(header, slot)
            else slot
            for slot in header.slots
        )
        self._roll.write(replace(header, slots=slots), self._roll.person.name)
        return key

    def finish(self, compartment: str, old: bytes, new: bytes) -> None:
        """Make the next key the key: what was half typed is sealed under it, and then the header has it.

        Raises:
            EnvironmentFault: something cannot be written; the vault opens, and this can be done again.
        """
        with file_faults(self._roll.folder):
            sync_folder(self._roll.folder)  # the file is in its place for good before the old key goes
        header, giver = self._roll.header(), self._roll.held[SIGNING]
        for slot in header.slots:
            HalfTyped(self._roll.folder, slot.person.name, {compartment: old}).reseal(compartment, new)

        def turned(slot: Slot) -> Slot:
            if not {compartment, NEXT + compartment} & set(slot.sealed):
                return slot
            left = {name: one for name, one in slot.sealed.items() if name != NEXT + compartment}
            slot = replace(slot, sealed=left)
            return with_keys(header, slot, {compartment: new}, giver) if is_granted(header, slot) else slot

        done = {
            **header.done,
            compartment: max(header.wanted.get(compartment, 0), header.done.get(compartment, 0) + 1),
        }
        slots = tuple(turned(slot) for slot in header.slots)
        fresh = replace(header, slots=slots, done=done)
        self._roll.write(fresh, self._roll.person.name)

    def take_back(self, compartment: str) -> None:
        """Take a next key out of the header again, and the file that was being written under it away."""
        header = self._roll.header()
        slots = tuple(
            replace(
                slot, sealed={name: one for name, one in slot.sealed.items() if name != NEXT + compartment}
            )
            for slot in header.slots
        )
        _clear(self._roll.folder, compartment)
        self._roll.write(replace(header, slots=slots), self._roll.person.name)


def write_anew(
    folder: Path, compartment: str, old: bytes, new: bytes, audit: Audit, at: datetime, tell: Told
) -> None:
    """Write a compartment's file under another key, beside the one in use, and put it in its place.

    That it stands there is made safe by `Rekeying.finish`: from here on there is no way back.

    Args:
        folder: of the vault; nobody has the file open.
        compartment: which one.
        old: the key that it has.
        new: the key that it gets.
        audit: writes a row of its trail under the new key.
        at: when.
        tell: is told of the progress; what it raises stops it, with the old file in its place.

    Raises:
        EnvironmentFault: the disk is full, or fails; the old file is in its place.
        IntegrityError: what was written is not what was there; the old file is in its place.
    """
    path, fresh = folder / file_of(compartment), _fresh(folder, compartment)
    _clear(folder, compartment)
    try:
        _copied(path, fresh, old, new, lambda done, total: tell(Progress(done, total, compartment)))
        written = Database(fresh, new)
        try:
            with machine_faults(fresh.name):
                transaction = written.begin()
                try:
                    act = Act(ROTATED, "compartment", compartment, {EARLIER: earlier_key(old)})
                    audit.write(transaction, act, at)
                    transaction.commit()
                finally:
                    transaction.close()
                with written.connect() as connection:
                    pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
                    structure = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
                    connection.rollback()
            if pages or structure != ["ok"]:
                raise IntegrityError(damaged(path.name))
            written.empty_log()
        finally:
            written.close()
        _must_be_all(path)
        _must_be_all(fresh)
        _safe(fresh)
        fresh.replace(path)
    except OSError as error:
        _clear(folder, compartment)
        raise EnvironmentFault(
            says(
                "{compartment} heeft geen nieuwe sleutel gekregen: {reason}. Er is niets veranderd.",
                compartment=compartment,
                reason=error.strerror or "",
            )
        ) from error
    except GehoorwijzerError:
        _clear(folder, compartment)
        raise


def _copied(path: Path, fresh: Path, old: bytes, new: bytes, tell: Callable[[int, int], object]) -> None:
    """Copy every page, decrypted with one key and encrypted with the other; nothing is in clear on disk."""
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    size = page_size_of(path, old)
    with machine_faults(path.name), _raw(path, old, size) as source, _raw(fresh, new, size) as target:
        target.execute("PRAGMA synchronous = OFF")  # it is made safe at once, when it is whole
        source.backup(target, pages=PAGES, progress=lambda _state, left, total: tell(total - left, total))


@contextlib.contextmanager
def _raw(path: Path, key: bytes, page_size: int) -> Iterator[Any]:
    connection = keyed(str(path), key, page_size)
    try:
        yield connection
    finally:
        connection.close()


def _must_be_all(path: Path) -> None:
    """See to it that a file holds everything: a log that stayed would be taken for that of the next file."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise EnvironmentFault(
            says("De kluis is in gebruik door een ander programma. Sluit dat en probeer het opnieuw.")
        )
    log.unlink(missing_ok=True)


def _safe(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fresh(folder: Path, compartment: str) -> Path:
    return folder / f"{file_of(compartment)}.next"


def _clear(folder: Path, compartment: str) -> None:
    """Take away what a killed program had been writing."""
    for left in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            fresh = _fresh(folder, compartment)
            fresh.with_name(fresh.name + left).unlink(missing_ok=True)
