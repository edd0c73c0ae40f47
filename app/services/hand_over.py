# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing a hearing over to a colleague at another workstation, in a file sealed for that colleague alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from app.channel.certificates import Certificate, Identity
from app.channel.sealing import open_sealed, seal
from app.clock import Clock, Ids
from app.errors import IntegrityError, Message, UserError, says
from app.hearing.records import AnswerRevised, HearingOpened, HearingReceived, HearingRecord
from app.questionnaire import codec
from app.questionnaire.values import Attachment
from app.services.hand_over_file import HandedOver, Note, read, written
from app.services.listing_of import listing_of
from app.services.open_hearing import OpenHearing
from app.services.shelf import Shelf
from app.signals.records import NoSignalNoted, ObservationNoted, ObservationRevised
from app.vault.audit import Act
from app.vault.compartments import SIGNALS
from app.vault.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A hearing that came from elsewhere.

    Attributes:
        sent_by: who handed it over there.
        was_there: the same hearing was taken in before; nothing of it was added again.
        notes: how many notes came along and were not there yet.
    """

    hearing_id: str
    v_number: str
    name: str
    sent_by: str
    was_there: bool
    notes: int

    def message(self) -> Message:
        """Say what was taken in."""
        sentence = (
            says("Het gehoor van {name} ({v_number}) stond hier al. Nieuwe notities: {notes}.")
            if self.was_there
            else says("Het gehoor van {name} ({v_number}) is overgenomen van {sent_by}. Notities: {notes}.")
        )
        return sentence.filled(name=self.name, v_number=self.v_number, sent_by=self.sent_by, notes=self.notes)


class HandOver:
    """The use cases of handing over and taking in."""

    def __init__(self, vault: OpenVault, shelf: Shelf, clock: Clock, ids: Ids) -> None:
        self._vault = vault
        self._shelf = shelf
        self._clock = clock
        self._ids = ids

    def export(
        self, hearing_id: str, sender: Identity, recipient: Certificate, *, with_notes: bool = False
    ) -> bytes:
        """Seal a hearing for a colleague; it stays here as it is.

        Args:
            hearing_id: the hearing.
            sender: signs the file.
            recipient: can open it, and nobody else.
            with_notes: whether what was noticed travels along; reports never do.

        Raises:
            UserError: there is no such hearing, a certificate is not valid, or notes are asked for by
                somebody who may not open them.
        """
        now = self._clock.now()
        for certificate in (sender.certificate, recipient):
            certificate.must_be_valid(now)
        detail = {"certificate": recipient.fingerprint}
        notes = self._notes_of(hearing_id, detail) if with_notes else ()
        with self._vault.dossiers(Act("hand_over", "hearing", hearing_id, detail)) as work:
            records = work.hearing(hearing_id)
            opened = next(record for record in records if isinstance(record, HearingOpened))
            source = work.questionnaire(opened.questionnaire_hash)
            files = work.attachments(hearing_id)
            work.commit()
        office = self._vault.people.header().office
        handed = HandedOver(office.vault_id, office.demo, self._who, now, source, records, notes, files)
        return seal(written(handed), sender, [recipient])

    def take_in(self, data: bytes, me: Identity, sender: Certificate, name: str) -> TakenIn:
        """Take in a hearing that a colleague handed over, with where it came from.

        To take in the same file again changes nothing, so that what was interrupted can be done again.

        Args:
            data: the sealed file.
            me: for whom it was sealed.
            sender: who must have signed it.
            name: what a sentence calls the file.

        Raises:
            UserError: it was sealed for or signed by somebody else, holds notes that this person may not
                open, is invented where the vault is real, or the hearing is here and went on since.
            IntegrityError: it is damaged or holds no hearing.
        """
        sender.must_be_valid(self._clock.now())
        opened = open_sealed(data, me, name)
        if opened.signer.fingerprint != sender.fingerprint:
            raise UserError(
                says(
                    "{file} is ondertekend door {signer} en niet door {sender}. Er is niets overgenomen.",
                    file=name,
                    signer=opened.signer.name,
                    sender=sender.name,
                )
            )
        handed = read(opened.data, name)
        self._must_fit(handed, name)
        was_there = self._take_in_hearing(handed, sender, hashlib.sha256(data).hexdigest(), name)
        notes = self._take_in_notes(handed.opened.hearing_id, handed.notes) if handed.notes else 0
        header = handed.opened
        return TakenIn(header.hearing_id, header.v_number, header.name, handed.sent_by, was_there, notes)

    @property
    def _who(self) -> str:
        return self._vault.person.name

    def _notes_of(self, hearing_id: str, detail: dict[str, str]) -> tuple[Note, ...]:
        with self._vault.signals(Act("hand_over_notes", "hearing", hearing_id, detail)) as work:
            found = work.observations(hearing_id)
            work.commit()
        kinds = (ObservationNoted, ObservationRevised, NoSignalNoted)
        return tuple(record for record in found if isinstance(record, kinds))

    def _must_fit(self, handed: HandedOver, name: str) -> None:
        if handed.demo is not self._vault.people.header().demo:
            raise UserError(
                says(
                    "{file} hoort bij een demokluis en deze kluis niet, of andersom. "
                    "Er is niets overgenomen.",
                    file=name,
                )
            )
        if handed.notes and not self._vault.opens(SIGNALS):
            raise UserError(
                says(
                    "In {file} staan ook notities, en die mag u niet openen. "
                    "Vraag een bestand zonder notities.",
                    file=name,
                )
            )

    def _take_in_hearing(self, handed: HandedOver, sender: Certificate, package: str, name: str) -> bool:
        """Add the hearing in one transaction, and tell whether it was there already."""
        header = handed.opened
        received = HearingReceived(
            record_id=self._ids.new(),
            hearing_id=header.hearing_id,
            vault_id=handed.vault_id,
            sent_by=handed.sent_by,
            sent_at=handed.sent_at,
            certificate=sender.fingerprint,
            package=package,
            at=self._clock.now(),
            by=self._who,
        )
        opening = self._opening((*handed.hearing, received), handed, name)
        act = Act("take_in_hearing", "hearing", header.hearing_id, {"certificate": sender.fingerprint})
        with self._vault.dossiers(act) as work:
            was_there = work.holds(header.hearing_id)
            if was_there:
                if work.hearing(header.hearing_id)[: len(handed.hearing)] != handed.hearing:
                    raise UserError(
                        says(
                            "Dit gehoor staat hier al en is anders verdergegaan dan in {file}. "
                            "Er is niets overgenomen.",
                            file=name,
                        )
                    )
            else:
                work.keep_questionnaire(
                    header.questionnaire_hash,
                    header.questionnaire_id,
                    header.questionnaire_version,
                    handed.questionnaire,
                )
                work.append(*handed.hearing, received)
                for given in _files_of(handed.hearing):
                    work.keep_attachment(
                        given.attachment_id, header.hearing_id, _content(handed, given, name)
                    )
                work.list_hearing(listing_of(opening, self._clock.now()))
            work.commit()
        return was_there

    def _opening(self, records: tuple[HearingRecord, ...], handed: HandedOver, name: str) -> OpenHearing:
        """Open the hearing before it is kept: what cannot be opened is not taken in."""
        wrong = says("Het gehoor in {file} klopt niet. Er is niets overgenomen.", file=name)
        sourced = self._shelf.compiled(handed.questionnaire, name)
        if sourced.digest != handed.opened.questionnaire_hash:
            raise IntegrityError(wrong)
        try:
            return OpenHearing(records, (), sourced, self._clock, self._ids, self._who)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise IntegrityError(wrong) from error

    def _take_in_notes(self, hearing_id: str, notes: tuple[Note, ...]) -> int:
        """Add the notes that are not there yet, and count the observations among them."""
        with self._vault.signals(Act("take_in_notes", "hearing", hearing_id)) as work:
            there = frozenset(work.observations(hearing_id))
            new = [record for record in notes if record not in there]
            work.append(*new)
            work.commit()
        return sum(isinstance(record, ObservationNoted) for record in new)


def _files_of(records: tuple[HearingRecord, ...]) -> Iterator[Attachment]:
    """Give every file that was ever an answer."""
    for record in records:
        if isinstance(record, AnswerRevised) and isinstance(value := codec.decode(record.value), Attachment):
            yield value


def _content(handed: HandedOver, given: Attachment, name: str) -> bytes:
    """Give the content of a file that came along, which must be the one on record."""
    content = handed.files.get(given.attachment_id, b"")
    if hashlib.sha256(content).hexdigest() != given.sha256:
        raise IntegrityError(says("Het gehoor in {file} klopt niet. Er is niets overgenomen.", file=name))
    return content
