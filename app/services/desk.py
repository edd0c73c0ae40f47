# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The services of one person on one unlocked vault."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Message
from app.services.administer_vault import AdministerVault
from app.services.check_vault import CheckVault
from app.services.close_hearing import CloseHearing
from app.services.conduct_hearing import ConductHearing
from app.services.hand_over import HandOver
from app.services.keep_backups import KeepBackups
from app.services.keep_library import KeepLibrary
from app.services.keep_people import KeepPeople
from app.services.keep_retention import KeepRetention
from app.services.note_signal import NoteSignal
from app.services.practise import Practise
from app.services.read_audit import ReadAudit
from app.services.report_signal import ReportSignal
from app.services.rotate_keys import RotateKeys
from app.services.worklist import Worklist
from app.vault.half_typed import Sheet
from app.vault.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a person can do while the vault is unlocked.

    Attributes:
        practice: practising; absent for who may not open that compartment.
        library: keeping the questionnaires; absent likewise.
        let_in: the names of colleagues who waited for a key and were given it on unlocking.
        notices: what does not fit what was remembered of this vault; the user must see it.
        reminder: what is still to be done for the vault by whoever unlocked it.
    """

    person_name: str
    roles: frozenset[str]
    worklist: Worklist
    conduct: ConductHearing
    close: CloseHearing
    notes: NoteSignal
    reports: ReportSignal
    people: KeepPeople
    audit: ReadAudit
    administer: AdministerVault
    check: CheckVault
    backups: KeepBackups
    hand_over: HandOver
    retention: KeepRetention
    rotate: RotateKeys
    practice: Practise | None
    library: KeepLibrary | None
    vault: OpenVault
    let_in: tuple[str, ...] = ()
    notices: tuple[Message, ...] = ()
    reminder: Message | None = None

    def put_by(self, sheets: Mapping[str, Sheet]) -> None:
        """Seal what is half typed, by compartment, until this person comes back."""
        self.vault.half_typed.keep(sheets)

    def put_by_before(self) -> dict[str, Sheet]:
        """Give what this person had half typed when the vault was locked."""
        return self.vault.half_typed.take()

    def lock(self) -> None:
        """Put everything away: the open hearing, the files and their keys."""
        self.conduct.leave()
        if self.practice is not None:
            self.practice.conduct.leave()
        self.backups.leave()
        self.vault.close()
