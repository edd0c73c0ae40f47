# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the questionnaires: a draft, a review by somebody else, and a version that both signed."""

import json
from collections.abc import Callable
from datetime import date

from app.clock import Clock, Ids
from app.errors import UserError, says
from app.library import editing
from app.library.drafts import Draft, drafts
from app.library.in_force import next_version, order
from app.library.publication import (
    LONGEST_SOURCE,
    QUESTIONNAIRE,
    Publication,
    as_plain,
    publication_from_plain,
)
from app.library.records import DraftBegun, DraftMoved, DraftRevised, DraftState, LibraryRecord
from app.questionnaire.choice_files import Find
from app.services.draft_view import draft_summary, draft_view
from app.services.library_views import (
    CatalogueView,
    DraftSummary,
    DraftView,
    VersionState,
    VersionView,
)
from app.services.published_versions import PublishedVersions
from app.services.questionnaire_files import whole_source
from app.services.shelf import Shelf
from app.services.try_draft import Trial
from app.signals.catalogue import Catalogue
from app.strict_yaml import Problem
from app.vault.audit import Act
from app.vault.open_vault import OpenVault
from app.vault.publications import Signed, signature_from_plain, signature_plain

Edit = Callable[[str], str]
"""Makes a new source of a source; see `app.library.editing`."""


class KeepLibrary:
    """The use cases of a team lead with drafts; `published` has those with versions.

    Args:
        vault: the open vault.
        shelf: the questionnaires at hand.
        catalogue: what notes refer to when a draft is tried.
        clock: tells the time.
        ids: makes identifiers.
    """

    def __init__(self, vault: OpenVault, shelf: Shelf, catalogue: Catalogue, clock: Clock, ids: Ids) -> None:
        self._vault = vault
        self._shelf = shelf
        self._catalogue = catalogue
        self._clock = clock
        self._ids = ids
        self.published = PublishedVersions(vault, shelf, clock)

    # Looking

    def catalogues(self) -> tuple[CatalogueView, ...]:
        """List the catalogues; today that is the one that notes refer to."""
        return (CatalogueView(self._catalogue, VersionState.IN_FORCE),)

    def drafts(self) -> tuple[DraftSummary, ...]:
        """List the drafts that are being worked on, the last changed first."""
        found = [
            draft
            for draft in self._drafts("list_drafts")
            if draft.state in (DraftState.DRAFT, DraftState.IN_REVIEW)
        ]
        found.sort(key=lambda draft: draft.latest.at, reverse=True)
        return tuple(draft_summary(draft) for draft in found)

    def draft(self, draft_id: str) -> DraftView:
        """Show a draft with its problems and what it changes.

        Raises:
            UserError: there is no such draft.
        """
        return self._view(self._draft(draft_id))

    # Writing

    def begin(self, subject: str, version: str) -> DraftView:
        """Begin a next version as a copy of one that is there.

        Raises:
            UserError: there is no such version.
        """
        based_on = self._shelf.find(subject, version)
        there = [one.version.version for one in self._shelf.stock().sourced if one.version.subject == subject]
        coming = [one.version for one in self.drafts() if one.subject == subject]
        next_one = next_version(max((*there, *coming), key=order))
        source = editing.set_head(based_on.source, "version", next_one)
        now, draft_id = self._clock.now(), self._ids.new()
        begun = DraftBegun(draft_id, QUESTIONNAIRE, subject, next_one, version, now, self._who)
        self._write("begin_draft", draft_id, begun, self._revision(draft_id, 1, source))
        return self.draft(draft_id)

    def change(self, draft_id: str, seen: int, edit: Edit) -> DraftView:
        """Change a draft in one step.

        Args:
            draft_id: the draft.
            seen: the number of the revision that the change was made on.
            edit: makes the new source.

        Raises:
            UserError: the draft is in review or published, somebody changed it since, or the edit is refused.
        """
        draft = self._draft(draft_id)
        draft.must_be(DraftState.DRAFT)
        draft.must_follow(seen)
        source = edit(draft.latest.source)
        if source != draft.latest.source:
            self._write("change_draft", draft_id, self._revision(draft_id, seen + 1, source))
        return self.draft(draft_id)

    def submit(self, draft_id: str, valid_from: date, valid_until: date | None) -> DraftView:
        """Sign a draft and offer it for review.

        Raises:
            UserError: it has problems, nothing changed, it is too large, or the days are past or misplaced.
        """
        draft = self._draft(draft_id)
        draft.must_be(DraftState.DRAFT)
        view = self._view(draft)
        if view.problems:
            raise UserError(says("Dit concept heeft nog problemen. Los die eerst op."))
        if not [one for one in view.differences if one.what != "version"]:
            raise UserError(says("Er is nog niets veranderd. Er valt niets te beoordelen."))
        if len(draft.latest.source.encode()) > LONGEST_SOURCE:
            most = LONGEST_SOURCE // 1_000_000
            raise UserError(says("Deze vragenlijst is groter dan {most} MB. Maak haar kleiner.", most=most))
        if valid_from < self._today() or (valid_until is not None and valid_until < valid_from):
            raise UserError(says("Kies een eerste dag vanaf vandaag, en een laatste dag die daarna komt."))
        publication = Publication(
            kind=QUESTIONNAIRE,
            subject=draft.begun.subject,
            version=view.summary.version,
            source=draft.latest.source,
            valid_from=valid_from,
            valid_until=valid_until,
            prepared_at=self._clock.now().isoformat(),
        )
        offered = {
            "publication": as_plain(publication),
            "author": signature_plain(self._vault.sign(publication)),
        }
        moved = self._moved(draft_id, DraftState.IN_REVIEW, "", json.dumps(offered, ensure_ascii=False))
        self._write("submit_draft", draft_id, moved)
        return self.draft(draft_id)

    def send_back(self, draft_id: str, reason: str) -> DraftView:
        """Give a draft back to its author, with a reason.

        Raises:
            UserError: it is not in review, or no reason is given.
        """
        self._draft(draft_id).must_be(DraftState.IN_REVIEW)
        if not reason.strip():
            raise UserError(says("Schrijf kort op wat er moet veranderen."))
        self._write("send_back_draft", draft_id, self._moved(draft_id, DraftState.DRAFT, reason.strip()))
        return self.draft(draft_id)

    def drop(self, draft_id: str) -> tuple[DraftSummary, ...]:
        """Put a draft away for good, and list the others; it stays on record.

        Raises:
            UserError: it is published already.
        """
        draft = self._draft(draft_id)
        if draft.state is not DraftState.IN_REVIEW:
            draft.must_be(DraftState.DRAFT)
        self._write("drop_draft", draft_id, self._moved(draft_id, DraftState.DROPPED, ""))
        return self.drafts()

    def approve(self, draft_id: str) -> VersionView:
        """Sign what somebody else offered, and publish it.

        Raises:
            UserError: it is not in review, or this person wrote or offered it.
            EnvironmentFault: it cannot be put among what is published; it stays in review.
        """
        draft = self._draft(draft_id)
        draft.must_be(DraftState.IN_REVIEW)
        draft.must_be_somebody_else(self._who)
        if draft.moved is None:
            raise RuntimeError("a draft in review was moved there")
        offered = json.loads(draft.moved.publication)
        publication = publication_from_plain(offered["publication"])
        signatures = (signature_from_plain(offered["author"]), self._vault.sign(publication))
        self.published.publish(Signed(publication, self._vault.people.header().office, signatures))
        self._write("approve_draft", draft_id, self._moved(draft_id, DraftState.PUBLISHED, ""))
        return self.published.version(publication.subject, publication.version)

    def own_since(self, draft_id: str, seen: int) -> int:
        """Give this person's last revision that follows `seen` with nobody else's between."""
        number = seen
        for revision in self._draft(draft_id).revisions:
            if revision.number == number + 1 and revision.by == self._who:
                number = revision.number
        return number

    def trial(self, draft_id: str) -> Trial:
        """Open a hearing of nobody with a draft, to see it as interviewers will.

        Raises:
            UserError: the draft cannot be used as it is; the sentence says why.
        """
        source = self._draft(draft_id).latest.source
        return Trial(source, self._vault.person, self._catalogue, self._clock, self._ids)

    def bring_in(self, name: str, content: bytes, beside: Find) -> tuple[DraftView, tuple[Problem, ...]]:
        """Begin a draft with a questionnaire from a file: a next version, or the first of a new one.

        Args:
            name: of the file; how it ends says which kind it is.
            content: the file.
            beside: gives the files that lie beside it; the choices in those it names go along in the draft.

        Returns:
            the draft, and what its reader remarked.

        Raises:
            UserError: it is refused, or lacks a file of choices; nothing changes then.
        """
        found, source = whole_source(name, content, beside)
        there = [
            one.version.version for one in self._shelf.stock().sourced if one.version.subject == found.id
        ]
        known = [*there, *(one.version for one in self.drafts() if one.subject == found.id)]
        version = found.version
        if known and order(version) <= max(map(order, known)):
            version = next_version(max(known, key=order))
            source = editing.set_head(source, "version", version)
        based_on = max(there, key=order, default="")
        draft_id = self._ids.new()
        begun = DraftBegun(draft_id, QUESTIONNAIRE, found.id, version, based_on, self._clock.now(), self._who)
        self._write("bring_in_draft", draft_id, begun, self._revision(draft_id, 1, source))
        return self.draft(draft_id), found.remarks

    # Inside

    @property
    def _who(self) -> str:
        return self._vault.person.name

    def _today(self) -> date:
        return self._clock.now().date()

    def _drafts(self, action: str, object_id: str = "") -> tuple[Draft, ...]:
        with self._vault.library(Act(action, "draft", object_id)) as work:
            records = work.everything()
            work.commit()
        return drafts(records)

    def _draft(self, draft_id: str) -> Draft:
        for draft in self._drafts("read_draft", draft_id):
            if draft.begun.draft_id == draft_id:
                return draft
        raise UserError(says("Dit concept is er niet meer. Open de lijst opnieuw."))

    def _write(self, action: str, object_id: str, *records: LibraryRecord) -> None:
        with self._vault.library(Act(action, "draft", object_id)) as work:
            work.append(*records)
            work.commit()

    def _revision(self, draft_id: str, number: int, source: str) -> DraftRevised:
        return DraftRevised(self._ids.new(), draft_id, number, source, self._clock.now(), self._who)

    def _moved(self, draft_id: str, state: DraftState, reason: str, publication: str = "") -> DraftMoved:
        return DraftMoved(self._ids.new(), draft_id, state, reason, publication, self._clock.now(), self._who)

    def _view(self, draft: Draft) -> DraftView:
        if not draft.begun.based_on:
            return draft_view(draft, None)
        before = self._shelf.find(draft.begun.subject, draft.begun.based_on)
        return draft_view(draft, before.compiled.questionnaire)
