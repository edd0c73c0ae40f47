# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Holding an open vault to its anchor: what is there is compared with what was, and then goes on from there.

A compartment that does not fit its anchor is told, and its anchor stays where it was until somebody accepts
the trail as it is, which is put on record: the evidence is not written over by going on.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from app.errors import EnvironmentFault, IntegrityError, Message, says
from app.vault.anchor import DECISIONS, HEADER_HEAD, Anchor, AnchorStore, Head
from app.vault.header import Header

_LAST = text("SELECT seq, at, mac FROM audit ORDER BY seq DESC LIMIT 1")
_ROW = text("SELECT mac FROM audit WHERE seq = :seq")


class _Remembered:
    """One place that remembers: what it holds of the vault, and why it may be of no use."""

    def __init__(self, store: AnchorStore, vault_id: str) -> None:
        self._store = store
        self._reads = True
        self._damaged: Message | None = None
        self._not_kept: Message | None = None
        self.anchor = Anchor(vault_id)
        try:
            self.anchor = store.load(vault_id) or self.anchor
        except IntegrityError as error:
            self._damaged = error.message
        except EnvironmentFault as fault:
            self._damaged = fault.message
            self._reads = False

    @property
    def problem(self) -> Message | None:
        """Say why there is nothing to hold to here, or why it cannot be kept."""
        return self._damaged or self._not_kept

    def knows(self, heads: Mapping[str, Head]) -> None:
        """Learn what another place remembers and this one does not."""
        self.anchor = Anchor(self.anchor.vault_id, {**heads, **self.anchor.heads})

    def moved(self, name: str, head: Head) -> None:
        """Go on to another head, which `save` keeps."""
        self.anchor = self.anchor.moved(name, head)

    def save(self, *, safe: bool) -> None:
        """Keep what it holds; not over what could not be read."""
        if not self._reads:
            return
        try:
            if self._store.save(self.anchor, safe=safe):
                self._not_kept = None  # it holds all that was not kept before, too
        except EnvironmentFault as fault:
            self._not_kept = fault.message

    def told(self, vault_id: str) -> Message:
        """Say where it is."""
        return self._store.place(vault_id)

    def accepted(self) -> None:
        """Go on without what was damaged, as somebody accepted what there is."""
        if self._reads:
            self._damaged = None

    def close(self) -> None:
        """Let go of it."""
        self._store.close()


class Anchoring:
    """The anchor of one open vault, in each place that remembers it.

    Each place is compared for itself, and those that fit go on together.

    Args:
        stores: where it is kept, the quickest first; nothing is anchored without one.
        vault_id: of the vault.
    """

    def __init__(self, stores: Iterable[AnchorStore], vault_id: str) -> None:
        self._places = tuple(_Remembered(store, vault_id) for store in stores)
        self._vault_id = vault_id
        self._held_back: dict[str, Message] = {}
        for place in self._places:
            for other in self._places:
                place.knows(other.anchor.heads)

    @property
    def problems(self) -> tuple[Message, ...]:
        """Say why a place has no anchor to hold to, or cannot keep it."""
        return tuple(place.problem for place in self._places if place.problem is not None)

    @property
    def places(self) -> tuple[Message, ...]:
        """Say where the anchor is kept, and where it is not."""
        return tuple(place.told(self._vault_id) for place in self._places)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """How the vault was when it was last seen, as each place remembers it."""
        return tuple(place.anchor for place in self._places)

    @property
    def anchor(self) -> Anchor:
        """How the vault was when it was last seen: of each head the furthest that is remembered."""
        heads: dict[str, Head] = {}
        for place in self._places:
            for name, head in place.anchor.heads.items():
                if name not in heads or heads[name].number < head.number:
                    heads[name] = head
        return Anchor(self._vault_id, heads)

    @property
    def held_back(self) -> tuple[Message, ...]:
        """A sentence for each compartment that does not fit its anchor."""
        return tuple(self._held_back.values())

    def heads(self, name: str) -> tuple[Head, ...]:
        """Give the head of that name in each place that has one."""
        return tuple(anchor.heads[name] for anchor in self.anchors if name in anchor.heads)

    def check(self, connection: Connection, compartment: str) -> Message | None:
        """Compare a compartment with its anchors, and give a sentence where it does not fit."""
        told = (misfit(anchor, connection, compartment) for anchor in self.anchors)
        problem = next((one for one in told if one is not None), None)
        if problem is not None:
            self._held_back[compartment] = problem
        return problem

    def moved(self, compartment: str, head: Head) -> None:
        """Follow a trail after an act; not that of a compartment that does not fit.

        What cannot be kept is told later, by `problems`: the act itself is safe.
        """
        if compartment not in self._held_back:
            for place in self._places:
                place.moved(compartment, head)
                place.save(safe=False)

    def check_header(self, header: Header) -> bool:
        """Compare the header with its anchors, and tell whether it is another than the one seen last.

        One that does not fit is told by `held_back`.
        """
        told = (header_misfit(anchor, header) for anchor in self.anchors)
        problem = next((one for one in told if one is not None), None)
        if problem is not None:
            self._held_back[HEADER_HEAD] = problem
        heads = self.heads(HEADER_HEAD)
        return bool(self._places) and not (heads and all(head.fits(header.mac) for head in heads))

    def header_moved(self, header: Header) -> None:
        """Follow the header; not one that does not fit."""
        if header.form == 1 or HEADER_HEAD in self._held_back:
            return
        if all(header.generation >= head.number for head in self.heads(HEADER_HEAD)):
            self._go_on(_of_header(header))

    def accept_header(self, header: Header) -> None:
        """Anchor the header as it is now."""
        self._held_back.pop(HEADER_HEAD, None)
        if header.form > 1:
            self._go_on(_of_header(header))

    def accept(self, connection: Connection, compartment: str) -> None:
        """Anchor a trail as it is now."""
        self._held_back.pop(compartment, None)
        for place in self._places:
            place.accepted()
        last = connection.execute(_LAST).first()
        self._go_on({compartment: Head(last.seq, last.mac, last.at)} if last is not None else {})

    def settle(self) -> None:
        """Have the anchor kept safely before the vault is closed."""
        if self.anchor.heads:
            self._go_on({})
        for place in self._places:
            place.close()

    def _go_on(self, heads: Mapping[str, Head]) -> None:
        for place in self._places:
            for name, head in heads.items():
                place.moved(name, head)
            place.save(safe=True)


def header_misfit(anchor: Anchor, header: Header) -> Message | None:
    """Compare the header with an anchor, and say what is wrong and since when; or give nothing."""
    head, decisions = anchor.heads.get(HEADER_HEAD), anchor.heads.get(DECISIONS)
    if head is None:
        return None
    if header.generation < head.number or (decisions is not None and header.decided < decisions.number):
        return says(
            "vault.json is een oudere kopie: wachtzinnen en rollen van toen gelden weer. Zij was {count} "
            "keer geschreven {since}en is nu van de {number}e keer. "
            "Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
            count=head.number,
            since=f"({head.at[:16].replace('T', ' ')} UTC) " if head.at else "",
            number=header.generation,
        )
    same = head.fits(header.mac) if header.generation == head.number else True
    decided = decisions is None or header.decided > decisions.number or decisions.fits(_short(header))
    if same and decided:
        return None
    return says(
        "vault.json is een andere dan die hier eerder stond. "
        "Bewaar de kluis zoals zij is en waarschuw de beveiliging."
    )


def _of_header(header: Header) -> dict[str, Head]:
    return {
        HEADER_HEAD: Head(header.generation, header.mac, header.changed),
        DECISIONS: Head(header.decided, _short(header), header.changed),
    }


def _short(header: Header) -> bytes:
    return hashlib.sha256(header.decision).digest()


def misfit(anchor: Anchor, connection: Connection, compartment: str) -> Message | None:
    """Compare a compartment's trail with an anchor, and say what is wrong and since when; or give nothing."""
    head = anchor.heads.get(compartment)
    if head is None:
        return None
    found = connection.execute(_ROW, {"seq": head.number}).scalar()
    if isinstance(found, bytes) and head.fits(found):
        return None
    if found is not None:
        return says(
            "{compartment}: het logboek is een ander dan dat wat hier eerder stond: regel {row} klopt niet. "
            "Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
            compartment=compartment,
            row=head.number,
        )
    last = connection.execute(_LAST).first()
    return says(
        "{compartment}: er is een oudere kopie teruggezet of het einde van het logboek is afgesneden. "
        "Het ging tot regel {row} {since}en eindigt nu na regel {last}. "
        "Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
        compartment=compartment,
        row=head.number,
        since=f"({head.at[:16].replace('T', ' ')} UTC) " if head.at else "",
        last=last.seq if last else 0,
    )
