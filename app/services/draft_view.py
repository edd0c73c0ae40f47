# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shows a draft: what stands in it, what is wrong with it, and what it changes."""

import json
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from app.i18n import Texts
from app.library.diff import differences
from app.library.drafts import Draft
from app.library.outline import Outline, Written, outline
from app.library.publication import publication_from_plain
from app.questionnaire.check import oversights
from app.questionnaire.compile import check
from app.questionnaire.model import QuestionKind, Questionnaire
from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire
from app.services.library_views import (
    FLAGS,
    HEAD_TEXTS,
    LOGIC,
    TEXTS,
    ChoicesView,
    DraftSummary,
    DraftView,
    ItemView,
    ProblemView,
)
from app.strict_yaml import Problem


def draft_view(draft: Draft, before: Questionnaire | None) -> DraftView:
    """Show a draft as it stands now, beside the version that it follows; nothing where it is the first."""
    after, problems = _checked(draft.latest.source, draft.begun.subject)
    found = outline(draft.latest.source)
    offered = draft.moved.publication if draft.moved else ""
    publication = publication_from_plain(json.loads(offered)["publication"]) if offered else None
    return DraftView(
        summary=draft_summary(draft),
        number=draft.latest.number,
        head=tuple((what, found.head.texts.get(what, Texts())) for what in HEAD_TEXTS),
        items=tuple(_item(one) for one in found.items),
        choices=_choices(found),
        problems=tuple(_problem(one, found.items) for one in problems),
        differences=differences(before or _nothing_of(after), after) if after else (),
        valid_from=publication.valid_from if publication else None,
        valid_until=publication.valid_until if publication else None,
    )


def _nothing_of(after: Questionnaire) -> Questionnaire:
    """Give a questionnaire of that name with nothing in it, beside which all of it is new."""
    return replace(after, children=(), choices=MappingProxyType({}))


def draft_summary(draft: Draft) -> DraftSummary:
    """Show a draft as a line of a list."""
    moved = draft.moved
    return DraftSummary(
        draft_id=draft.begun.draft_id,
        subject=draft.begun.subject,
        title=outline(draft.latest.source).head.texts.get("title", Texts()),
        version=draft.begun.version,
        based_on=draft.begun.based_on,
        state=draft.state,
        changed_by=draft.latest.by,
        changed_at=draft.latest.at,
        reason=moved.reason if moved is not None and moved.at >= draft.latest.at else "",
    )


@lru_cache(maxsize=8)
def _checked(source: str, name: str) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    try:
        found = read_questionnaire(source, name)
    except QuestionnaireError as error:
        return None, error.problems
    # A version is not offered while a language has holes, or a condition waits for what nobody can answer.
    return found, (*check(found), *oversights(found))


def _item(item: Written) -> ItemView:
    return ItemView(
        name=item.name,
        number=item.values.get("number", ""),
        depth=item.depth,
        holds=item.holds,
        kind=item.values.get("type", ""),
        texts=tuple((what, item.texts.get(what, Texts())) for what in TEXTS),
        logic=tuple((what, item.values.get(what, "")) for what in LOGIC),
        flags=tuple((what, item.values.get(what, "").lower() in ("true", "yes")) for what in FLAGS),
        non_answers=_non_answers(item),
    )


def _non_answers(item: Written) -> frozenset[str]:
    """Give the non-answers of a question: those written, or what the reader takes where none are."""
    written = item.lists.get("non_answers")
    if written is not None:
        return frozenset(written)
    code = item.values.get("type", "").partition(" ")[0]
    return QuestionKind(code).usual_non_answers if code in tuple(QuestionKind) else frozenset()


def _choices(found: Outline) -> tuple[ChoicesView, ...]:
    used: dict[str, list[str]] = {}
    for item in map(_item, found.items):
        used.setdefault(item.list_name, []).append(item.number or item.name)
    return tuple(
        ChoicesView(
            name,
            tuple((one.name, one.texts.get("label", Texts())) for one in choices),
            tuple(used.get(name, ())),
        )
        for name, choices in found.choices.items()
    )


def _problem(problem: Problem, items: tuple[Written, ...]) -> ProblemView:
    """Say what is wrong, and in which item: the last one that begins on or before the line."""
    before = [item.name for item in items if item.line <= problem.line]
    return ProblemView(problem.line, before[-1] if before else "", problem.message)
