# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signal report: what was noticed, for the desk that weighs it, on paper and for machines."""

from app.documents.composer import BODY, NOTICE, SMALL, STRONG, SUBTITLE, TITLE, Composer
from app.documents.content import Field, to_json
from app.documents.pdf.finish import About, Attachment
from app.documents.pdf.pages import PageFrame
from app.documents.signal_content import SCHEMA, SignalContent
from app.errors import Message
from app.i18n import says

ATTACHMENT_NAME = "melding.json"

_NO_CONCLUSION = says(
    "Een waarneming is geen conclusie. Waarnemingen worden niet opgeteld en leiden niet tot een score. "
    "Wie deze melding ontvangt, weegt haar zelf."
)
_ILLUSTRATIVE = says(
    "De lijst met aandachtspunten die is gebruikt, is illustratief: een geheugensteun, geen toets."
)


def signal_json(content: SignalContent) -> bytes:
    """Give the report for machines, as JSON of the schema gehoorwijzer/signal-report/1."""
    return to_json(SCHEMA, content)


_QUOTATION_MARKS = "\"'„“”‘’«"
"""What is typed between these has its quotation marks already."""


def make_signal_report(content: SignalContent) -> bytes:
    """Give the report as a PDF/A-3a file with the JSON attached; the same bytes for the same content."""
    composer = Composer(content.language)
    say = composer.say
    composer.heading(content.title, TITLE, "H1")
    composer.text(f"{content.report_number}  ·  {content.v_number}", SUBTITLE)
    if content.notice:
        composer.text(content.notice, NOTICE)
    _head(composer, content)
    composer.text(say(_NO_CONCLUSION), BODY)
    composer.text(say(_ILLUSTRATIVE), BODY)
    _points(composer, content)
    composer.section(say(says("Inzage en rubricering")))
    composer.table((Field(say(says("Inzage")), _access(composer, content)),))
    composer.classification(content.classification)
    composer.unshown()
    about = About(
        title=f"{content.title} {content.report_number} – {content.v_number}",
        language=content.language,
        author=content.author,
        subject=content.classification.text,
        moment=content.moment,
    )
    frame = PageFrame(
        content.classification.text,
        f"{content.report_number}  ·  {content.v_number}",
        content.mark,
        content.language,
    )
    description = say(says("De melding als gegevens voor computers"))
    return composer.finish(frame, about, Attachment(ATTACHMENT_NAME, signal_json(content), description))


def _head(composer: Composer, content: SignalContent) -> None:
    say = composer.say
    desks = content.route
    numbered = tuple(f"{place}. {desk}" for place, desk in enumerate(desks, 1))
    route = "\n".join(numbered if len(desks) > 1 else desks)
    composer.table(
        (
            Field(say(says("Meldingsnummer")), content.report_number),
            Field(say(says("V-nummer")), content.v_number),
            Field(say(says("Soort gehoor")), content.hearing_kind),
            Field(say(says("Opgesteld door")), content.author),
            Field(say(says("Opgesteld op")), content.made_at),
            Field(say(says("Route")), route),
            Field(say(says("Urgentie")), content.urgency),
            Field(say(says("Reden van de urgentie")), content.urgency_reason),
        )
    )


def _access(composer: Composer, content: SignalContent) -> str:
    review = composer.say(says("Te beoordelen, bij elk verzoek opnieuw"))
    return f"{review}\n{content.access_reason}" if content.access_reason else review


def _points(composer: Composer, content: SignalContent) -> None:
    """Add the fourteen points, each below its own heading; an empty one says that it is empty."""
    say = composer.say
    empty = say(says("Niet ingevuld"))

    def labelled(*parts: tuple[Message, str]) -> list[Field]:
        return [Field(say(label), value.strip() or empty) for label, value in parts]

    quote = content.quote.strip()
    if quote and quote[0] not in _QUOTATION_MARKS:
        quote = say(says("„{words}”", words=quote))
    composer.section(say(says("1. Wat is gezegd of gedaan")))
    composer.add(composer.paragraphs(quote or empty, STRONG))
    composer.table(
        labelled(
            (says("Oorspronkelijk woord"), content.original_term),
            (says("Aandachtspunt"), content.indicator),
        )
    )
    composer.section(say(says("2. Wanneer, bij welke vraag, in welke zitting")))
    composer.table(
        labelled(
            (says("Wanneer"), content.said_at),
            (says("Vraag"), f"{content.question_number}  {content.question}"),
            (says("Zitting"), content.session),
        )
    )
    composer.section(say(says("3. Bron")))
    composer.table(
        labelled(
            (says("Berust op"), content.source),
            (says("Hoe de opsteller het weet"), content.directness),
        )
    )
    composer.section(say(says("4. Tolk en vertaling")))
    composer.table(
        labelled(
            (says("Tolk"), content.interpreter or say(says("Geen tolk aanwezig"))),
            (
                says("Twijfel over de vertaling"),
                content.translation_doubt or say(says("Geen twijfel genoteerd")),
            ),
        )
    )
    for title, words in (
        (says("5. Wat eraan voorafging"), content.context),
        (says("6. Uitleg van de persoon zelf, en of die is gevraagd"), content.explanation),
    ):
        _point(composer, say(title), words, empty)
    composer.section(say(says("7. Feiten, apart van de eigen lezing")))
    composer.table(
        labelled((says("Feiten"), content.facts), (says("Eigen lezing van de opsteller"), content.reading))
    )
    for title, words in (
        (says("8. Onschuldige verklaringen die zijn overwogen"), content.innocent),
        (says("9. Wat ertegen spreekt"), content.against),
        (says("10. Wat niet bekend is"), content.unknown),
    ):
        _point(composer, say(title), words, empty)
    composer.section(say(says("11. Urgentie")))
    composer.table(
        labelled((says("Urgentie"), content.urgency), (says("Reden van de urgentie"), content.urgency_reason))
    )
    _point(composer, say(says("12. Andere personen, alleen voor zover nodig")), content.others, empty)
    composer.section(say(says("13. Opsteller, geraadpleegde collega en tijdstip")))
    composer.table(
        labelled(
            (says("Opgesteld door"), content.author),
            (says("Geraadpleegde collega"), content.consulted),
            (says("Waarneming genoteerd op"), content.noted_at),
        )
    )
    composer.section(say(says("14. Gebruikte versies")))
    composer.table(
        labelled(
            (says("Vragenlijst"), content.questionnaire_version),
            (says("Lijst met aandachtspunten"), content.catalogue_version),
        )
    )


def _point(composer: Composer, title: str, words: str, empty: str) -> None:
    composer.section(title)
    composer.text(words.strip() or empty, BODY if words.strip() else SMALL)
