# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was being typed when the vault was locked and no record can hold yet, sealed for its author.

One file for each person and compartment, encrypted under a key derived from that of the compartment: whoever
may not open the compartment may not read it either. It lies beside the compartments. What is half typed is
no record, has no place in a trail, and is written over at the next lock.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import EnvironmentFault, says
from app.vault.compartments import CREATED
from app.vault.keys import KEY_BYTES, NONCE_BYTES, unwrap, wrap

Sheet = dict[str, str]
"""Words by the name of the field they were typed in."""


class HalfTyped:
    """The sheets of one person.

    Args:
        folder: that of the vault.
        person: whose sheets.
        keys: of the compartments that the person may open.
    """

    def __init__(self, folder: Path, person: str, keys: Mapping[str, bytes | bytearray]) -> None:
        self._folder = folder
        self._person = person
        self._keys = keys

    def keep(self, sheets: Mapping[str, Sheet]) -> None:
        """Seal the sheets, by compartment; a compartment without one has none any more.

        Raises:
            EnvironmentFault: they cannot be written.
        """
        with _told():
            for compartment in self._keys:
                sheet = sheets.get(compartment)
                if sheet:
                    self._write(
                        compartment, json.dumps(sheet, ensure_ascii=False).encode(), self._keys[compartment]
                    )
                else:
                    self._file(compartment).unlink(missing_ok=True)

    def take(self) -> dict[str, Sheet]:
        """Give the sheets kept, by compartment. What cannot be opened with the key of today is left aside."""
        found = {}
        with _told():
            for compartment in self._keys:
                file = self._file(compartment)
                data = file.read_bytes() if file.exists() else b""
                nonce, sealed = data[:NONCE_BYTES], data[NONCE_BYTES:]
                if len(nonce) < NONCE_BYTES:
                    continue
                opened = unwrap(nonce, sealed, _key(self._keys[compartment]), self._about(compartment))
                if opened is not None:
                    found[compartment] = dict(json.loads(opened.decode()))
        return found

    def reseal(self, compartment: str, key: bytes) -> None:
        """Seal a sheet under the key that its compartment has from now on; one that has it already stays.

        Raises:
            EnvironmentFault: it cannot be read or written; it is as it was.
        """
        with _told():
            file = self._file(compartment)
            data = file.read_bytes() if file.exists() else b""
            nonce, sealed = data[:NONCE_BYTES], data[NONCE_BYTES:]
            if len(nonce) < NONCE_BYTES:
                return
            opened = unwrap(nonce, sealed, _key(self._keys[compartment]), self._about(compartment))
            if opened is not None:
                self._write(compartment, bytes(opened), key)

    def _write(self, compartment: str, content: bytes, key: bytes | bytearray) -> None:
        nonce, sealed = wrap(content, _key(key), self._about(compartment))
        place = self._file(compartment)
        fresh = place.with_name(place.name + ".new")
        with fresh.open("wb") as file:
            file.write(nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)

    def _file(self, compartment: str) -> Path:
        return _file(self._folder, compartment, self._person)

    def _about(self, compartment: str) -> bytes:
        return f"{compartment}\0{self._person}".encode()


def _key(key: bytes | bytearray) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"gehoorwijzer half typed 1").derive(bytes(key))


def is_kept(folder: Path, person: str) -> bool:
    """Tell whether there are sheets of a person."""
    return any(_file(folder, compartment, person).exists() for compartment in CREATED)


def _file(folder: Path, compartment: str, person: str) -> Path:
    who = sha256(person.encode()).hexdigest()[:16]
    return folder / f"{compartment}-{who}.half"


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            says(
                "Wat u half had getypt kan niet worden bewaard of gelezen: {reason}. "
                "Antwoorden en notities die al waren opgeslagen staan in de kluis.",
                reason=error.strerror or "",
            )
        ) from error
