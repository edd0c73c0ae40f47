# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing report: what was asked and answered, on paper and for machines.

It knows nothing of what was noticed: that lives elsewhere and cannot be reached from here.
"""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from app.documents.composer import (
    ASIDE,
    BODY,
    FOLLOW_UP,
    HEADING,
    INDENT,
    INSTRUCTION,
    NOTICE,
    NUMBER,
    QUESTION,
    REMARK,
    SMALL,
    SUBTITLE,
    TIME,
    TITLE,
    TURN,
    VALUE,
    Composer,
)
from app.documents.content import Field, to_json
from app.documents.hearing_content import SCHEMA, Entry, EntryKind, HearingContent, SessionContent
from app.documents.pdf.finish import About, Attachment
from app.documents.pdf.pages import PageFrame
from app.documents.pdf.structure import Node
from app.i18n import says

ATTACHMENT_NAME = "gehoor.json"

_REMARKS = {
    EntryKind.REMARK_REPORTER: says("Opmerking rapporteur"),
    EntryKind.REMARK_INTERPRETER: says("Opmerking tolk"),
}


def hearing_json(content: HearingContent) -> bytes:
    """Give the report for machines, as JSON of the schema gehoorwijzer/hearing-report/1."""
    return to_json(SCHEMA, content)


def make_hearing_report(content: HearingContent) -> bytes:
    """Give the report as a PDF/A-3a file with the JSON attached; the same bytes for the same content."""
    composer = Composer(content.language)
    composer.heading(content.title, TITLE, "H1")
    composer.text(f"{content.kind_label}  ·  {content.v_number}", SUBTITLE)
    if content.notice:
        composer.text(content.notice, NOTICE)
    composer.table(content.header)
    composer.section(composer.say(says("Rubricering van dit rapport")))
    composer.classification(content.classification)
    _sessions(composer, content.sessions)
    for section in content.sections:
        composer.section(f"{section.number}  {section.label}".strip())
        for entry in section.entries:
            _entry(composer, entry)
    _closing(composer, content)
    about = About(
        title=f"{content.title} – {content.v_number}",
        language=content.language,
        author=content.made_by,
        subject=content.classification.text,
        moment=content.moment,
    )
    frame = PageFrame(
        content.classification.text, f"{content.title}  ·  {content.v_number}", content.mark, content.language
    )
    description = composer.say(says("Het gehoor als gegevens voor computers"))
    return composer.finish(frame, about, Attachment(ATTACHMENT_NAME, hearing_json(content), description))


def _sessions(composer: Composer, sessions: Sequence[SessionContent]) -> None:
    if not sessions:
        return
    composer.section(composer.say(says("Zittingen en aanwezigen")))
    for session in sessions:
        composer.heading(composer.say(says("Zitting {nummer}", nummer=session.number)), HEADING, "H3")
        breaks = "\n".join(_period(part.start, part.end) for part in session.breaks)
        present = [_person(part.role, part.reference) for part in session.attendances if part.present]
        absent = [
            ": ".join(filter(None, (_person(part.role, part.reference), part.reason)))
            for part in session.attendances
            if not part.present
        ]
        rows = [
            Field(composer.say(says("Wijze van horen")), session.mode),
            Field(composer.say(says("Plaats")), session.location),
            Field(composer.say(says("Begin en einde")), _period(session.started, session.ended)),
            Field(composer.say(says("Pauzes")), breaks or composer.say(says("geen"))),
            Field(composer.say(says("Aanwezig")), "\n".join(present)),
        ]
        if absent:
            rows.append(Field(composer.say(says("Niet aanwezig")), "\n".join(absent)))
        composer.table(rows)


def _person(role: str, reference: str) -> str:
    return f"{role} ({reference})" if reference else role


def _period(start: str, end: str) -> str:
    return f"{start} – {end}" if end else start


def _entry(composer: Composer, entry: Entry) -> None:
    match entry.kind:
        case EntryKind.HEADING:
            composer.heading(entry.text, HEADING, "H3")
        case EntryKind.BREAK:
            text = f"{entry.text}  ·  {entry.at}" if entry.at else entry.text
            composer.add(composer.paragraphs(text, ASIDE, left=INDENT))
        case EntryKind.REMARK_REPORTER | EntryKind.REMARK_INTERPRETER:
            _remark(composer, entry)
        case EntryKind.FOLLOW_UP:
            _follow_up(composer, entry)
        case EntryKind.INSTRUCTION:
            _instruction(composer, entry)
        case EntryKind.QUESTION:
            _question(composer, entry)


def _question(composer: Composer, entry: Entry) -> None:
    """Set question and answer, with the number and the time in the margin."""
    node = composer.node.add("Div")
    margin = composer.paragraphs(entry.number, NUMBER, node)
    if entry.at:
        margin += composer.paragraphs(entry.at, TIME, node)
    asked = composer.paragraphs(entry.text, QUESTION, node)
    answered = composer.paragraphs(_words(composer, entry), BODY, node)
    if entry.revised:
        answered += composer.paragraphs(entry.revised, SMALL, node)
    composer.add([composer.beside(margin, [*asked, *answered], keep=len(asked))])


def _follow_up(composer: Composer, entry: Entry) -> None:
    """Set an own question of the interviewer's and its answer, marked V and A (vraag, antwoord)."""
    node = composer.node.add("Div")
    rows = []
    for mark, words, style in (
        (composer.say(says("V:")), entry.text, FOLLOW_UP),
        (composer.say(says("A:")), _words(composer, entry), VALUE),
    ):
        label = node.add("P")
        rows.append(composer.numbered(mark, TURN, composer.paragraphs(words, style, node), label))
    composer.add([*rows, *_when(composer, entry, node)], keep=1)


def _instruction(composer: Composer, entry: Entry) -> None:
    node = composer.node.add("Div")
    number = node.add("P")
    read_out = composer.paragraphs(entry.text, INSTRUCTION, node)
    given = (
        composer.say(says("Voorgelezen om {tijd}", tijd=entry.at))
        if entry.at
        else composer.say(says("Niet voorgelezen"))
    )
    head = composer.numbered(entry.number, NUMBER, read_out, number)
    composer.add([head, *composer.paragraphs(given, SMALL, node, left=INDENT)], keep=1)


def _remark(composer: Composer, entry: Entry) -> None:
    node = composer.node.add("Div")
    label = composer.say(_REMARKS[entry.kind])
    if entry.at:
        label = f"{label}  ·  {entry.at}"
    head = composer.paragraphs(label, REMARK, node, left=INDENT)
    composer.add([*head, *composer.paragraphs(entry.text, ASIDE, node, left=INDENT)], keep=1)


def _words(composer: Composer, entry: Entry) -> str:
    """Give the answer, or the words for an answer that is none."""
    if entry.answer.strip():
        return entry.answer
    return entry.non_answer or composer.say(says("(niet beantwoord)"))


def _when(composer: Composer, entry: Entry, node: Node) -> list[Flowable]:
    """Say when something was answered, and whether it was answered again."""
    text = "  ·  ".join(filter(None, (entry.at, entry.revised)))
    return composer.paragraphs(text, SMALL, node, left=INDENT) if text else []


def _closing(composer: Composer, content: HearingContent) -> None:
    composer.section(composer.say(says("Afsluiting")))
    for text in content.closing:
        composer.text(text)
    questionnaire = content.questionnaire
    composer.table(
        (
            Field(composer.say(says("Vragenlijst")), f"{questionnaire.id} {questionnaire.version}"),
            Field(composer.say(says("Kenmerk van de vragenlijst")), questionnaire.hash),
            Field(composer.say(says("Rapport gemaakt op")), content.made_at),
            Field(composer.say(says("Rapport gemaakt door")), content.made_by),
        )
    )
    composer.unshown()
