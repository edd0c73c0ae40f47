# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drafts that records amount to, and who may do what with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import UserError, says
from app.library.records import DraftBegun, DraftMoved, DraftRevised, DraftState, LibraryRecord


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands now.

    Attributes:
        revisions: what each author left, in order; there is always one.
        moved: its last move; absent while it was never handed in.
    """

    begun: DraftBegun
    revisions: tuple[DraftRevised, ...]
    moved: DraftMoved | None = None

    @property
    def latest(self) -> DraftRevised:
        """The source as it stands now."""
        return self.revisions[-1]

    @property
    def state(self) -> DraftState:
        """Where it stands."""
        return self.moved.state if self.moved else DraftState.DRAFT

    def must_be(self, state: DraftState) -> None:
        """Refuse what cannot be done to a draft that stands elsewhere.

        Raises:
            UserError: it stands elsewhere.
        """
        if self.state is not state:
            raise UserError(_ELSEWHERE[self.state])

    def must_follow(self, seen: int) -> None:
        """Refuse a change made to an older source than the one that stands there.

        Raises:
            UserError: somebody changed it since; the sentence says who.
        """
        if self.latest.number != seen:
            raise UserError(
                says(
                    "{name} heeft dit concept intussen veranderd. Uw wijziging is niet bewaard. "
                    "Kijk wat er nu staat en breng haar daar aan.",
                    name=self.latest.by,
                )
            )

    def must_be_somebody_else(self, who: str) -> None:
        """Refuse that somebody approves own work.

        Raises:
            UserError: this person wrote the last revision, or handed it in.
        """
        if who == self.latest.by or (self.moved is not None and who == self.moved.by):
            raise UserError(says("U kunt uw eigen werk niet goedkeuren. Vraag een andere teamleider."))


def drafts(records: Iterable[LibraryRecord]) -> tuple[Draft, ...]:
    """Give the drafts, in the order in which they were begun."""
    begun: dict[str, DraftBegun] = {}
    revisions: dict[str, list[DraftRevised]] = {}
    moved: dict[str, DraftMoved] = {}
    for record in records:
        match record:
            case DraftBegun():
                begun[record.draft_id] = record
            case DraftRevised():
                revisions.setdefault(record.draft_id, []).append(record)
            case DraftMoved():
                moved[record.draft_id] = record
    return tuple(
        Draft(one, tuple(revisions[draft_id]), moved.get(draft_id)) for draft_id, one in begun.items()
    )


_ELSEWHERE = {
    DraftState.DRAFT: says("Dit concept is nog niet ter beoordeling aangeboden."),
    DraftState.IN_REVIEW: says("Dit concept ligt ter beoordeling. Laat het eerst terugsturen."),
    DraftState.PUBLISHED: says("Dit concept is al gepubliceerd. Maak een nieuw concept."),
    DraftState.DROPPED: says("Dit concept is weggelegd. Maak een nieuw concept."),
}
