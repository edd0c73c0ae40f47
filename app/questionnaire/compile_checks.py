# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with names and questions before any formula is looked at, by line."""

from collections.abc import Iterator, Mapping, Sequence

from app.errors import Message, says
from app.questionnaire.model import Question, Questionnaire, Repeat
from app.questionnaire.naming import own_name, unknown
from app.questionnaire.placing import Placed

Fault = tuple[int, Message]


def faults(questionnaire: Questionnaire, every: Sequence[Placed]) -> Iterator[Fault]:
    """Give what is wrong with the items of a questionnaire, each with its line."""
    yield from _doubled_names(questionnaire, every)
    placed = {one.item.name: one for one in reversed(every)}
    for one in every:
        if isinstance(one.item, Question):
            yield from _of_question(questionnaire, placed, one.item)


def _doubled_names(questionnaire: Questionnaire, every: Sequence[Placed]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    repeats: set[str] = set()
    for placed in every:
        item = placed.item
        if item.name in first:
            yield (
                item.line,
                says(
                    "de naam „{name}” staat ook op {row} {line}. Kies een andere naam.",
                    name=own_name(item.name),
                    row=says("rij") if questionnaire.sheet else says("regel"),
                    line=first[item.name],
                ),
            )
        elif isinstance(item, Repeat) and own_name(item.name) in repeats:
            yield (
                item.line,
                says("er is al een herhaling „{name}”. Kies een andere naam.", name=own_name(item.name)),
            )
        first.setdefault(item.name, item.line)
        if isinstance(item, Repeat):
            repeats.add(own_name(item.name))


def _of_question(
    questionnaire: Questionnaire, placed: Mapping[str, Placed], question: Question
) -> Iterator[Fault]:
    if question.answers_of:
        yield from _of_source(placed, question)
    elif question.list_name and question.list_key not in questionnaire.choices:
        yield (
            question.line,
            says("keuzelijst „{name}” bestaat niet. Voeg haar toe onder choices.", name=question.list_name),
        )
    if question.warning is not None and not question.warning_message:
        yield (
            question.warning.line,
            says("bij warning hoort warning_message: waarom kan dit antwoord niet kloppen?"),
        )
    has_list = question.list_name or question.source or "reference-geometry" in question.parameters
    if question.choice_filter is not None and not has_list:
        yield question.choice_filter.line, says("choice_filter kan alleen bij een vraag met een keuzelijst.")


def _of_source(placed: Mapping[str, Placed], question: Question) -> Iterator[Fault]:
    """Give what is wrong with a question whose choices are the answers to another."""
    known = placed.get(question.answers_of)
    if known is None:
        yield question.line, unknown(question.answers_of, placed)
    elif not isinstance(known.item, Question) or not known.repeats:
        yield (
            question.line,
            says(
                "„${{{name}}}” geeft geen keuzes: het is geen vraag in een herhaling.",
                name=question.answers_of,
            ),
        )
