# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts a debrief into words, once for the screen and the printed page."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.documents.debrief_content import DebriefContent, Entry, Section
from app.errors import Message, says
from app.i18n import Texts, Translator
from app.names import clock_time, day_and_time
from app.services.practice_views import DebriefView, NotedView, RemarkView
from app.training.debrief import Outcome

_OUTCOMES: tuple[tuple[Outcome, Message, Message], ...] = (
    (Outcome.MISSED, says("Gemist"), says("Dit staat in de sleutel, en staat niet in de notities.")),
    (
        Outcome.UNFOUNDED,
        says("Zonder grond"),
        says("Dit is genoteerd, en de sleutel ziet er geen grond voor. De sleutel mag worden betwist."),
    ),
    (Outcome.DEFENSIBLE, says("Te verdedigen"), says("Dit is genoteerd en kan, met een goede uitleg.")),
    (Outcome.SEEN, says("Gezien"), says("Dit staat in de sleutel, en het is genoteerd.")),
)
_NOTHING = says("Niets.")
_NOTHING_TO_REPORT = says("Niets melden")
_NO_SIGNAL = says("In dit scenario is niets noteren de volle uitkomst.")


def debrief_content(view: DebriefView, language: str, moment: datetime) -> DebriefContent:
    """Word a debrief.

    Args:
        view: what there is to talk about.
        language: of the words; what was noted stays as it was noted.
        moment: when this is made.
    """
    say = Translator(language)
    session = view.session
    return DebriefContent(
        language=language,
        title=f"{session.scenario_id} {session.title.show(language)}",
        subtitle=f"{session.trainee}  ·  {day_and_time(session.begun_at, language)}  ·  {session.group}",
        notice=view.notice.show(language),
        mark=say(says("OEFENING")),
        sections=tuple(_sections(view, say)),
        moment=moment,
    )


def _sections(view: DebriefView, say: Translator) -> Iterator[Section]:
    if view.no_signal:
        yield Section(say(says("Geen signaal")), say(_NO_SIGNAL), ())
    for outcome, heading, intro in _OUTCOMES:
        remarks = view.of(outcome)
        if remarks or outcome in (Outcome.MISSED, Outcome.UNFOUNDED):
            entries = tuple(_remark(remark, say) for remark in remarks)
            yield Section(say(heading), say(intro if remarks else _NOTHING), entries)
    yield Section(say(says("Route")), "", tuple(_routes(view, say)))
    timeline = tuple(_noted(note, say) for note in view.timeline)
    yield Section(say(says("Notities op volgorde")), "" if timeline else say(_NOTHING), timeline)
    for heading, texts in (
        (says("Wat een goede notitie hier bevat"), view.must_note),
        (says("Om over te praten"), view.talk),
    ):
        if texts:
            yield Section(say(heading), "", tuple(_plain(texts, say.language)))


def _plain(texts: Iterable[Texts], language: str) -> Iterator[Entry]:
    for text in texts:
        yield Entry(words=f"•  {text.show(language)}")


def _routes(view: DebriefView, say: Translator) -> Iterator[Entry]:
    def named(route: Texts | None) -> str:
        return route.show(say.language) if route else say(_NOTHING_TO_REPORT)

    yield Entry(words=say(says("Gekozen: {route}", route=named(view.route_chosen))))
    yield Entry(words=say(says("Volgens de sleutel: {route}", route=named(view.route_expected))))


def _remark(remark: RemarkView, say: Translator) -> Entry:
    said = [say(says("„{words}”", words=words.show(say.language))) for words in remark.said]
    noted = [
        say(says("Genoteerd om {time}: „{words}”", time=clock_time(note.at), words=note.quote))
        for note in remark.notes
    ]
    lacking = "  ".join(_lacking(note, say) for note in remark.notes if note.lacking)
    return Entry(remark.label.show(say.language), remark.why.show(say.language), (*said, *noted), lacking)


def _noted(note: NotedView, say: Translator) -> Entry:
    at = clock_time(note.at)
    title = (
        say(says("{time}, bij vraag {question}", time=at, question=note.question)) if note.question else at
    )
    label = note.label.show(say.language) if note.label else say(says("In eigen woorden"))
    return Entry(title, label, (say(says("„{words}”", words=note.quote)),), _lacking(note, say))


def _lacking(note: NotedView, say: Translator) -> str:
    if not note.lacking:
        return ""
    return say(says("Ontbreekt: {points}.", points="; ".join(say(point) for point in note.lacking)))
