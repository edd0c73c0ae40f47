# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shows a draft: what stands in it, what is wrong with it, and what it changes."""

import json
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from app.i18n import LANGUAGES, Texts
from app.library.diff import differences
from app.library.drafts import Draft
from app.library.outline import Outline, Written, outline
from app.library.publication import publication_from_plain
from app.questionnaire.build import language_code
from app.questionnaire.build_parts import MEDIA
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
    languages = tuple(map(language_code, found.head.lists.get("languages", ()))) or LANGUAGES
    offered = draft.moved.publication if draft.moved else ""
    publication = publication_from_plain(json.loads(offered)["publication"]) if offered else None
    return DraftView(
        summary=draft_summary(draft),
        number=draft.latest.number,
        languages=languages,
        head=tuple((what, _texts(found.head, what, languages)) for what in HEAD_TEXTS),
        items=tuple(_item(one, languages) for one in found.items),
        choices=_choices(found, languages),
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


def _item(item: Written, languages: tuple[str, ...]) -> ItemView:
    return ItemView(
        name=item.name,
        place=item.place,
        number=item.values.get("number", ""),
        depth=item.depth,
        holds=item.holds,
        kind=item.values.get("type", ""),
        texts=tuple((what, _texts(item, what, languages)) for what in TEXTS),
        logic=tuple((what, item.values.get(what, "")) for what in LOGIC),
        flags=tuple((what, item.values.get(what, "").lower() in ("true", "yes")) for what in FLAGS),
        non_answers=_non_answers(item),
    )


def _texts(item: Written, what: str, languages: tuple[str, ...]) -> Texts:
    """Give a text of an item; one without a language is in the first of the questionnaire's."""
    plain = item.values.get(what, "")
    return item.texts.get(what) or (Texts.of({languages[0]: plain}) if plain else Texts())


def _non_answers(item: Written) -> frozenset[str]:
    """Give the non-answers of a question: those written, or what the reader takes where none are."""
    written = item.lists.get("non_answers")
    if written is not None:
        return frozenset(written)
    code = item.values.get("type", "").partition(" ")[0]
    return QuestionKind(code).usual_non_answers if code in tuple(QuestionKind) else frozenset()


def _choices(found: Outline, languages: tuple[str, ...]) -> tuple[ChoicesView, ...]:
    used: dict[str, list[str]] = {}
    for item in found.items:
        view = _item(item, languages)
        used.setdefault(view.list_name, []).append(view.number or view.name)
    return tuple(
        _list(name, choices, tuple(used.get(name, ())), languages) for name, choices in found.choices.items()
    )


def _list(
    name: str, choices: tuple[Written, ...], used_by: tuple[str, ...], languages: tuple[str, ...]
) -> ChoicesView:
    known = ("name", "label", *MEDIA)
    columns = tuple(dict.fromkeys(what for one in choices for what in one.values if what not in known))
    return ChoicesView(
        name,
        columns,
        tuple(
            (one.name, _texts(one, "label", languages), tuple(one.values.get(what, "") for what in columns))
            for one in choices
        ),
        used_by,
    )


def _problem(problem: Problem, items: tuple[Written, ...]) -> ProblemView:
    """Say what is wrong, and in which item: the last one that begins on or before the line."""
    before = [item.place for item in items if item.line <= problem.line]
    return ProblemView(problem.line, before[-1] if before else "", problem.message)
