# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a questionnaire that is being filled in stands: sections, questions, choices, labels and problems."""

from collections.abc import Iterator
from dataclasses import replace

from app.errors import Message
from app.i18n import Texts
from app.questionnaire import codec
from app.questionnaire.cell_scope import NO_COLUMNS
from app.questionnaire.cells import Cell, Instances
from app.questionnaire.expressions.scope import EvaluationError, Scope
from app.questionnaire.graph import Aspect
from app.questionnaire.model import Choice, Group, Question, QuestionKind, Repeat
from app.questionnaire.offering import offered
from app.questionnaire.settling import Settling
from app.questionnaire.standing import (
    GroupHeader,
    InstanceHeader,
    QuestionItem,
    RepeatHeader,
    SectionItem,
    SectionProgress,
    Status,
)
from app.questionnaire.values import Address, NonAnswer, Value

_UNFIT = Texts(
    (("nl", "Dit antwoord past niet bij de vraag."), ("en", "This answer does not fit the question."))
)
"""Why an answer is wrong where the author of its constraint did not say so."""

_WITHDRAWN = Texts(
    (
        ("nl", "Dit antwoord hoort niet meer bij de keuzes. Kies opnieuw."),
        ("en", "This answer is no longer among the choices. Choose again."),
    )
)
"""Why an answer is wrong that was offered when it was given."""


class Overview(Settling):
    """What can be seen of one filling in; looking changes nothing, but may find a hindrance."""

    def at(self, address: Address) -> Scope:
        """Give the place of an item to evaluate a formula at; it holds until the next act."""
        self._scope.enter(self._cell(address))
        return self._scope

    def is_relevant(self, address: Address) -> bool:
        """Whether an item, which may be a group, is relevant."""
        return self._cell(address).shown

    def instances(self, repeat: str, parents: Instances = ()) -> tuple[str, ...]:
        """Give the instances of a repeat, in order."""
        return tuple(self._cells.of_repeat(repeat, parents))

    def addresses(self) -> Iterator[Address]:
        """Give every question that is there, also those that are not relevant, in order."""
        for section in self._compiled.questionnaire.children:
            yield from self._addresses_in(section, ())

    def _addresses_in(self, group: Group | Repeat, instances: Instances) -> Iterator[Address]:
        for child in group.children:
            match child:
                case Question():
                    yield Address(child.name, instances)
                case Group():
                    yield from self._addresses_in(child, instances)
                case Repeat():
                    for instance_id in self.instances(child.name, instances):
                        yield from self._addresses_in(child, (*instances, instance_id))

    def question(self, address: Address) -> Question:
        """Give a question as it was written."""
        item = self._compiled.placed[address.name].item
        if not isinstance(item, Question):
            raise KeyError(address.name)
        return item

    def status(self, address: Address) -> Status:
        """Tell how a question stands; a calculated one has its text as its value."""
        cell = self._cell(address)
        question = self.question(address)
        return Status(
            relevant=cell.shown,
            required=cell.required,
            value=cell.seen if question.kind is QuestionKind.CALCULATE else cell.value,
            problem=self._problem(address, cell),
            warning=question.warning_message if cell.warned else None,
            answered=cell.value is not None,
            hindrance=self._hindrances.of(cell),
        )

    def value(self, address: Address) -> Value:
        """Give the answer to a question, whether or not it is relevant."""
        return self._cell(address).value

    def label(self, address: Address) -> Texts:
        """Give a question's label, with answers filled in."""
        return self._filled(address.name, address.instances)

    def hindrances(self) -> tuple[tuple[Address, Message], ...]:
        """Give what could not be worked out of items that are there, and why."""
        return tuple(self._hindrances.every())

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Give the choices that a question has now; all of them where it cannot be told which."""
        offer = self._compiled.offers.get(address.name)
        if offer is None:
            return ()
        cell = self._cell(address)
        try:
            return offered(offer, cell, self._cells, self._scope)
        except EvaluationError as error:
            self._hindrances.note(cell, Aspect.LOOK, error.message)
            return offered(replace(offer, wanted=None, shuffled=False), cell, self._cells, self._scope)

    def is_locked(self, address: Address) -> bool:
        """Whether a question can now only be read."""
        lock = self._compiled.locks.get(address.name)
        if lock is None:
            return self.question(address).read_only
        cell = self._cell(address)
        self._scope.enter(cell)
        try:
            return lock.truth(self._scope)
        except EvaluationError as error:
            self._hindrances.note(cell, Aspect.LOOK, error.message)
            return False

    def sections(self) -> tuple[SectionProgress, ...]:
        """Give the sections with their progress; nothing is counted anew."""
        return tuple(
            SectionProgress(
                name=section.name,
                number=section.number,
                label=section.label,
                hint=section.hint,
                answered=self._counts.answered[section.name],
                total=self._counts.total[section.name],
                relevant=self._cells.at(section.name, ()).shown,
                aside=len(self._counts.aside[section.name]),
            )
            for section in self._compiled.questionnaire.children
        )

    def items(self, section: str) -> tuple[SectionItem, ...]:
        """Give what stands in a section and is relevant, in order; what is not, `set_aside` gives."""
        item = self._compiled.placed[section].item
        if not isinstance(item, Group) or not self._cells.at(section, ()).shown:
            return ()
        return tuple(self._items_in(item, ()))

    def set_aside(self, section: str) -> tuple[Address, ...]:
        """Give the questions of a section that have an answer and are not relevant now, in order."""
        placed = self._compiled.placed
        return tuple(
            sorted(self._counts.aside[section], key=lambda one: (placed[one.name].order, one.instances))
        )

    def place_of(self, address: Address) -> tuple[int, tuple[str, ...]]:
        """Give what puts questions in the order of the questionnaire."""
        return self._compiled.placed[address.name].order, address.instances

    def open_required(self) -> tuple[Address, ...]:
        """Give the required questions without an answer, in order."""
        return tuple(
            address
            for address, cell in self._questions()
            if cell.required and cell.counted and cell.value is None
        )

    def problems(self) -> tuple[tuple[Address, Texts], ...]:
        """Give the answers that break a constraint, in order, with what their authors say about it."""
        return tuple(
            (address, problem)
            for address, cell in self._questions()
            if (problem := self._problem(address, cell)) is not None
        )

    def withdrawn(self, address: Address) -> tuple[Choice, ...]:
        """Give the choices in an answer that are no longer offered, since other answers changed."""
        offer, value = self._compiled.offers.get(address.name), self._cell(address).value
        may_change = offer is not None and (offer.wanted is not None or offer.answers_of)
        if offer is None or not may_change or isinstance(value, NonAnswer) or not value:
            return ()
        offered_now = {choice.name for choice in self.choices(address)}
        given = value if isinstance(value, tuple) else (str(value),)
        written = {choice.name: choice for choice in offer.choices}
        return tuple(
            written.get(name, Choice(name, Texts((("", name),)), NO_COLUMNS))
            for name in given
            if name not in offered_now
        )

    def _problem(self, address: Address, cell: Cell) -> Texts | None:
        if cell.problem:
            return self.question(address).constraint_message or _UNFIT
        return _WITHDRAWN if cell.shown and self.withdrawn(address) else None

    def warnings(self) -> tuple[tuple[Address, Texts], ...]:
        """Give the answers that the questionnaire warns about, in order, with what its authors say."""
        return tuple(
            (address, self.question(address).warning_message)
            for address, cell in self._questions()
            if cell.warned
        )

    def _questions(self) -> Iterator[tuple[Address, Cell]]:
        for section in self._compiled.questionnaire.children:
            for item in self.items(section.name):
                if isinstance(item, QuestionItem):
                    yield item.address, self._cell(item.address)

    def _items_in(self, group: Group | Repeat, instances: Instances) -> Iterator[SectionItem]:
        for child in group.children:
            if not self._cells.at(child.name, instances).shown:
                continue
            match child:
                case Question():
                    yield from self._question_items(child, instances)
                case Group():
                    hindrance = self._hindrances.of(self._cells.at(child.name, instances))
                    yield GroupHeader(child.name, child.label, hindrance)
                    yield from self._items_in(child, instances)
                case Repeat():
                    yield from self._instances_of(child, instances)

    def _question_items(self, question: Question, instances: Instances) -> Iterator[SectionItem]:
        unseen = question.kind in (QuestionKind.CALCULATE, QuestionKind.HIDDEN, QuestionKind.METADATA)
        if not unseen or question.label:
            yield QuestionItem(Address(question.name, instances))

    def _instances_of(self, repeat: Repeat, instances: Instances) -> Iterator[SectionItem]:
        present = self._cells.of_repeat(repeat.name, instances)
        hindrance = self._hindrances.of(self._cells.at(repeat.name, instances))
        yield RepeatHeader(repeat.name, instances, len(present), hindrance)
        for index, instance_id in enumerate(present, 1):
            inside = (*instances, instance_id)
            yield InstanceHeader(
                repeat.name, instance_id, instances, index, self._filled(repeat.name, inside)
            )
            yield from self._items_in(repeat, inside)

    def _filled(self, name: str, instances: Instances) -> Texts:
        made = self._compiled.labels.get(name)
        if made is None:
            item = self._compiled.placed[name].item
            return item.item_label if isinstance(item, Repeat) else item.label
        return made.fill(
            lambda read, language: self._readable(
                Address(read, instances[: len(self._compiled.placed[read].repeats)]), language
            )
        )

    def _readable(self, address: Address, language: str) -> str:
        question, cell = self.question(address), self._cell(address)
        if question.kind is QuestionKind.CALCULATE or not cell.seen:
            return cell.seen
        offer = self._compiled.offers.get(address.name)
        choices = offer.choices if offer is not None else ()
        return codec.plain(cell.value, question.kind, choices, language)
