# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What team leads published: signed files beside the compartments, for everybody to read and check.

A published questionnaire is no secret; that it is what two team leads signed is what counts. So these files
are not encrypted, and nothing in them is used before both signatures were checked.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.errors import EnvironmentFault, Message, UserError, says
from app.library.publication import (
    Publication,
    Retirement,
    as_plain,
    publication_from_plain,
    retirement_from_plain,
    signed_bytes,
)
from app.vault.header import Header, Office, Person, sync_folder
from app.vault.sealing import PUBLIC_BYTES, SIGNATURE_BYTES
from app.vault.signing import Signature, may_sign, trusts

FOLDER = "published"
ROLE = "team_lead"
"""The role of those who may sign."""

_MAGIC = "gehoorwijzer-publication"
_FORMAT = 1
_MOST_BYTES = 4_000_000
_FIELDS = frozenset({"magic", "format", "office", "content", "signatures"})


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, by whom, in which office."""

    content: Publication | Retirement
    office: Office
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What is published, what of it was retired, and a sentence for each file that is refused."""

    published: tuple[Signed, ...]
    retired: Mapping[tuple[str, str], Signed]
    refused: tuple[Message, ...]


def written(signed: Signed) -> bytes:
    """Write what was signed as a file."""
    retirement = isinstance(signed.content, Retirement)
    plain = {
        "magic": _MAGIC,
        "format": _FORMAT,
        "office": {
            "vault_id": signed.office.vault_id,
            "demo": signed.office.demo,
            "authority": signed.office.authority.hex(),
        },
        "content": {"retirement" if retirement else "publication": as_plain(signed.content)},
        "signatures": [signature_plain(one) for one in signed.signatures],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(data: bytes, name: str, header: Header) -> Signed:
    """Read a file and check everything about it.

    Args:
        data: the file's bytes.
        name: what a sentence calls it.
        header: of the vault that it is read for.

    Raises:
        UserError: it is damaged, of a newer version, of an office that is not known here, or a signature is
            missing, wrong or of somebody who may not sign; the sentence says which.
    """
    signed = _parsed(data, name)
    if signed.office.demo != header.demo:
        raise UserError(
            says("{file} past niet bij deze kluis: een van beide heeft alleen demogegevens.", file=name)
        )
    if not trusts(header, signed.office) and not _kept(header, signed.office, data):
        raise UserError(
            says(
                "{file} komt van een kantoor dat hier niet bekend is. Vraag een beheerder om het kantoor "
                "toe te laten; de code is {code}.",
                file=name,
                code=office_code(signed.office),
            )
        )
    wanted = 1 if isinstance(signed.content, Retirement) else 2
    if len(signed.signatures) != wanted:
        raise UserError(says("{file} mist een handtekening. Vraag het bestand opnieuw.", file=name))
    message = signed_bytes(signed.content)
    for one in signed.signatures:
        if not may_sign(signed.office, one, message, ROLE):
            raise UserError(
                says(
                    "{file}: de handtekening van {name} klopt niet, of {name} is geen teamleider. "
                    "Vraag het bestand opnieuw.",
                    file=name,
                    name=one.person.name,
                )
            )
    if len({one.signer for one in signed.signatures}) < wanted:
        raise UserError(says("{file} is twee keer door dezelfde persoon ondertekend.", file=name))
    return signed


def _kept(header: Header, office: Office, data: bytes) -> bool:
    """Tell whether a file was published under an authority of before, while that was the authority."""
    whole = hashlib.sha256(data).hexdigest()
    return replace(office, authority=header.authority) == header.office and any(
        one.authority == office.authority and whole in one.kept for one in header.former
    )


class Publications:
    """The published files of one vault.

    Args:
        folder: of the vault.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._read: dict[tuple[Path, int, int, bytes, str], Signed | Message] = {}

    def stock(self, header: Header) -> Stock:
        """Read everything that is published; a file that is refused keeps none of the others away.

        Raises:
            EnvironmentFault: the folder cannot be read.
        """
        published: list[Signed] = []
        there: set[str] = set()
        retired: dict[tuple[str, str], Signed] = {}
        refused: list[Message] = []
        for path in sorted(self._folder.glob("*.json")):
            found = self._once(path, header)
            there.add(path.name)
            if isinstance(found, Message):
                refused.append(found)
            elif isinstance(found.content, Retirement):
                retired[found.content.subject, found.content.version] = found
            else:
                published.append(found)
        refused += [_missing(name) for name in sorted(set(header.published) - there)]
        return Stock(tuple(published), retired, tuple(refused))

    def hashes(self, header: Header) -> dict[str, str]:
        """Give the hash of each file that is accepted, by name."""
        found = {}
        for path in sorted(self._folder.glob("*.json")):
            if not isinstance(self._once(path, header), Message):
                found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def put(self, signed: Signed) -> None:
        """Add a file; one that is there is never written over.

        Raises:
            UserError: this version is there already.
            EnvironmentFault: the folder cannot be written.
        """
        content = signed.content
        kind = "retirement" if isinstance(content, Retirement) else "publication"
        path = self._folder / f"{content.subject}-{content.version}.{kind}.json"
        if path.exists():
            raise UserError(
                says(
                    "{subject} versie {version} staat er al. Maak een volgende versie.",
                    subject=content.subject,
                    version=content.version,
                )
            )
        try:
            self._folder.mkdir(exist_ok=True)
            fresh = path.with_suffix(".new")
            with fresh.open("wb") as file:
                file.write(written(signed))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
            sync_folder(self._folder)
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De vragenlijst kan niet worden gepubliceerd in {folder}: {reason}.",
                    folder=str(self._folder),
                    reason=error.strerror,
                )
            ) from error

    def _once(self, path: Path, header: Header) -> Signed | Message:
        """Read a file that changed since the last time; checking signatures is worth doing once."""
        try:
            told = path.stat()
            expected = header.published.get(path.name, "")
            key = (path, told.st_mtime_ns, told.st_size, header.authority, expected)
            if key not in self._read:
                self._read[key] = _judged(path, header)
            return self._read[key]
        except OSError as error:
            raise EnvironmentFault(
                says("{file} kan niet worden gelezen: {reason}.", file=path.name, reason=error.strerror)
            ) from error


def office_code(office: Office) -> str:
    """Give an office as text that can be read out and compared: id, kind and key."""
    return f"{office.vault_id}-{'d' if office.demo else 'r'}-{office.authority.hex()}"


def office_of(code: str) -> Office:
    """Read an office's code.

    Raises:
        UserError: it is none.
    """
    try:
        vault_id, kind, authority = code.strip().split("-")
        is_demo = {"d": True, "r": False}[kind]
        return Office(bytes.fromhex(vault_id).hex(), is_demo, _octets(authority, PUBLIC_BYTES))
    except (ValueError, KeyError) as error:
        raise UserError(
            says("Dit is geen code van een kantoor. Neem de code over zoals die is gegeven.")
        ) from error


def _missing(name: str) -> Message:
    return says(
        "{file} is gepubliceerd en staat niet meer in de kluis. Haal het bestand uit een reservekopie.",
        file=name,
    )


def _judged(path: Path, header: Header) -> Signed | Message:
    try:
        data = path.read_bytes()
        signed = read(data, path.name, header)
    except UserError as error:
        return error.message
    if header.published.get(path.name) not in {None, hashlib.sha256(data).hexdigest()}:
        return says(
            "{file} is een ander bestand dan is gepubliceerd. Haal het goede uit een reservekopie.",
            file=path.name,
        )
    return signed


def _parsed(data: bytes, name: str) -> Signed:
    try:
        return _signed(json.loads(data) if len(data) <= _MOST_BYTES else None, name)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UserError(
            says(
                "{file} is beschadigd of geen gepubliceerde vragenlijst. Vraag het bestand opnieuw.",
                file=name,
            )
        ) from error


def _signed(plain: Any, name: str) -> Signed:
    _must_be_ours(plain)
    if plain["format"] > _FORMAT:
        raise UserError(
            says("{file} is van een nieuwere versie van Gehoorwijzer. Werk het programma bij.", file=name)
        )
    office = plain["office"]
    if not isinstance(office["demo"], bool):
        raise TypeError("demo")
    vault_id = bytes.fromhex(office["vault_id"]).hex()
    ((kind, content),) = plain["content"].items()
    return Signed(
        _CONTENT[kind](content),
        Office(vault_id, office["demo"], _octets(office["authority"], PUBLIC_BYTES)),
        tuple(signature_from_plain(one) for one in plain["signatures"]),
    )


def _must_be_ours(plain: Any) -> None:
    if plain["magic"] != _MAGIC or set(plain) != _FIELDS or type(plain["format"]) is not int:
        raise ValueError("form")


_CONTENT: Mapping[str, Callable[[Any], Publication | Retirement]] = {
    "publication": publication_from_plain,
    "retirement": retirement_from_plain,
}


def signature_plain(signature: Signature) -> dict[str, Any]:
    """Give a signature for a JSON file."""
    return {
        "name": signature.person.name,
        "roles": sorted(signature.person.roles),
        "public": signature.public.hex(),
        "signer": signature.signer.hex(),
        "grant": signature.grant.hex(),
        "signature": signature.signature.hex(),
    }


def signature_from_plain(data: Any) -> Signature:
    """Read a signature strictly; whether it is right is for `may_sign` to tell.

    Raises:
        ValueError, TypeError, KeyError: something is missing, of another type or of another length.
    """
    if not isinstance(data["name"], str):
        raise TypeError("name")
    return Signature(
        Person(data["name"], frozenset(data["roles"])),
        _octets(data["public"], PUBLIC_BYTES),
        _octets(data["signer"], PUBLIC_BYTES),
        _octets(data["grant"], SIGNATURE_BYTES),
        _octets(data["signature"], SIGNATURE_BYTES),
    )


def _octets(text: str, length: int) -> bytes:
    octets = bytes.fromhex(text)
    if len(octets) != length:
        raise ValueError("length")
    return octets
