# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything worth saying about a questionnaire: errors, and what its author may overlook."""

from collections.abc import Collection, Iterator, Mapping

from app.errors import Message, says
from app.questionnaire.always import truth_always
from app.questionnaire.choice_files import named_files
from app.questionnaire.clashes import clashes
from app.questionnaire.compile import check
from app.questionnaire.compile_acts import static_default
from app.questionnaire.expressions.parser import ExpressionError, parse_expression
from app.questionnaire.expressions.syntax import (
    SELF,
    Call,
    Expression,
    Literal,
    Operation,
    Reference,
    bare_name,
    walk,
)
from app.questionnaire.form import texts_of
from app.questionnaire.form_rules import searches
from app.questionnaire.model import Formula, Item, Question, QuestionKind, Questionnaire, Repeat
from app.questionnaire.model import walk as walk_items
from app.questionnaire.naming import LAST_SAVED
from app.questionnaire.problems import Problem, did_you_mean
from app.questionnaire.translations import missing_translations
from app.strict_yaml import MOST_PROBLEMS, Severity

_SAME_AGAIN = ("string", "number", "int", "round", "floor", "ceiling", "abs", "normalize-space")
"""Functions of which the outcome, given to them again, stays as it is."""

_SETTINGS = ("name", "form_id", "form_title", "version", "default_language", "allow_choice_duplicates")
"""The settings that mean something here."""


def check_all(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give errors, then warnings, each by line."""
    warnings = [*questionnaire.remarks, *oversights(questionnaire), *_warnings(questionnaire)]
    return (*check(questionnaire), *sorted(warnings, key=lambda one: (one.sheet, one.line)))


def oversights(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give the warnings that keep a version from being published: each makes it fail somebody."""
    return (
        *missing_translations(questionnaire),
        *unknown_choices(questionnaire),
        *unfit_defaults(questionnaire),
        *missing_files(questionnaire),
    )


def unfit_defaults(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give every default that is no answer to its question: nothing is filled in then."""
    found = []
    for item in walk_items(questionnaire.children):
        if isinstance(item, Question) and item.default and not item.kind.confirmed:
            try:
                static_default(item, questionnaire)
            except ValueError:
                message = says(
                    "default „{text}” is geen antwoord op deze vraag en wordt niet ingevuld.",
                    text=item.default,
                )
                found.append(_warning(questionnaire, item.line, message))
    return tuple(found)


def missing_files(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give every file with choices that a questionnaire names and that was not found."""
    return tuple(
        _warning(
            questionnaire,
            line,
            says(
                "bestand „{name}” is er niet, dus er zijn geen keuzes. Leg het naast de vragenlijst.",
                name=name,
            ),
        )
        for name, line in named_files(questionnaire).items()
        if name not in questionnaire.choices
    )


def unknown_choices(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give every comparison of an answer to a text that is none of its choices: it can never be so."""
    lists = {
        item.name: [choice.name for choice in questionnaire.choices.get(item.list_key, ())]
        for item in walk_items(questionnaire.children)
        if isinstance(item, Question) and item.list_name
    }
    found = []
    for item in walk_items(questionnaire.children):
        for formula in _formulas(item):
            expression = _parsed(formula)
            for name, wanted in _comparisons(expression, item.name) if expression is not None else ():
                if lists.get(name) and wanted and wanted not in lists[name]:
                    message = says(
                        "„{choice}” is geen keuze van „{name}”. {advice}",
                        choice=wanted,
                        name=name,
                        advice=did_you_mean(wanted, lists[name]),
                    )
                    found.append(_warning(questionnaire, formula.line, message))
                    if len(found) == MOST_PROBLEMS:
                        return tuple(found)
    return tuple(found)


def _formulas(item: Item) -> Iterator[Formula]:
    found = [item.relevant]
    if isinstance(item, Question):
        found += [item.required, item.constraint, item.warning, item.calculation, item.choice_filter]
    yield from (formula for formula in found if formula is not None)


def _reads_null(formula: Formula) -> bool:
    expression = _parsed(formula)
    return expression is not None and any(bare_name(part) == "null" for part in walk(expression))


def _reads_last_saved(item: Question) -> bool:
    texts = [text for one in texts_of(item) for _, text in one]
    formulas = [*_formulas(item), *([item.read_only_when] if item.read_only_when is not None else [])]
    written = [*(formula.text for formula in formulas), *texts, item.default]
    return any("${" + LAST_SAVED in text for text in written)


def _works_on_once(formula: Formula) -> bool:
    """Whether it goes on with what ``once()`` gives, which is what the whole formula gave before."""
    expression = _parsed(formula)
    while isinstance(expression, Call) and expression.name in _SAME_AGAIN and len(expression.arguments) == 1:
        (expression,) = expression.arguments
    if expression is None:
        return False
    inside = (
        expression.arguments if isinstance(expression, Call) and expression.name == "once" else (expression,)
    )
    return any(isinstance(part, Call) and part.name == "once" for one in inside for part in walk(one))


def _comparisons(expression: Expression, own: str) -> Iterator[tuple[str, str]]:
    """Give the questions whose answers are compared to a text, with the text."""
    for part in walk(expression):
        match part:
            case (
                Operation("=" | "!=", chosen, Literal(text))
                | Operation("=" | "!=", Literal(text), chosen)
                | Call("selected", (chosen, Literal(text)))
            ):
                if isinstance(chosen, Reference) or chosen == SELF:
                    yield (chosen.name if isinstance(chosen, Reference) else own), text
            case _:
                pass


def _warning(questionnaire: Questionnaire, line: int, message: Message, sheet: str = "") -> Problem:
    place = (sheet or questionnaire.sheet) if questionnaire.sheet else ""
    return Problem(questionnaire.file, line, message, Severity.WARNING, place)


def _warnings(questionnaire: Questionnaire) -> Iterator[Problem]:
    if idle := [name for name in questionnaire.settings if name not in _SETTINGS]:
        yield _warning(
            questionnaire,
            2 if questionnaire.sheet else 1,
            says("deze instellingen worden bewaard en doen hier niets: {names}.", names=", ".join(idle)),
            "settings",
        )
    order = {item.name: at for at, item in enumerate(walk_items(questionnaire.children))}
    repeats = (item for item in walk_items(questionnaire.children) if isinstance(item, Repeat))
    several = frozenset(inner.name for repeat in repeats for inner in walk_items(repeat.children))
    kinds = {
        item.name: item.kind for item in walk_items(questionnaire.children) if isinstance(item, Question)
    }
    lower: dict[str, str] = {}
    for item in walk_items(questionnaire.children):
        for message in (*_about(item), *_about_relevance(item, order, several)):
            yield _warning(questionnaire, item.line, message)
        for formula in _formulas(item):
            expression = _parsed(formula)
            for message in clashes(expression, kinds, item.name) if expression is not None else ():
                yield _warning(questionnaire, formula.line, message)
        other = lower.setdefault(item.name.lower(), item.name)
        if other != item.name:
            yield _warning(
                questionnaire,
                item.line,
                says(
                    "„{name}” en „{other}” verschillen alleen in hoofdletters.", name=item.name, other=other
                ),
            )


def _about(item: Item) -> Iterator[Message]:
    """Say what is kept of an item and not used."""
    if not isinstance(item, Question):
        return
    if item.kind is QuestionKind.NOT_OFFERED:
        yield says("type „{kind}” wordt bewaard, maar hier niet gevraagd.", kind=item.type_name)
    elif item.kind is QuestionKind.METADATA and item.computed is None:
        yield says(
            "„{kind}” wordt bewaard, maar hier niet ingevuld: een toestel, nummer of mailadres hoort niet "
            "bij een gehoor.",
            kind=item.type_name,
        )
    if item.constraint is not None and not item.constraint_message:
        yield says("bij constraint hoort constraint_message: wat moet de gebruiker doen?")
    if _reads_last_saved(item):
        yield says("antwoorden uit een ander gehoor worden nooit ingevuld: last-saved is hier altijd leeg.")
    if searches(item):
        yield says(
            "search() wordt hier niet gelezen: alleen de keuzes van „{name}” worden geboden. "
            "Gebruik select_one_from_file.",
            name=item.list_name,
        )
    if any(_reads_null(formula) for formula in _formulas(item)):
        yield says("„null” is hier een leeg antwoord. Schrijf liever ''.")
    if item.calculation is not None and _works_on_once(item.calculation):
        yield says(
            "once() geeft wat de hele berekening eerder gaf, en hier wordt daar weer mee gerekend. "
            "Zet once() om het geheel."
        )
    if item.kind.confirmed and (item.default or item.trigger or item.calculation):
        yield says("alleen een persoon bevestigt dit: default, trigger en calculation doen hier niets.")


# Relevance


def _about_relevance(item: Item, order: Mapping[str, int], several: Collection[str]) -> Iterator[Message]:
    expression = _parsed(item.relevant)
    truth = truth_always(expression, several) if expression is not None else None
    if truth is False:
        yield says("„{name}” wordt nooit getoond: relevant is nooit waar.", name=item.name)
    elif truth is True:
        yield says("relevant van „{name}” is altijd waar. Haal het weg.", name=item.name)
    own = _parsed(item.constraint) if isinstance(item, Question) else None
    if own is not None and truth_always(own, several) is False:
        yield says("geen antwoord op „{name}” kan goed zijn: constraint is nooit waar.", name=item.name)
    asked = [item.relevant]
    if isinstance(item, Question):
        asked += [item.required, item.constraint, item.choice_filter]
    for name in dict.fromkeys(name for formula in asked for name in _referred(formula)):
        if order.get(name, -1) > order[item.name]:
            yield says(
                "„{name}” hangt af van „{later}”, die later komt.",
                name=item.name,
                later=name,
            )


def _referred(formula: Formula | None) -> Iterator[str]:
    expression = _parsed(formula)
    if expression is not None:
        yield from (part.name for part in walk(expression) if isinstance(part, Reference))


def _parsed(formula: Formula | None) -> Expression | None:
    if formula is None:
        return None
    try:
        return parse_expression(formula.text)
    except ExpressionError:
        return None
