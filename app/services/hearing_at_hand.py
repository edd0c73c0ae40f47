# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one hearing that is open: read from the store, and changed by one act and one transaction at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.clock import Clock, Ids
from app.errors import UserError, says
from app.hearing.records import Draft, HearingOpened, HearingRecord
from app.questionnaire.standing import Settled
from app.questionnaire.values import Address
from app.services.attached_files import must_fit
from app.services.listing_of import listing_of
from app.services.open_hearing import OpenHearing, draft_key
from app.services.shelf import Shelf
from app.services.show_hearing import hearing_view, question_view, section_views
from app.services.views import Changes, DraftPart, HearingView, SectionView
from app.vault.audit import Act
from app.vault.listing import ListedHearing
from app.vault.stores import HearingStore

_LISTED_ANEW = timedelta(minutes=1)
"""How far the worklist's moment may lag behind while somebody types at one question."""


@dataclass(slots=True)
class Step:
    """One act on the open hearing while it is being carried out."""

    open: OpenHearing
    records: list[HearingRecord] = field(default_factory=list)
    draft_kept: Draft | None = None
    drafts_dropped: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    settled: Settled | None = None
    touched: set[Address] = field(default_factory=set)
    reshaped: set[str] = field(default_factory=set)
    whole: bool = False
    made: Address | None = None
    changes: Changes | None = None

    def drop_draft(self, address: Address, part: DraftPart = DraftPart.ANSWER) -> None:
        """Let go of words being typed, now that they are given."""
        key = draft_key(address, part)
        if self.open.drafts.pop(key, None) is not None:
            self.drafts_dropped.append(key)

    def done(self) -> Changes:
        """Give what the act changed, once it is safe."""
        if self.changes is None:
            raise RuntimeError("an act was left before it was written")
        return self.changes


class HearingAtHand:
    """The open hearing; nothing of it is ahead in memory of what is safe in the store.

    Args:
        store: where hearings are kept.
        shelf: where their questionnaires are.
        clock: tells the time.
        ids: makes identifiers.
    """

    def __init__(self, store: HearingStore, shelf: Shelf, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._ids = ids
        self._open: OpenHearing | None = None
        self._stale = False
        self._sections: dict[str, SectionView] = {}
        self._line: ListedHearing | None = None

    def take(self, opening: OpenHearing) -> HearingView:
        """Have a hearing open from now on, and show it."""
        self._open = opening
        self._stale = False
        self._line = None
        view = hearing_view(opening)
        self._sections = {section.name: section for section in view.sections}
        return view

    def put_away(self) -> None:
        """Have no hearing open."""
        self._open = None

    def get(self) -> OpenHearing:
        """Give the open hearing, read anew from the store when an act on it failed.

        Raises:
            UserError: no hearing is open.
        """
        if self._open is None:
            raise UserError(says("Er is geen gehoor open. Kies een gehoor in de werklijst."))
        if self._stale:
            place = self._open.current
            self.take(self.read(self._open.hearing_id))
            self._open.current = place
        return self._open

    def read(self, hearing_id: str, action: str = "open_hearing") -> OpenHearing:
        """Read a hearing from the store; the reading is on record as `action`."""
        with self._store.dossiers(Act(action, "hearing", hearing_id)) as work:
            records = work.hearing(hearing_id)
            drafts = work.drafts(hearing_id)
            opened = next(record for record in records if isinstance(record, HearingOpened))
            source = work.questionnaire(opened.questionnaire_hash)
            work.commit()
        name = f"{opened.questionnaire_id} {opened.questionnaire_version}"
        sourced = self._shelf.compiled(source, name)
        return OpenHearing(records, drafts, sourced, self._clock, self._ids, self._store.person.name)

    @contextmanager
    def step(self, action: str, address: Address | None = None) -> Iterator[Step]:
        """Carry out one act: think it through in memory, write it in one transaction, tell what changed."""
        opened = self.get()
        about = {} if address is None else {"question": str(address)}
        step = Step(opened)
        self._stale = True
        yield step
        if step.settled is not None:
            step.records += opened.filled_in(step.settled.filled)
        with self._store.dossiers(Act(action, "hearing", opened.hearing_id, about)) as work:
            work.append(*step.records)
            for attachment_id, content in step.files.items():
                must_fit(work.size_of_attachments(opened.hearing_id) + len(content))
                work.keep_attachment(attachment_id, opened.hearing_id, content)
            if step.draft_kept is not None:
                work.keep_draft(step.draft_kept)
            for dropped in step.drafts_dropped:
                work.drop_draft(opened.hearing_id, dropped)
            line = self._line_after(step)
            if line is not None:
                work.list_hearing(line)
            work.commit()
        self._stale = False
        self._line = line or self._line
        step.changes = self._changes(step)

    def _line_after(self, step: Step) -> ListedHearing | None:
        """Give the hearing's line in the worklist after an act, or nothing where the one there will do.

        Words being typed are kept many times a minute, and say no more of a hearing than where it is.
        """
        line, known = listing_of(step.open, self._clock.now()), self._line
        if known is None or step.records or replace(line, last_at=known.last_at) != known:
            return line
        return line if line.last_at - known.last_at >= _LISTED_ANEW else None

    def _changes(self, step: Step) -> Changes:
        opened = step.open
        settled = step.settled
        touched = set(step.touched)
        reshaped = set(step.reshaped)
        if settled is not None:
            touched |= settled.changed
            reshaped |= settled.sections
        return Changes(
            saved_at=self._clock.now(),
            questions=tuple(question_view(opened, address) for address in self._shown(opened, touched)),
            sections=tuple(self._changed_sections(opened)) if step.records else (),
            reshaped=frozenset(reshaped),
            hearing=hearing_view(opened) if step.whole else None,
            made=step.made,
        )

    def _shown(self, opened: OpenHearing, touched: Iterable[Address]) -> Iterator[Address]:
        for address in sorted(touched):
            if opened.evaluation.has(address) and opened.evaluation.status(address).relevant:
                yield address

    def _changed_sections(self, opened: OpenHearing) -> Iterator[SectionView]:
        for section in section_views(opened):
            if self._sections.get(section.name) != section:
                self._sections[section.name] = section
                yield section
