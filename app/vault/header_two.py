# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second form of the header: pieces that are each read by themselves, so that one may be damaged.

A line for each piece, with magic, version, suite and a check sum. The roster says who may open the vault and
which check sum each slot has; its MAC is under a key that every slot holds, so a slot that was added, taken
away or changed does not fit it. It stands in the file twice, before and after the slots.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from app.errors import IntegrityError, UserError
from app.vault.header_parts import (
    cost_from,
    cost_plain,
    damaged_header,
    flag,
    label,
    newer_program,
    number,
    octets,
    roles_from,
    sealed_from,
    sealed_plain,
    secret_from,
    trusted_from,
    trusted_plain,
    words,
)
from app.vault.keys import SALT_BYTES, KdfCost
from app.vault.roster import GIVEN, ID_BYTES, MAGIC, MOST_SLOTS, SUITE, Factor, Former, Header, Person, Slot
from app.vault.sealing import PUBLIC_BYTES, SIGNATURE_BYTES

FORM = 2
ROSTER = "gehoorwijzer-roster"
_SLOT = "gehoorwijzer-slot"
_KNOWN = {ROSTER: (FORM,), _SLOT: (1, 2, GIVEN)}
_FIRST = f'{{"magic":"{MAGIC}","format":{FORM},"pieces":['
_LAST = "]}"
_BETWEEN = re.compile(r'\n|(?=\{"magic":"gehoorwijzer-)')
_SUM_BYTES = hashlib.sha256().digest_size
_ROSTER_FIELDS = frozenset(
    {
        "vault_id",
        "created",
        "demo",
        "generation",
        "changed",
        "authority",
        "people",
        "trusted",
        "former",
        "wanted",
        "decided",
        "decision",
        "done",
        "published",
        "mac",
    }
)
_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, RecursionError)

Piece = tuple[str, int, dict[str, Any], str]
"""Magic, version, content and check sum."""


def read_two(raw: bytes) -> Header:
    """Read the second form; slots that are damaged are marked, and all others can be used.

    Raises:
        IntegrityError: no roster can be read.
        UserError: it was made by a newer version of the program.
    """
    pieces: list[Piece] = []
    strays: list[str] = []
    for text in _BETWEEN.split(raw.decode("latin-1")):
        line = text.removesuffix(",")
        if line in ("", _FIRST, _LAST):
            continue
        piece = _piece(line)
        if piece is None:
            strays.append(line)
        else:
            pieces.append(piece)
    rosters = [piece for piece in pieces if piece[0] == ROSTER]
    if not rosters:
        raise IntegrityError(damaged_header("roster"))
    if any(version not in _KNOWN[magic] for magic, version, _, _ in pieces):
        raise UserError(newer_program())
    try:
        _, _, content, _ = max(rosters, key=lambda piece: number(piece[2]["generation"]))
        slots = {total: one for magic, _, one, total in pieces if magic == _SLOT}
        versions = {total: version for magic, version, _, total in pieces if magic == _SLOT}
        header, used = _header(content, slots, versions)
    except _NOT_OURS as error:
        raise IntegrityError(damaged_header("fields")) from error
    strays += [
        _rendered(magic, version, one)
        for magic, version, one, total in pieces
        if magic == _SLOT and total not in used
    ]
    return _with_strays(header, tuple(strays), raw)


def written_two(header: Header) -> bytes:
    """Write a header, with its MAC."""
    roster = _rendered(ROSTER, FORM, _roster(header) | {"mac": header.mac.hex()})
    slots = [_rendered_slot(slot) for slot in header.slots if not slot.damaged]
    strays = header.strays if header.damaged else ()
    lines = [f"{piece}," for piece in (roster, *slots, *strays)]
    return "\n".join([_FIRST, *lines, roster, _LAST, ""]).encode("latin-1")


def covered_two(header: Header) -> bytes:
    """Give what the MAC is over: the roster, and by their check sums the slots."""
    return _compact(_roster(header)).encode()


def _with_strays(header: Header, strays: tuple[str, ...], raw: bytes) -> Header:
    from dataclasses import replace

    kept = replace(header, strays=strays)
    return replace(kept, flawed=written_two(kept) != raw)


def _piece(line: str) -> Piece | None:
    """Read one line; nothing where it is not as we wrote it."""
    try:
        data = json.loads(line)
        magic, version, content = data["magic"], data["version"], data["content"]
        if type(version) is not int or _rendered(magic, version, content) != line or magic not in _KNOWN:
            return None
    except _NOT_OURS:
        return None
    return magic, version, content, str(data["sum"])


def _rendered(magic: str, version: int, content: Mapping[str, Any]) -> str:
    body = {"magic": magic, "version": version, "suite": SUITE, "content": content}
    total = hashlib.sha256(_compact(body).encode()).hexdigest()
    return json.dumps(body | {"content": json.loads(_compact(content)), "sum": total}, separators=(",", ":"))


def _compact(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, separators=(",", ":"), sort_keys=True)


def _header(
    data: Any, slots: Mapping[str, dict[str, Any]], versions: Mapping[str, int]
) -> tuple[Header, set[str]]:
    if set(data) != _ROSTER_FIELDS:
        raise ValueError("fields")
    people = [_with_way_in(one, slots, versions) for one in data["people"]]
    names = {slot.person.name for slot in people}
    if not 1 <= len(people) <= MOST_SLOTS or len(names) < len(people):
        raise ValueError("people")
    header = Header(
        vault_id=octets(data["vault_id"], ID_BYTES).hex(),
        created=words(data["created"]),
        demo=flag(data["demo"]),
        authority=octets(data["authority"], PUBLIC_BYTES),
        slots=tuple(people),
        trusted=tuple(trusted_from(one) for one in data["trusted"]),
        mac=octets(data["mac"], _SUM_BYTES),
        form=FORM,
        generation=number(data["generation"]),
        changed=words(data["changed"]),
        decided=number(data["decided"]),
        decision=octets(data["decision"], SIGNATURE_BYTES),
        former=tuple(_former(one) for one in data["former"]),
        wanted={words(name): number(count) for name, count in data["wanted"].items()},
        done={words(name): number(count) for name, count in data["done"].items()},
        published={words(name): octets(one, _SUM_BYTES).hex() for name, one in data["published"].items()},
    )
    return header, {one["slot"] for one in data["people"]}


def _with_way_in(data: Any, slots: Mapping[str, dict[str, Any]], versions: Mapping[str, int]) -> Slot:
    total = octets(data["slot"], _SUM_BYTES).hex()
    way_in = slots.get(total, {})
    public = octets(data["public"], PUBLIC_BYTES)
    person = Person(words(data["name"]), roles_from(data["roles"]))
    signer = octets(data["signer"], PUBLIC_BYTES)
    grant = octets(data["grant"], SIGNATURE_BYTES)
    told = label(data["label"])
    try:
        if octets(way_in["public"], PUBLIC_BYTES) != public:
            raise ValueError("public")
        factor = way_in["factor"]
        return Slot(
            person=person,
            salt=octets(way_in["salt"], SALT_BYTES),
            cost=cost_from(way_in["cost"]),
            public=public,
            signer=signer,
            secret=secret_from(way_in["secret"]),
            sealed=sealed_from(way_in["sealed"], person.roles),
            grant=grant,
            version=versions[total],
            authority=octets(way_in["authority"], PUBLIC_BYTES) if versions[total] >= GIVEN else b"",
            factor=None if factor is None else Factor(words(factor["kind"]), words(factor["id"])),
            label=told,
        )
    except _NOT_OURS:
        nothing = (b"", b"")
        return Slot(person, b"", KdfCost(0, 0), public, signer, nothing, {}, grant, label=told, damaged=total)


def _former(data: Any) -> Former:
    return Former(
        octets(data["authority"], PUBLIC_BYTES),
        octets(data["signature"], SIGNATURE_BYTES),
        {words(name): number(count) for name, count in data["until"].items()},
        frozenset(octets(one, _SUM_BYTES).hex() for one in data["kept"]),
    )


def _roster(header: Header) -> dict[str, Any]:
    return {
        "vault_id": header.vault_id,
        "created": header.created,
        "demo": header.demo,
        "generation": header.generation,
        "changed": header.changed,
        "authority": header.authority.hex(),
        "people": [person_plain(slot) | {"slot": _sum_of(slot)} for slot in header.slots],
        "trusted": [trusted_plain(one) for one in header.trusted],
        "former": [former_plain(one) for one in header.former],
        "wanted": dict(header.wanted),
        "decided": header.decided,
        "decision": header.decision.hex(),
        "done": dict(header.done),
        "published": dict(header.published),
    }


def person_plain(slot: Slot) -> dict[str, Any]:
    """Write what the roster says of a person."""
    return {
        "name": slot.person.name,
        "label": slot.label,
        "roles": sorted(slot.person.roles),
        "public": slot.public.hex(),
        "signer": slot.signer.hex(),
        "grant": slot.grant.hex(),
    }


def former_plain(one: Former) -> dict[str, Any]:
    """Write an authority of before."""
    return {
        "authority": one.authority.hex(),
        "signature": one.signature.hex(),
        "until": dict(sorted(one.until.items())),
        "kept": sorted(one.kept),
    }


def _rendered_slot(slot: Slot) -> str:
    factor = slot.factor and {"kind": slot.factor.kind, "id": slot.factor.factor_id}
    content = {
        "public": slot.public.hex(),
        "salt": slot.salt.hex(),
        "cost": cost_plain(slot.cost),
        "factor": factor,
        "secret": [part.hex() for part in slot.secret],
        "sealed": sealed_plain(slot.sealed),
    }
    if slot.version >= GIVEN:
        content["authority"] = slot.authority.hex()
    return _rendered(_SLOT, slot.version, content)


def _sum_of(slot: Slot) -> str:
    return slot.damaged or str(json.loads(_rendered_slot(slot))["sum"])
