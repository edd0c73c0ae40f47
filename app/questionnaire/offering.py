# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which choices a question offers: of a list, of a file or of answers in a repeat; filtered, shuffled.

``select_one ${name}`` offers the answers to ``name`` in the instances of its repeat, each once, in order
(XLSForm: *generating select ones from repeats*). ``randomize=true`` shuffles as OpenRosa's ``randomize()``
does: by the seed where there is one, else by the hearing's own chance, so that it stands the same whenever
the hearing is opened.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.i18n import Texts
from app.questionnaire.cell_scope import NO_COLUMNS, CellScope
from app.questionnaire.cells import Cell, Cells
from app.questionnaire.coder import Coded, Coder
from app.questionnaire.expressions.chance import chance, seed_of, shuffled
from app.questionnaire.expressions.code import Code, text_code
from app.questionnaire.expressions.parser import ExpressionError, parse_expression
from app.questionnaire.expressions.syntax import bare_name, walk
from app.questionnaire.file_columns import by_its_columns
from app.questionnaire.model import Choice, Formula, Question, Questionnaire
from app.questionnaire.placing import Placed, shared_depth

_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Offer:
    """How the choices of one question come about.

    Attributes:
        choices: those of its list or file.
        wanted: what must hold of a choice, if it says so; see `choice_filter`.
        answers_of: the question whose answers are the choices, or nothing.
        depth: how many instances around the question those answers share with it.
        shuffled: whether they stand in another order than they were written in.
        seed: the number which that order follows from.
    """

    choices: tuple[Choice, ...]
    wanted: Code | None = None
    answers_of: str = ""
    depth: int = 0
    shuffled: bool = False
    seed: Code | None = None


def coded_offer(
    questionnaire: Questionnaire, placed: Mapping[str, Placed], here: Placed, coder: Coder
) -> tuple[Offer, tuple[Coded, ...]]:
    """Compile what a question offers.

    Returns:
        it, with what was compiled: it looks different when that changes.
    """
    question = here.item
    if not isinstance(question, Question):
        raise TypeError(question)
    coded: list[Coded] = []
    source = placed.get(question.answers_of)
    depth = 0
    if source is not None:
        depth = min(shared_depth(source.repeats, here.repeats), len(source.repeats) - 1)
        around = dict.fromkeys((question.answers_of, *source.repeats), depth)
        coded.append(Coded(text_code(lambda _: ""), frozenset(around), range(0), around))
    wanted = None
    if question.choice_filter is not None and source is not None:
        one = coder.code(question.choice_filter, source, source.repeats)
        coded.append(Coded(one.code, one.reads, one.totals, dict.fromkeys(one.reads, depth) | dict(one.wide)))
        wanted = one.code
    elif question.choice_filter is not None and (
        question.source or question.list_key in questionnaire.choices
    ):
        if question.list_key in questionnaire.choices:
            columns = columns_of(questionnaire.choices[question.list_key])
        else:  # the file is not there, so a name may be a column of it
            columns = _names_in(question.choice_filter)
        coded.append(coder.code(question.choice_filter, here, here.repeats, columns))
        wanted = coded[-1].code
    seed = None
    shuffled = question.parameters.get("randomize", "").lower() == "true"
    if shuffled and "seed" in question.parameters:
        coded.append(coder.code(Formula(question.parameters["seed"], question.line), here, here.repeats))
        seed = coded[-1].code
    choices = () if question.answers_of else _written(questionnaire, question)
    return Offer(choices, wanted, question.answers_of, depth, shuffled, seed), tuple(coded)


def _names_in(formula: Formula) -> frozenset[str]:
    try:
        return frozenset(filter(None, map(bare_name, walk(parse_expression(formula.text)))))
    except ExpressionError:
        return frozenset()


def columns_of(choices: tuple[Choice, ...]) -> frozenset[str]:
    """Give the columns that a choice filter over a list may use."""
    return frozenset({"name", "label", *(column for choice in choices for column in choice.columns)})


def offered(offer: Offer, cell: Cell, cells: Cells, scope: CellScope) -> tuple[Choice, ...]:
    """Give the choices that the question of a cell has now, in the order in which they are shown."""
    found = tuple(
        _from_answers(offer, cell, cells, scope) if offer.answers_of else _wanted(offer, cell, scope)
    )
    return _shuffled(found, offer, cell, scope) if offer.shuffled else found


def _wanted(offer: Offer, cell: Cell, scope: CellScope) -> Iterator[Choice]:
    if offer.wanted is None:
        yield from offer.choices
        return
    scope.enter(cell)
    try:
        for choice in offer.choices:
            scope.columns = {"label": choice.label.show(""), **choice.columns, "name": choice.name}
            if offer.wanted.truth(scope):
                yield choice
    finally:
        scope.columns = NO_COLUMNS


def _from_answers(offer: Offer, cell: Cell, cells: Cells, scope: CellScope) -> Iterator[Choice]:
    seen = set()
    for one in cells.cells(offer.answers_of, cell.instances[: offer.depth]):
        if not one.seen or one.seen in seen:
            continue
        scope.enter(one)
        if offer.wanted is None or offer.wanted.truth(scope):
            seen.add(one.seen)
            yield Choice(one.seen, Texts((("", one.seen),)), _NO_COLUMNS)


def _shuffled(choices: tuple[Choice, ...], offer: Offer, cell: Cell, scope: CellScope) -> tuple[Choice, ...]:
    scope.enter(cell)
    if offer.seed is not None:
        seed = seed_of(offer.seed.run(scope))
    else:
        own = f"{cell.placed.item.name}@{'.'.join(cell.instances)}"
        seed = float((int(scope.outside.random() * _SEEDS) + zlib.crc32(own.encode())) % _SEEDS)
    return tuple(shuffled(choices, chance(seed)))


def _written(questionnaire: Questionnaire, question: Question) -> tuple[Choice, ...]:
    language = questionnaire.languages[0] if questionnaire.languages else ""
    return by_its_columns(question, questionnaire.choices.get(question.list_key, ()), language)
