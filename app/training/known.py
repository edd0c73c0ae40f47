# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a scenario may name: the questions, indicators and routes that there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.questionnaire.model import Group, Item, Questionnaire, Repeat
from app.signals.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers of questions by questionnaire; ids of indicators and of routes by catalogue."""

    questions: Mapping[str, frozenset[str]]
    indicators: Mapping[str, frozenset[str]]
    routes: Mapping[str, frozenset[str]]


def known(questionnaires: Iterable[Questionnaire], catalogues: Iterable[Catalogue]) -> Known:
    """Gather what scenarios may name."""
    found = tuple(catalogues)
    return Known(
        questions={one.id: frozenset(_numbers(one.children)) for one in questionnaires},
        indicators={one.id: frozenset(each.id for each in one.indicators()) for one in found},
        routes={one.id: frozenset(each.id for each in one.routes) for one in found},
    )


def _numbers(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if item.number:
            yield item.number
        if isinstance(item, (Group, Repeat)):
            yield from _numbers(item.children)
