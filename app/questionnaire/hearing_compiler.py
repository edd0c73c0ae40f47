# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles expressions over a hearing's answers, and takes note of every name that they read.

A plain ``${name}`` goes straight to its cell. A path is followed twice: over the questionnaire when it is
compiled, to know what it may reach and so what it depends on, and over the answers when it is evaluated.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.errors import Message, says
from app.questionnaire.choice_tree import choice_tree
from app.questionnaire.expressions.code import (
    Code,
    ToNumber,
    nodes_code,
    number_code,
    one_code,
    text_code,
    without_doubt,
)
from app.questionnaire.expressions.compiler import Compiler
from app.questionnaire.expressions.conversions import first_day_of, number_of
from app.questionnaire.expressions.nodes import root_of
from app.questionnaire.expressions.operators import row_code
from app.questionnaire.expressions.paths import filter_code, steps_code
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.expressions.spans import span_of_text
from app.questionnaire.expressions.syntax import (
    ANYWHERE,
    PARENT,
    SELF,
    Call,
    Expression,
    Filter,
    Literal,
    Negation,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    bare_name,
    chain,
    walk,
)
from app.questionnaire.model import Choice, Group, Question, QuestionKind, Repeat
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.problems import did_you_mean
from app.questionnaire.reach import Places, Reach
from app.questionnaire.totals import KEPT_UP, LEAST_TERMS, Over, Plan, Row

_NUMERIC = (QuestionKind.INTEGER, QuestionKind.DECIMAL)
_NOTHING = text_code(lambda _: "")
_FARTHEST = 1e9
_ELSEWHERE: Places = frozenset()
"""Where the nodes of a list of choices are: not among the questions."""


class HearingCompiler(Compiler):
    """The compilation of one formula.

    Attributes:
        reads: the names that it reads.
        wide: those that are read in more instances than those around it; see `app.questionnaire.coder.Coded`.
    """

    own_functions = (
        "position",
        "non-answer",
        "indexed-repeat",
        "jr:choice-name",
        "pulldata",
        "instance",
        "current",
    )

    def __init__(
        self,
        placed: Mapping[str, Placed],
        choices: Mapping[str, tuple[Choice, ...]],
        here: Placed,
        repeats: tuple[str, ...],
        columns: frozenset[str] | None,
        object_to: Callable[[Message], None],
        totals: list[Plan] | None,
    ) -> None:
        self._totals = totals
        self._placed = placed
        self._choices = choices
        self._here = here
        self._own_repeats = repeats
        self._repeats = repeats
        self._columns = columns
        self._object = object_to
        self._reach = Reach(placed)
        self._central: Places | None = None
        """What may stand central in a predicate; nothing outside predicates."""
        self.reads: set[str] = set()
        self.wide: dict[str, int] = {}

    def object_to(self, message: Message) -> Code:
        """Take note of a mistake; a questionnaire with one is refused, whatever stands in its place."""
        self._object(message)
        return _NOTHING

    def single(self, expression: Expression) -> Code:
        """Compile what must be one answer; several are a mistake, unless predicates may leave one of them."""
        code = self.code(expression)
        if code.many and not any(
            isinstance(part, Filter) or _has_predicates(part) for part in walk(expression)
        ):
            name = next((part.name for part in walk(expression) if isinstance(part, Reference)), "")
            if name:
                self._object(several(name))
            elif code.where:
                self._object(
                    says("dit pad heeft hier meer dan één antwoord. Gebruik bijvoorbeeld count() of join().")
                )
        return code

    def row(self, expression: Operation) -> Code:
        """Compile a row of operators; a long sum of answers is kept up."""
        if expression.operator in ("+", "-"):
            terms = _terms(expression)
            if len(terms) >= LEAST_TERMS:
                return self._row(terms)
        first, others = chain(expression)
        comparing = expression.operator in ("=", "!=", "<", "<=", ">", ">=")
        compiled = self.code if comparing else self.single
        return row_code(compiled(first), [(sign, compiled(operand)) for sign, operand in others])

    # Totals that are kept up

    def _row(self, terms: list[tuple[str, Expression]]) -> Code:
        kept_up = self._totals is not None and all(_reads_answers_alone(term) for _, term in terms)
        coded: list[tuple[float, ToNumber]] = []
        readers: dict[str, list[int]] = {}
        before = self.reads
        for at, (sign, term) in enumerate(terms):
            self.reads = set()
            coded.append((1.0 if sign == "+" else -1.0, self.single(term).number))
            for name in self.reads:
                readers.setdefault(name, []).append(at)
            before = before | self.reads
        self.reads = before
        if not kept_up:
            return number_code(_added(tuple(coded)))
        return self._total(Row(tuple(coded), {name: tuple(places) for name, places in readers.items()}))

    def _is_kept_up(self, function: str, name: str) -> bool:
        known = self._placed.get(name)
        if self._totals is None or known is None:
            return False
        is_answer = isinstance(known.item, Question) and known.item.kind is not QuestionKind.NOTE
        several = shared_depth(known.repeats, self._repeats) < len(known.repeats)
        return (is_answer and several) or (isinstance(known.item, Repeat) and function == "count")

    def _over(self, function: str, name: str) -> Code:
        self.reads.add(name)
        return self._total(Over(function, name, shared_depth(self._placed[name].repeats, self._repeats)))

    def _total(self, plan: Plan) -> Code:
        if self._totals is None:
            raise AssertionError("totals are kept up only where there is a list of them")
        slot = len(self._totals)
        self._totals.append(plan)
        return number_code(lambda scope: scope.total(slot))

    # Functions

    def call(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        """Compile a call; some functions know the hearing."""
        match name, arguments:
            case "position", (Path() as path,) if path == PARENT and self._central is None:
                return self._position()
            case "non-answer", (Reference(of),):
                return self._non_answer(of)
            case "indexed-repeat", _:
                return self._indexed_repeat(arguments)
            case "jr:choice-name", (value, asked):
                return self._choice_name(value, asked)
            case "pulldata", (Literal(listed), Literal(wanted), Literal(known), key):
                return self._pulldata(listed, wanted, known, key)
            case "instance", (Literal(listed),):
                return self._instance(listed)
            case "instance" | "pulldata" | "jr:choice-name" | "non-answer", _:
                return self.object_to(
                    says("schrijf de namen in {name}() zelf op: als tekst, of als ${{vraag}}.", name=name)
                )
            case _, (Reference(of),) if name in KEPT_UP and self._is_kept_up(name, of):
                return self._over(name, of)
            case "regex", (_, pattern) if not isinstance(pattern, Literal):
                return self.object_to(
                    says("schrijf het patroon van regex() als tekst tussen aanhalingstekens.")
                )
        return super().call(name, arguments)

    def _position(self) -> Code:
        if not self._repeats:
            return self.object_to(says("position(..) kan alleen binnen een herhaling (repeat) staan."))
        self.reads.add(self._repeats[-1])
        return number_code(lambda scope: scope.position())

    def _non_answer(self, name: str) -> Code:
        if self._question(name) is None:
            return _NOTHING
        self._read(name)
        depth = len(self._placed[name].repeats)
        return text_code(lambda scope: scope.non_answer(name, scope.instances[:depth]))

    def _indexed_repeat(self, arguments: tuple[Expression, ...]) -> Code:
        """Compile ``indexed-repeat(${field}, ${repeat}, index)``, with up to three repeats."""
        match arguments:
            case (Reference(name), *pairs) if pairs and len(pairs) % 2 == 0:
                pass
            case _:
                return self.object_to(says("indexed-repeat() vraagt een vraag, een herhaling en een nummer."))
        known = self._placed.get(name)
        if known is None or not isinstance(known.item, Question):
            return self.object_to(unknown(name, self._placed))
        numbers: dict[str, ToNumber] = {}
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(repeat, Reference) or repeat.name not in known.repeats:
                return self.object_to(
                    says("in indexed-repeat() hoort een herhaling waar „{name}” in staat.", name=name)
                )
            numbers[repeat.name] = self.single(index).number
        if any(one not in numbers and one not in self._repeats for one in known.repeats):
            return self.object_to(several(name))
        outermost = min(known.repeats.index(repeat) for repeat in numbers)
        for read in (name, *known.repeats[outermost:]):
            self._read_widely(read, outermost)

        def picked(scope: Scope) -> str:
            indexes = {}
            for repeat, number in numbers.items():
                wanted = number(scope)
                indexes[repeat] = int(wanted) if abs(wanted) < _FARTHEST else 0
            return scope.indexed(name, indexes)

        return text_code(picked)

    def _choice_name(self, value: Expression, asked: Expression) -> Code:
        """Compile the label of a choice, in the first language of its list."""
        match asked:
            case Reference(name) | Literal(name):
                known = self._placed.get(name.strip().removeprefix("${").removesuffix("}").strip())
            case _:
                known = None
        if known is None or not isinstance(known.item, Question) or not known.item.list_name:
            return self.object_to(says("jr:choice-name() vraagt een vraag met een keuzelijst."))
        labels = {
            choice.name: next((text for _, text in choice.label), choice.name)
            for choice in self._choices.get(known.item.list_name, ())
        }
        text = self.single(value).text
        return text_code(lambda scope: ", ".join(labels.get(name, name) for name in text(scope).split()))

    def _pulldata(self, listed: str, wanted: str, known: str, key: Expression) -> Code:
        """Compile a look-up in a list of choices: the column `wanted` where `known` is the key."""
        choices = self._list(listed.removesuffix(".csv"))
        if choices is None:
            return _NOTHING
        found: dict[str, str] = {}
        for choice in choices:
            row = {
                **choice.columns,
                "name": choice.name,
                "label": next((text for _, text in choice.label), ""),
            }
            found.setdefault(row.get(known, ""), row.get(wanted, ""))
        text = self.single(key).text
        return text_code(lambda scope: found.get(text(scope), ""))

    def _instance(self, listed: str) -> Code:
        choices = self._list(listed)
        if choices is None:
            return _NOTHING
        root = choice_tree(choices)
        return nodes_code(lambda _: [root], _ELSEWHERE)

    def _list(self, name: str) -> tuple[Choice, ...] | None:
        choices = self._choices.get(name)
        if choices is None:
            advice = did_you_mean(name, self._choices)
            self._object(says("keuzelijst „{name}” bestaat niet. {advice}", name=name, advice=advice))
        return choices

    # Paths

    def path(self, path: Path) -> Code:
        """Compile a path over the answers, or over a list of choices."""
        if path == SELF and self._central is None:
            return self._self()
        if self._columns is not None and self._central is None and (name := bare_name(path)):
            return self._column(name)
        if path == PARENT and self._central is None:
            return self.object_to(says("„..” kan alleen in position(..) of in een pad staan."))
        if (name := bare_name(path)) and self._central is None:
            return self._column(name)
        if plain := self._plain(path):
            return self.reference(plain)
        start = self._start(path.start)
        if start.nodes is None:
            return self.object_to(says("alleen van vragen en paden kan een deel worden genomen."))
        places = start.where if isinstance(start.where, frozenset) else _ELSEWHERE
        compiled = []
        for step in path.steps:
            if places:
                places = self._reach.step(places, step)
                if not places:
                    return self.object_to(says("het pad leidt nergens heen. Controleer de namen."))
                if step != ANYWHERE:  # what lies between is told by what is reached
                    self._read_places(places)
            compiled.append((step, self._predicates(step.predicates, places)))
        return nodes_code(steps_code(start.nodes, compiled), places)

    def _start(self, start: Expression | Root | None) -> Code:
        match start:
            case None:
                central = frozenset({self._here.item.name}) if self._central is None else self._central
                return nodes_code(lambda scope: [scope.node], central)
            case Root():
                return nodes_code(lambda scope: [root_of(scope.current)], self._reach.root)
            case Call("current", ()):
                return nodes_code(lambda scope: [scope.current], frozenset({self._here.item.name}))
            case Reference(name) if name in self._placed:
                return self._located(name)
            case _:
                return self.code(start)

    def filtered(self, filtered: Filter) -> Code:
        """Compile predicates on the instances of a repeat, on answers or on choices."""
        of = self._start(filtered.of)
        if of.nodes is None or not isinstance(of.where, frozenset):
            return self.object_to(says("alleen van vragen en paden kan een deel worden genomen."))
        return nodes_code(filter_code(of.nodes, self._predicates(filtered.predicates, of.where)), of.where)

    def _predicates(self, predicates: tuple[Expression, ...], places: Places) -> list[Code]:
        """Compile predicates: names in them are seen from the nodes that are looked at."""
        if not predicates:
            return []
        before = self._central, self._repeats
        self._central = places
        if places:
            inside = [self._reach.inside(place) for place in places]
            self._repeats = inside[0][: min(shared_depth(inside[0], one) for one in inside)]
        codes = [without_doubt(self.code(one)) for one in predicates]
        self._central, self._repeats = before
        return codes

    def _plain(self, path: Path) -> str | None:
        """Give the name of the question if a path is but another way to write ``${name}``."""
        if path.start is None and self._central is None:
            place: str = self._here.item.name
        elif isinstance(path.start, Root):
            place = self._reach.top
        else:
            return None
        around = self._reach.inside(place)
        for step in path.steps:
            found = self._reach.step(frozenset({place}), step)
            if step.predicates or step.axis not in ("self", "parent", "child") or len(found) != 1:
                return None
            (place,) = found
            around = around[: shared_depth(around, self._reach.inside(place))]
        known = self._placed.get(place)
        if known is None or not isinstance(known.item, Question):
            return None
        # A path from the root means the instance it is written in, as XForms reads it.
        return place if isinstance(path.start, Root) or known.repeats == around else None

    def _located(self, name: str) -> Code:
        """Compile a name that a path starts from, or of which a part is taken."""
        known = self._placed[name]
        depth = shared_depth(known.repeats, self._repeats)
        self._read_places(frozenset({name}))
        return nodes_code(lambda scope: scope.nodes_of(name, depth), frozenset({name}))

    def _read_places(self, places: Places) -> None:
        for place in places:
            if place in self._placed:
                self._read_widely(place, 0)
                for repeat in self._placed[place].repeats:
                    self._read_widely(repeat, 0)

    def _read_widely(self, name: str, depth: int) -> None:
        self.reads.add(name)
        self.wide[name] = min(depth, self.wide.get(name, depth))

    def _read(self, name: str) -> None:
        if self._central is None:
            self.reads.add(name)
        else:
            self._read_widely(name, 0)

    # Names

    def _question(self, name: str) -> Question | None:
        """Find the one answer that a name means here."""
        known = self._placed.get(name)
        if known is None or not isinstance(known.item, Question):
            self._object(unknown(name, self._placed))
            return None
        if shared_depth(known.repeats, self._repeats) < len(known.repeats):
            self._object(several(name))
            return None
        return known.item

    def reference(self, name: str) -> Code:
        """Compile ``${name}``: straight to its cell, or to all those below the instances that are shared."""
        known = self._placed.get(name)
        if known is None:
            return self.object_to(unknown(name, self._placed))
        if isinstance(known.item, Group):
            return self.object_to(
                says("„${{{name}}}” is een groep en heeft geen antwoord. Noem een vraag.", name=name)
            )
        self._read(name)
        depth = shared_depth(known.repeats, self._repeats)
        if isinstance(known.item, Repeat) or depth < len(known.repeats):
            for repeat in known.repeats[depth:]:  # their order is the order of the answers
                self._read(repeat)
            code = nodes_code(lambda scope: scope.nodes_of(name, depth), frozenset({name}))

            def first(scope: Scope) -> str:
                return next(iter(scope.many(name, depth)), "")

            return replace(
                code,
                number=lambda scope: number_of(first(scope)),
                text=first,
                truth=lambda scope: bool(scope.many(name, depth)),
                texts=lambda scope: scope.many(name, depth),
            )
        return _one(name, depth, known.item.kind)

    def _self(self) -> Code:
        if not isinstance(self._here.item, Question):
            return self.object_to(says("„.” kan alleen bij een vraag staan."))
        kind = self._here.item.kind
        code = one_code(
            lambda scope: scope.own,
            lambda scope: [scope.node],
            _to_number(kind),
            numeric=kind in _NUMERIC,
            dated=(lambda scope: span_of_text(scope.own)) if kind is QuestionKind.PARTIAL_DATE else None,
        )
        return replace(code, texts=lambda scope: [scope.own], where=frozenset({self._here.item.name}))

    def _column(self, name: str) -> Code:
        if self._columns is None or name not in self._columns:
            advice = (
                says("Bedoelt u „${{{name}}}”?", name=name)
                if name in self._placed
                else did_you_mean(name, self._columns or self._placed)
            )
            return self.object_to(says("„{name}” is hier onbekend. {advice}", name=name, advice=advice))
        return text_code(lambda scope: scope.columns.get(name, ""))


def _terms(expression: Expression) -> list[tuple[str, Expression]]:
    """Take a row of additions and subtractions apart, from the left."""
    terms: list[tuple[str, Expression]] = []
    while isinstance(expression, Operation) and expression.operator in ("+", "-"):
        terms.append((expression.operator, expression.right))
        expression = expression.left
    terms.append(("+", expression))
    terms.reverse()
    return terms


_OF_ANSWERS = frozenset(
    {
        "abs",
        "boolean",
        "ceiling",
        "coalesce",
        "count-selected",
        "floor",
        "if",
        "int",
        "not",
        "number",
        "round",
    }
)


def _reads_answers_alone(expression: Expression) -> bool:
    """Whether nothing but answers makes a difference to it: no place, no day, no choice being filtered."""
    return all(
        isinstance(part, (Number, Literal, Reference, Negation, Operation))
        or (isinstance(part, Call) and part.name in _OF_ANSWERS | KEPT_UP)
        for part in walk(expression)
    )


def _added(terms: tuple[tuple[float, ToNumber], ...]) -> ToNumber:
    def run(scope: Scope) -> float:
        total = terms[0][1](scope)
        for sign, read in terms[1:]:
            total += sign * read(scope)
        return total

    return run


def _one(name: str, depth: int, kind: QuestionKind) -> Code:
    def seen(scope: Scope) -> str:
        return scope.cells[name][scope.instances[:depth]].seen

    def texts(scope: Scope) -> list[str]:
        cell = scope.cells[name][scope.instances[:depth]]
        return [cell.seen] if cell.shown else []

    code = one_code(
        seen,
        lambda scope: scope.node_of(name, depth),
        _to_number(kind),
        numeric=kind in _NUMERIC,
        dated=(lambda scope: span_of_text(seen(scope))) if kind is QuestionKind.PARTIAL_DATE else None,
    )
    return replace(code, texts=texts, where=frozenset({name}))


def _to_number(kind: QuestionKind) -> Callable[[str], float]:
    return first_day_of if kind is QuestionKind.PARTIAL_DATE else number_of


def _has_predicates(expression: Expression) -> bool:
    return isinstance(expression, Path) and any(step.predicates for step in expression.steps)


def unknown(name: str, placed: Mapping[str, Placed]) -> Message:
    """Say that a name does not exist, and which was perhaps meant."""
    return says("„${{{name}}}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, placed))


def several(name: str) -> Message:
    """Say that a name has several answers where one is wanted."""
    return says(
        "„${{{name}}}” heeft hier meer dan één antwoord. Gebruik bijvoorbeeld count(), sum() of join().",
        name=name,
    )
