# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from dataclasses import asdict, replace
from typing import Any

import pikepdf
import pytest

from app.documents.content import Classification
from app.documents.pdf.pages import BOTTOM, MARGIN, PAGE_HEIGHT, TOP, WIDTH
from app.documents.signal_content import SignalContent
from app.documents.signal_report import ATTACHMENT_NAME, make_signal_report, signal_json
from tests.documents.reports import Report, squeezed

QUOTE = "Ik stond ’s nachts bij de poort en schreef de namen op."
POINTS = (
    "1. Wat is gezegd of gedaan",
    "2. Wanneer, bij welke vraag, in welke zitting",
    "3. Bron",
    "4. Tolk en vertaling",
    "5. Wat eraan voorafging",
    "6. Uitleg van de persoon zelf, en of die is gevraagd",
    "7. Feiten, apart van de eigen lezing",
    "8. Onschuldige verklaringen die zijn overwogen",
    "9. Wat ertegen spreekt",
    "10. Wat niet bekend is",
    "11. Urgentie",
    "12. Andere personen, alleen voor zover nodig",
    "13. Opsteller, geraadpleegde collega en tijdstip",
    "14. Gebruikte versies",
)
OWN_WORDS = {
    "original_term": POINTS[0],
    "indicator": POINTS[0],
    "said_at": POINTS[1],
    "question": POINTS[1],
    "session": POINTS[1],
    "source": POINTS[2],
    "directness": POINTS[2],
    "interpreter": POINTS[3],
    "translation_doubt": POINTS[3],
    "context": POINTS[4],
    "explanation": POINTS[5],
    "facts": POINTS[6],
    "reading": POINTS[6],
    "innocent": POINTS[7],
    "against": POINTS[8],
    "unknown": POINTS[9],
    "urgency": POINTS[10],
    "urgency_reason": POINTS[10],
    "others": POINTS[11],
    "author": POINTS[12],
    "consulted": POINTS[12],
    "noted_at": POINTS[12],
    "questionnaire_version": POINTS[13],
    "catalogue_version": POINTS[13],
}
"""Where each of the author's words belongs."""

SENTENCES = [f"Dit is zin {number} van wat er is gezegd, en er volgt er nog een." for number in range(250)]
LONG = " ".join(SENTENCES)


@pytest.fixture
def report(signal: SignalContent) -> Report:
    return Report(make_signal_report(signal))


def printed(signal: SignalContent, **fields: Any) -> Report:
    return Report(make_signal_report(replace(signal, **fields)))


def below(report: Report, heading: str) -> list[str]:
    """Give what stands below one heading."""
    return report.section(heading).lines()[1:]


# On each page


def test_each_page_is_classified_above_and_below_and_says_which_page_it_is(
    signal: SignalContent, report: Report
) -> None:
    assert len(report.pages) > 1
    for number, (page, ink) in enumerate(zip(report.pages, report.ink, strict=True), 1):
        assert f"pagina {number} van {len(report.pages)}" in page
        frame = {kind: "".join(one.text for one in glyphs) for kind, glyphs in ink.artifacts if glyphs}
        assert set(frame) == {"Header", "Footer"}
        assert all(words.startswith(signal.classification.text) for words in frame.values())


def test_each_page_says_which_report_it_is_and_on_whom(signal: SignalContent, report: Report) -> None:
    for page in report.pages:
        assert signal.report_number in page
        assert signal.v_number in page


def test_a_mark_sets_every_page_apart(signal: SignalContent) -> None:
    marked = printed(signal, mark="OEFENING")
    assert [page.count("OEFENING") for page in marked.pages] == [2] * len(marked.pages)


# Words


def test_the_fourteen_points_stand_in_their_order(report: Report) -> None:
    assert [heading for heading in report.headings("H2") if heading[0].isdigit()] == list(POINTS)


def test_the_head_says_to_whom_and_how_urgently(report: Report) -> None:
    rows = report.rows()
    assert rows["Meldingsnummer"] == "2026-0003"
    assert rows["V-nummer"] == "280.123.4567"
    assert rows["Soort gehoor"] == "Aanmeldgehoor"
    assert rows["Route"] == "1. Handhavingscoördinator\n2. Team Speciale Zaken\n3. Unit 1F"
    first_page = report.pages[0]
    assert "Urgentie Deze week" in first_page
    assert "Reden van de urgentie Het nader gehoor is volgende week." in first_page


def test_the_literal_words_stand_in_quotation_marks_and_change_in_nothing(signal: SignalContent) -> None:
    assert below(printed(signal, quote=QUOTE), POINTS[0])[0] == f"„{QUOTE}”"


@pytest.mark.parametrize("typed", ["„Ik was erbij.”", "“I was there.”", '"Ik was erbij."', "«ich war da»"])
def test_quotation_marks_that_were_typed_are_enough(signal: SignalContent, typed: str) -> None:
    assert below(printed(signal, quote=typed), POINTS[0])[0] == typed


@pytest.mark.parametrize(("name", "heading"), OWN_WORDS.items(), ids=OWN_WORDS)
def test_each_word_of_the_author_stands_at_its_own_point(
    signal: SignalContent, name: str, heading: str
) -> None:
    report = printed(signal, **{name: "precies deze woorden"})
    there = {point for point in POINTS if "precies deze woorden" in "\n".join(below(report, point))}
    assert there == {heading}


def test_facts_and_reading_stand_apart(signal: SignalContent) -> None:
    rows = printed(signal, facts="Hij zei het.", reading="Misschien bedoelt hij iets anders.").rows()
    assert rows["Feiten"] == "Hij zei het."
    assert rows["Eigen lezing van de opsteller"] == "Misschien bedoelt hij iets anders."


def test_what_speaks_against_and_what_is_innocent_stand_below_their_own_headings(report: Report) -> None:
    assert below(report, POINTS[7]) == ["Gewoon nachtportier."]
    assert below(report, POINTS[8]) == ["Hij noemt geen wapen en geen meerdere."]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quote", "Niet ingevuld"),
        ("facts", "Niet ingevuld"),
        ("reading", "Niet ingevuld"),
        ("explanation", "Niet ingevuld"),
        ("innocent", "Niet ingevuld"),
        ("against", "Niet ingevuld"),
        ("context", "Niet ingevuld"),
        ("consulted", "Niet ingevuld"),
        ("interpreter", "Geen tolk aanwezig"),
        ("translation_doubt", "Geen twijfel genoteerd"),
    ],
)
def test_a_point_left_empty_says_so(signal: SignalContent, name: str, words: str) -> None:
    before = Report(make_signal_report(signal)).text().count(words)
    assert printed(signal, **{name: ""}).text().count(words) == before + 1


def test_it_says_that_an_observation_is_no_conclusion_and_the_list_no_test(report: Report) -> None:
    assert "Een waarneming is geen conclusie." in report.pages[0]
    assert "leiden niet tot een score" in report.pages[0]
    assert "een geheugensteun, geen toets" in report.pages[0]


def test_access_is_weighed_at_each_request(signal: SignalContent) -> None:
    report = printed(signal, access_reason="Bron kan worden herleid.")
    assert report.rows()["Inzage"] == "Te beoordelen, bij elk verzoek opnieuw\nBron kan worden herleid."


def test_the_classification_names_who_set_it_on_what_basis_and_for_how_long(report: Report) -> None:
    rows = report.rows()
    names = (
        "Rubricering",
        "Grondslag",
        "Vastgesteld door",
        "Datum van rubricering",
        "Duur van de rubricering",
    )
    assert [rows[name] for name in names] == [
        "Departementaal VERTROUWELIJK",
        "VIRBI 2013",
        "hoofd regionale unit",
        "23-11-2026",
        "10 jaar",
    ]


def test_fixed_words_are_english_in_an_english_report_and_the_literal_words_stay(
    signal: SignalContent,
) -> None:
    dutch = Report(make_signal_report(signal))
    english = printed(signal, language="en", quote=QUOTE)
    assert not set(dutch.headings("H2")) & set(english.headings("H2"))
    assert set(dutch.rows()) & set(english.rows()) <= {"Route"}
    assert f"page 1 of {len(english.pages)}" in english.pages[0]
    assert f"“{QUOTE}”" in english.text()
    assert "Niet ingevuld" not in english.text()


@pytest.mark.parametrize("name", ["quote", "facts", "reading", "context", "against", "question", "others"])
def test_words_longer_than_a_page_go_on_over_the_next_and_none_is_lost(
    signal: SignalContent, name: str
) -> None:
    report = printed(signal, **{name: LONG})
    assert len(report.pages) >= 6
    assert squeezed(LONG) in squeezed(report.text())
    for number, page in enumerate(report.pages, 1):
        assert f"pagina {number} van {len(report.pages)}" in page


# Ink and file


def test_every_font_on_every_page_is_in_the_file(report: Report) -> None:
    for page in report.pdf.pages:
        for font in page.obj.Resources.Font.values():
            (descendant,) = font.DescendantFonts
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 500
            assert "/ToUnicode" in font


def test_text_keeps_to_its_frame(report: Report) -> None:
    for ink in report.ink:
        assert not ink.loose
        for left, right, y in ink.lines():
            assert MARGIN - 0.5 <= left <= right <= MARGIN + WIDTH + 0.5
            assert BOTTOM < y < PAGE_HEIGHT - TOP


def test_a_word_in_two_scripts_stands_as_it_should(signal: SignalContent) -> None:
    assert "ሓለዋ / ةسارح" in printed(signal, original_term="ሓለዋ / حراسة").text()
    assert "ሓለዋ" in " ".join(Report(make_signal_report(signal)).pages)


def test_the_file_says_what_it_is(signal: SignalContent, report: Report) -> None:
    pdf = report.pdf
    assert str(pdf.Root.Lang) == "nl"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.docinfo.Title) == "Melding van een signaal 2026-0003 – 280.123.4567"
    assert str(pdf.docinfo.Author) == signal.author
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_the_same_for_machines_is_inside(signal: SignalContent, report: Report) -> None:
    assert report.attachment() == signal_json(signal)
    (file,) = report.pdf.Root.AF
    assert str(file.UF) == ATTACHMENT_NAME
    assert file.AFRelationship == pikepdf.Name.Data


def test_the_same_report_gives_the_same_bytes(signal: SignalContent, report: Report) -> None:
    assert make_signal_report(signal) == report.data
    assert make_signal_report(replace(signal, urgency="Acuut")) != report.data


def test_the_data_hold_every_point(signal: SignalContent) -> None:
    found = json.loads(signal_json(signal))
    assert found.pop("schema") == "gehoorwijzer/signal-report/1"
    expected = {**asdict(signal), "moment": signal.moment.isoformat(), "route": list(signal.route)}
    assert found == expected


def test_the_data_have_no_place_for_a_score(signal: SignalContent) -> None:
    names = set(asdict(signal)) | set(Classification.__dataclass_fields__)
    assert not names & {"score", "rating", "risk", "weight", "level", "total", "probability"}


def test_words_that_no_file_can_hold_still_make_valid_data(signal: SignalContent) -> None:
    odd = replace(signal, quote="half \ud800 \x00 “woord”", facts='{"schema": "x"}')
    found = json.loads(signal_json(odd))
    assert found["quote"] == odd.quote
    assert found["facts"] == odd.facts
    assert Report(make_signal_report(odd)).data_inside() == found
