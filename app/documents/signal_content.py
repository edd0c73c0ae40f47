# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a signal report says, in words that are ready to print: the fourteen points of a good report."""

from dataclasses import dataclass
from datetime import datetime

from app.documents.content import Classification

SCHEMA = "gehoorwijzer/signal-report/1"


@dataclass(frozen=True, slots=True)
class SignalContent:
    """A signal report about one observation.

    Attributes:
        language: of the report, ``nl`` or ``en``.
        title: such as "Melding van een signaal".
        report_number: of this report.
        v_number: stands on every page.
        hearing_kind: in words.
        route: the desks in the order in which they are addressed, the coordinator first.
        indicator: the catalogue's indicator the author chose, in words; or empty for own words alone.
        quote: 1, what was said or done, verbatim.
        original_term: 1, the word in the original language, where it matters.
        said_at: 2, when, as printed.
        question_number, question: 2, which question.
        session: 2, which session.
        source: 3, what it rests on: a statement, conduct, a document, a third party.
        directness: 3, how the author knows.
        interpreter: 4, the interpreter's number; or empty where none was present.
        translation_doubt: 4, doubts about the translation, and whether the term was checked.
        context: 5, the preceding question and answer.
        explanation: 6, the person's own explanation, and whether it was put to them.
        facts: 7, only what was said, seen or shown.
        reading: 7, the author's own interpretation, apart from the facts.
        innocent: 8, innocent explanations considered.
        against: 9, what speaks against.
        unknown: 10, what is not known.
        urgency, urgency_reason: 11, in words.
        others: 12, other persons, only as far as needed.
        author, consulted: 13, who wrote it and who looked along.
        noted_at: 13, when the observation was noted.
        questionnaire_version, catalogue_version: 14.
        access_reason: why access to this report is still to be reviewed, if anything is noted about it.
        made_at: as printed; `moment` is the same for the file's properties, aware.
        notice: a remark that must be read first; or empty.
        mark: a word on every page that sets the report apart, such as OEFENING; or empty.
    """

    language: str
    title: str
    classification: Classification
    report_number: str
    v_number: str
    hearing_kind: str
    route: tuple[str, ...]
    quote: str
    said_at: str
    question_number: str
    question: str
    session: str
    source: str
    directness: str
    facts: str
    urgency: str
    urgency_reason: str
    author: str
    noted_at: str
    made_at: str
    moment: datetime
    questionnaire_version: str
    catalogue_version: str
    indicator: str = ""
    original_term: str = ""
    interpreter: str = ""
    translation_doubt: str = ""
    context: str = ""
    explanation: str = ""
    reading: str = ""
    innocent: str = ""
    against: str = ""
    unknown: str = ""
    others: str = ""
    consulted: str = ""
    access_reason: str = ""
    notice: str = ""
    mark: str = ""
