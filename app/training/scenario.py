# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A practice scenario: an invented person, what that person says, and what a note about it may rest on."""

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import Texts


class Level(StrEnum):
    """How much a trainee needs to know."""

    BASIC = "basic"
    MIDDLE = "middle"
    ADVANCED = "advanced"


class Weight(StrEnum):
    """What those who wrote a scenario think of noting something at that place; it can be disputed."""

    REQUIRED = "required"
    """Expected: not noting it is a missed signal."""

    ACCEPTABLE = "acceptable"
    """Can be defended with a good explanation, and is not needed."""

    TRAP = "trap"
    """Noting it has no ground; the debrief says why."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with the persona's answer.

    Attributes:
        question: the question's number in the questionnaire, such as ``N2.1``.
        asked: the interviewer's words, as an example.
        answer: the persona's words.
    """

    question: str
    asked: Texts
    answer: Texts


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the key says of one indicator.

    Attributes:
        indicator: the indicator's id in the catalogue.
        at: the exchanges it is about, from 1.
        why: the reason, for the debrief.
    """

    indicator: str
    at: tuple[int, ...]
    weight: Weight
    why: Texts


@dataclass(frozen=True, slots=True)
class Person:
    """The persona, as the header of a hearing has it. The V-number starts with 000."""

    name: str
    v_number: str
    country: Texts
    language: Texts
    interpreter_number: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, or one variant of a pair.

    Attributes:
        id: such as ``SC-01``, or ``SC-03A`` for a variant.
        pair: the scenario that this is a variant of; empty for one on its own.
        questionnaire_id: the questionnaire it is practised with.
        catalogue_id: the catalogue that its indicators are from.
        no_signal: noting nothing is the full outcome here.
        fallback: what the persona says when asked something that is not written.
        route: the route that the key names; empty when there is nothing to report.
        must_note: what a good note of this hearing holds.
        good_follow_ups: numbers of questions that were worth asking.
    """

    id: str
    pair: str
    version: str
    title: Texts
    notice: Texts
    questionnaire_id: str
    catalogue_id: str
    level: Level
    no_signal: bool
    learning: tuple[Texts, ...]
    persona: Texts
    person: Person
    exchanges: tuple[Exchange, ...]
    fallback: Texts
    expectations: tuple[Expectation, ...]
    route: str
    must_note: tuple[Texts, ...]
    good_follow_ups: tuple[str, ...]
    debrief: tuple[Texts, ...]

    def answer_to(self, question: str, asked_before: int = 0) -> Texts:
        """Give what the persona says to a question.

        Args:
            question: its number.
            asked_before: how often it was asked already; a scenario may have an answer to each time.
        """
        written = [one.answer for one in self.exchanges if one.question == question]
        return written[asked_before] if asked_before < len(written) else self.fallback

    def expectation(self, indicator: str) -> Expectation | None:
        """Give what the key says of an indicator."""
        return next((one for one in self.expectations if one.indicator == indicator), None)
