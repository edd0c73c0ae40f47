# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Holding an open vault to its anchor: what is there is compared with what was, and then goes on from there.

A compartment that does not fit its anchor is told, and its anchor stays where it was until somebody accepts
the trail as it is, which is put on record: the evidence is not written over by going on.
"""

import hashlib

from sqlalchemy import Connection, text

from app.errors import IntegrityError, Message, says
from app.vault.anchor import DECISIONS, HEADER_HEAD, Anchor, AnchorStore, Head
from app.vault.header import Header

_LAST = text("SELECT seq, at, mac FROM audit ORDER BY seq DESC LIMIT 1")
_ROW = text("SELECT mac FROM audit WHERE seq = :seq")


class Anchoring:
    """The anchor of one open vault.

    Args:
        store: where it is kept; nothing is anchored without one.
        vault_id: of the vault.
    """

    def __init__(self, store: AnchorStore | None, vault_id: str) -> None:
        self._store = store
        self._anchor = Anchor(vault_id)
        self._held_back: dict[str, Message] = {}
        self._damaged: Message | None = None
        self._not_kept: Message | None = None
        if store is None:
            return
        try:
            self._anchor = store.load(vault_id) or self._anchor
        except IntegrityError as error:
            self._damaged = error.message
        except OSError as error:
            self._damaged = _not_kept(error)

    @property
    def problem(self) -> Message | None:
        """Say why there is no anchor to hold to, or why it cannot be kept."""
        return self._damaged or self._not_kept

    @property
    def anchor(self) -> Anchor:
        """How the vault was when it was last seen."""
        return self._anchor

    @property
    def held_back(self) -> tuple[Message, ...]:
        """A sentence for each compartment that does not fit its anchor."""
        return tuple(self._held_back.values())

    def check(self, connection: Connection, compartment: str) -> Message | None:
        """Compare a compartment with its anchor, and give a sentence where it does not fit."""
        problem = misfit(self._anchor, connection, compartment)
        if problem is not None:
            self._held_back[compartment] = problem
        return problem

    def moved(self, compartment: str, head: Head) -> None:
        """Follow a trail after an act; not that of a compartment that does not fit.

        What cannot be kept is told later, by `problem`: the act itself is safe.
        """
        if self._store is not None and compartment not in self._held_back:
            self._anchor = self._anchor.moved(compartment, head)
            self._save(safe=False)

    def check_header(self, header: Header) -> bool:
        """Compare the header with its anchor, and tell whether it is another than the one seen last.

        One that does not fit is told by `held_back`.
        """
        problem = header_misfit(self._anchor, header)
        if problem is not None:
            self._held_back[HEADER_HEAD] = problem
        head = self._anchor.heads.get(HEADER_HEAD)
        return self._store is not None and (head is None or not head.fits(header.mac))

    def header_moved(self, header: Header) -> None:
        """Follow the header; not one that does not fit."""
        if self._store is None or header.form == 1 or HEADER_HEAD in self._held_back:
            return
        if header.generation >= self._number(HEADER_HEAD):
            self._anchor = _with_header(self._anchor, header)
            self._save(safe=True)

    def accept_header(self, header: Header) -> None:
        """Anchor the header as it is now."""
        self._held_back.pop(HEADER_HEAD, None)
        if header.form > 1:
            self._anchor = _with_header(self._anchor, header)
            self._save(safe=True)

    def _number(self, name: str) -> int:
        head = self._anchor.heads.get(name)
        return head.number if head is not None else 0

    def accept(self, connection: Connection, compartment: str) -> None:
        """Anchor a trail as it is now."""
        self._held_back.pop(compartment, None)
        self._damaged = None
        last = connection.execute(_LAST).first()
        if last is not None:
            self._anchor = self._anchor.moved(compartment, Head(last.seq, last.mac, last.at))
        self._save(safe=True)

    def settle(self) -> None:
        """Have the anchor on the disk before the vault is closed."""
        if self._anchor.heads:
            self._save(safe=True)
        if self._store is not None:
            self._store.close()

    def _save(self, *, safe: bool) -> None:
        if self._store is None:
            return
        try:
            self._store.save(self._anchor, safe=safe)
            self._not_kept = None  # it holds all that was not kept before, too
        except OSError as error:
            self._not_kept = _not_kept(error)


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


def _with_header(anchor: Anchor, header: Header) -> Anchor:
    moved = anchor.moved(HEADER_HEAD, Head(header.generation, header.mac, header.changed))
    return moved.moved(DECISIONS, Head(header.decided, _short(header), header.changed))


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


def _not_kept(error: OSError) -> Message:
    return says(
        "Het anker van het logboek kan niet worden bewaard of gelezen: {reason}. "
        "Controleer de rechten van uw eigen map.",
        reason=error.strerror,
    )
