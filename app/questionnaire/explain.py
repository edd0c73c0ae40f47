# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a question is shown or hidden, required or not, refused, warned about, or calculated so.

An explanation is a tree: a formula as it was written, what it gives now, and the same of each of its parts
down to the answers. Of what is hidden, the explanation begins with the outermost group that hides it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from app.errors import Message, says
from app.i18n import Translator
from app.questionnaire.coder import Coder
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.code import Code, Kind
from app.questionnaire.expressions.conversions import text_of_number
from app.questionnaire.expressions.parser import parse_expression
from app.questionnaire.expressions.printer import print_expression
from app.questionnaire.expressions.scope import EvaluationError, Scope
from app.questionnaire.expressions.syntax import (
    Expression,
    Filter,
    Literal,
    Number,
    Path,
    Reference,
    parts,
)
from app.questionnaire.model import Formula, Item, Question
from app.questionnaire.naming import LAST_SAVED
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.values import Address, NonAnswer

_STEP = "  "


class About(Enum):
    """What is explained, with the property that decides it."""

    RELEVANT = "relevant"
    REQUIRED = "required"
    CONSTRAINT = "constraint"
    WARNING = "warning"
    CALCULATION = "calculation"


Given = bool | float | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula.

    Attributes:
        text: the part as an expression.
        gives: a truth, a number or a text; several answers are a tuple of texts; `None` is a truth that
            cannot be told, as of partial dates.
        non_answer: why the answer that it names is no value, if so.
        hidden: the question that it names is not relevant, so that its answer is not seen.
        hindrance: why it could not be worked out, if so.
        parts: what it consists of; nothing below an answer or a constant.
    """

    text: str
    gives: Given
    non_answer: NonAnswer | None = None
    hidden: bool = False
    hindrance: Message | None = None
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something stands as it does.

    Attributes:
        name: the question, or the group or repeat around it that decides.
        number: the same as colleagues know it; may be empty.
        sheet: the sheet of the workbook in which that line is a row; empty where the file is none.
        holds: whether it is relevant, required, warned about; whether the constraint is met; always for a
            calculation.
        line: where the formula stands; 0 where there is none.
        part: the formula; nothing where there is none, or where it plays no role.
    """

    about: About
    name: str
    holds: bool
    line: int = 0
    part: Part | None = None
    number: str = ""
    sheet: str = ""


def explain(evaluation: Evaluation, address: Address) -> tuple[Explanation, ...]:
    """Explain everything about a question that its formulas decide, in the order in which it matters.

    Of a question that is not relevant, the rest is left out: nothing else is looked at.
    """
    sheet = evaluation.compiled.questionnaire.sheet
    return tuple(replace(one, sheet=sheet) for one in _explanations(evaluation, address))


def _explanations(evaluation: Evaluation, address: Address) -> tuple[Explanation, ...]:
    relevance = tuple(_relevance(evaluation, address))
    if not all(one.holds for one in relevance):
        return relevance
    question, status = evaluation.question(address), evaluation.status(address)
    found = list(relevance)
    decided = (
        (About.CALCULATION, question.computed, True),
        (About.REQUIRED, question.required, status.required),
        (About.CONSTRAINT, question.constraint if status.answered else None, status.problem is None),
        (About.WARNING, question.warning if status.answered else None, status.warning is not None),
    )
    for about, formula, holds in decided:
        if formula is not None:
            part = _explained(evaluation, formula, address)
            found.append(Explanation(about, address.name, holds, formula.line, part, question.number))
    return tuple(found)


def _relevance(evaluation: Evaluation, address: Address) -> Iterator[Explanation]:
    """Explain the relevance of what stands around a question, from the outside, up to what hides it."""
    placed = evaluation.compiled.placed
    chain: list[Placed] = []
    name: str | None = address.name
    while name is not None:
        chain.append(placed[name])
        name = placed[name].parent
    for one in reversed(chain):
        item: Item = one.item
        where = Address(item.name, address.instances[: len(one.repeats)])
        shown = evaluation.is_relevant(where)
        if item.relevant is not None:
            part = _explained(evaluation, item.relevant, where)
            yield Explanation(About.RELEVANT, item.name, shown, item.relevant.line, part, item.number)
        if not shown:
            return
    if all(one.item.relevant is None for one in chain):
        number = placed[address.name].item.number
        yield Explanation(About.RELEVANT, address.name, holds=True, number=number)


def _explained(evaluation: Evaluation, formula: Formula, address: Address) -> Part:
    compiled = evaluation.compiled
    # A part may be what a whole formula may not, such as several answers; what is wrong was refused before.
    coder = Coder(
        compiled.placed, compiled.questionnaire.choices, lambda _line, _message: None, keep_up=False
    )
    placed = compiled.placed[address.name]

    def explained(expression: Expression) -> Part:
        text = print_expression(expression)
        code = coder.code(Formula(text, formula.line), placed, placed.repeats).code
        gives, hindrance = _given(code, evaluation.at(address))
        match expression:
            case Reference(name) if not name.startswith(LAST_SAVED):
                return _answer(evaluation, name, text, gives, address)
            case Number() | Literal() | Path() | Filter():
                # Predicates are about each node, not about the whole.
                return Part(text, gives, hindrance=hindrance)
            case _:
                return Part(
                    text, gives, hindrance=hindrance, parts=tuple(explained(one) for one in parts(expression))
                )

    return explained(parse_expression(formula.text))


def _answer(evaluation: Evaluation, name: str, text: str, gives: Given, here: Address) -> Part:
    placed = evaluation.compiled.placed[name]
    shared = shared_depth(placed.repeats, evaluation.compiled.placed[here.name].repeats)
    if not isinstance(placed.item, Question) or shared < len(placed.repeats):
        return Part(text, gives)
    status = evaluation.status(Address(name, here.instances[:shared]))
    non_answer = status.value if isinstance(status.value, NonAnswer) else None
    return Part(text, gives, non_answer, hidden=not status.relevant)


def _given(code: Code, scope: Scope) -> tuple[Given, Message | None]:
    """Give what a part gives; or nothing, with why it could not be worked out."""
    try:
        return _worked_out(code, scope), None
    except EvaluationError as error:
        return None, error.message


def _worked_out(code: Code, scope: Scope) -> Given:
    if code.many and code.texts is not None:
        return tuple(code.texts(scope))
    if code.maybe is not None:
        return code.maybe(scope)
    match code.kind:
        case Kind.TRUTH:
            return code.truth(scope)
        case Kind.NUMBER:
            return code.number(scope)
        case _:
            return code.text(scope)


# In words

_OUTCOMES: dict[tuple[About, bool], Message] = {
    (About.RELEVANT, True): says("{name} wordt gevraagd"),
    (About.RELEVANT, False): says("{name} wordt niet gevraagd"),
    (About.REQUIRED, True): says("{name} is verplicht"),
    (About.REQUIRED, False): says("{name} is niet verplicht"),
    (About.CONSTRAINT, True): says("het antwoord op {name} voldoet"),
    (About.CONSTRAINT, False): says("het antwoord op {name} voldoet niet"),
    (About.WARNING, True): says("bij het antwoord op {name} hoort een vraag"),
    (About.WARNING, False): says("bij het antwoord op {name} hoort geen vraag"),
    (About.CALCULATION, True): says("{name} wordt berekend"),
}

_NON_ANSWERS: dict[NonAnswer, Message] = {
    NonAnswer.UNKNOWN: says("weet het niet"),
    NonAnswer.REFUSED: says("wil het niet zeggen"),
    NonAnswer.NOT_APPLICABLE: says("niet van toepassing"),
    NonAnswer.NOT_ASKED: says("niet gevraagd"),
    NonAnswer.INTERPRETER_TROUBLE: says("het tolken lukte niet"),
}


def in_words(explanations: tuple[Explanation, ...], say: Translator) -> str:
    """Write explanations for people to read: a line for each part, further in the deeper it stands."""
    return "\n".join(line for one in explanations for line in _lines(one, say))


def _lines(one: Explanation, say: Translator) -> Iterator[str]:
    called = f"{one.number} ({one.name})" if one.number else one.name
    outcome = say(_OUTCOMES[one.about, one.holds].filled(name=called))
    if one.part is None:
        yield say(says("{outcome}: daar is geen voorwaarde voor.", outcome=outcome))
        return
    place = (
        says("blad {sheet}, rij {line}", sheet=one.sheet, line=one.line)
        if one.sheet
        else says("regel {line}", line=one.line)
    )
    yield say(says("{outcome} ({place}, {what}):", outcome=outcome, place=place, what=one.about.value))
    yield from _part_lines(one.part, say, _STEP)


def _part_lines(part: Part, say: Translator, indent: str) -> Iterator[str]:
    if part.text == _constant(part):
        return
    note = ""
    if part.hindrance is not None:
        note = f" ({say(part.hindrance)})"
    elif part.hidden:
        note = f" ({say(says('nu niet gevraagd, dus leeg'))})"
    elif part.non_answer is not None:
        note = f" ({say(_NON_ANSWERS[part.non_answer])})"
    yield f"{indent}{part.text} → {_worded(part.gives, say)}{note}"
    for inside in part.parts:
        yield from _part_lines(inside, say, indent + _STEP)


def _constant(part: Part) -> str:
    """Give the text of a constant; there is nothing to say about it."""
    return part.text if not part.parts and part.text[:1] in "'\"0123456789." and part.text != "." else ""


def _worded(gives: Given, say: Translator) -> str:
    match gives:
        case None:
            return say(says("niet te zeggen"))
        case bool():
            return say(says("waar")) if gives else say(says("niet waar"))
        case float():
            return text_of_number(gives)
        case str():
            return f"„{gives}”" if gives else say(says("leeg"))
        case _:
            return ", ".join(f"„{text}”" for text in gives) or say(says("geen antwoorden"))
