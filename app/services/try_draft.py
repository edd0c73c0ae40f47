# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying a draft in the real hearing room, on a store that is gone when it is left."""

from pathlib import Path

from app.clock import Clock, Ids
from app.hearing.records import Mode
from app.services.conduct_hearing import ConductHearing
from app.services.note_signal import NoteSignal
from app.services.policy import OfficePolicy
from app.services.shelf import Shelf, Sourced
from app.services.views import Header
from app.signals.catalogue import Catalogue
from app.vault.header import Person
from app.vault.stores import store_for_a_moment


class _OneDraft(Shelf):
    """A shelf with one draft on it."""

    def __init__(self, source: str) -> None:
        super().__init__(Path())
        self._draft = self.compiled(source, "concept")

    def find(self, questionnaire_id: str, version: str) -> Sourced:  # noqa: ARG002 - there is only one
        """Give the draft."""
        return self._draft


class Trial:
    """A hearing of nobody with a draft; it is open from the start.

    Raises:
        FileRefusedError: the draft does not compile; the sentence says where.
    """

    def __init__(self, source: str, person: Person, catalogue: Catalogue, clock: Clock, ids: Ids) -> None:
        shelf = _OneDraft(source)
        store = store_for_a_moment(person, clock)
        policy = OfficePolicy(Path(), classification="")
        self.conduct = ConductHearing(store, shelf, clock, ids, policy)
        self.notes = NoteSignal(store, catalogue, self.conduct, clock, ids)
        found = shelf.find("", "").compiled.questionnaire
        header = Header(
            found.hearing_kind, "000.000.0000", "–", "", "", "", "", "", person.name, Mode.ON_SITE, ""
        )
        self.conduct.start(header, found.id, found.version)
