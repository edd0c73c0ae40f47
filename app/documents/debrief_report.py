# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The debrief of a practice on paper. It is no report: it has no route, no number and no recipient."""

from app.documents.composer import ASIDE, BODY, HEADING, NOTICE, SMALL, SUBTITLE, TITLE, Composer
from app.documents.content import to_json
from app.documents.debrief_content import SCHEMA, DebriefContent, Entry
from app.documents.pdf.finish import About, Attachment
from app.documents.pdf.pages import PageFrame
from app.i18n import says

ATTACHMENT_NAME = "nabespreking.json"


def make_debrief(content: DebriefContent) -> bytes:
    """Give the debrief as a PDF/A-3a file with its words attached as JSON."""
    composer = Composer(content.language)
    say = composer.say
    composer.heading(content.title, TITLE, "H1")
    composer.text(content.subtitle, SUBTITLE)
    composer.text(content.notice, NOTICE)
    for section in content.sections:
        composer.section(section.heading)
        if section.intro:
            composer.text(section.intro, BODY)
        for entry in section.entries:
            _add(composer, entry)
    composer.unshown()
    title = f"{say(says('Nabespreking'))} – {content.title}"
    about = About(
        title=title, language=content.language, author="", subject=content.mark, moment=content.moment
    )
    frame = PageFrame(content.mark, title, "", content.language)
    description = say(says("De nabespreking als gegevens voor computers"))
    return composer.finish(frame, about, Attachment(ATTACHMENT_NAME, to_json(SCHEMA, content), description))


def _add(composer: Composer, entry: Entry) -> None:
    if entry.title:
        composer.heading(entry.title, HEADING, "H3")
    if entry.words:
        composer.text(entry.words, BODY)
    for quote in entry.quotes:
        composer.text(quote, ASIDE)
    if entry.lacking:
        composer.text(entry.lacking, SMALL)
