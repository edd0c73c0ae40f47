# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles paths over a hearing's answers.

A path is followed twice: over the questionnaire when it is compiled, to know what it may reach and so what it
depends on, and over the answers when it is evaluated.
"""

from app.errors import says
from app.questionnaire.compile_names import NamesCompiler
from app.questionnaire.expressions.code import Code, without_doubt
from app.questionnaire.expressions.node_code import nodes_code
from app.questionnaire.expressions.nodes import root_of
from app.questionnaire.expressions.paths import filter_code, steps_code, weight_of
from app.questionnaire.expressions.syntax import (
    ANYWHERE,
    PARENT,
    SELF,
    Call,
    Expression,
    Filter,
    Path,
    Reference,
    Root,
    bare_name,
)
from app.questionnaire.model import Question
from app.questionnaire.placing import shared_depth
from app.questionnaire.reach import Places

ELSEWHERE: Places = frozenset()
"""Where the nodes of a list of choices are: not among the questions."""


class PathsCompiler(NamesCompiler):
    """The compilation of paths, and of names, in one formula."""

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
        places = start.where if isinstance(start.where, frozenset) else ELSEWHERE
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
        return nodes_code(
            filter_code(
                of.nodes, self._predicates(filtered.predicates, of.where), weight_of(filtered.predicates)
            ),
            of.where,
        )

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
        if path.start in (None, Call("current", ())) and self._central is None:
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
