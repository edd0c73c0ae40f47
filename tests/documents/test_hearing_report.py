# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import io
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.content import Classification, Field, Questionnaire
from app.documents.hearing_content import Entry, EntryKind, HearingContent, SectionContent
from app.documents.hearing_report import ATTACHMENT_NAME, hearing_json, make_hearing_report
from app.documents.pdf.pages import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from tests.documents.reports import Report, squeezed

EXAMPLES = {
    "Amharic": "ምሳሌ",
    "Tigrinya": "ኣብነት ሓደ",
    "Cyrillic": "Ґанок Ўзор Пример",
    "Georgian": "მაგალითი",
    "Armenian": "օրինակ",
    "Vietnamese": "ví dụ một",
    "Dutch": "voorbeeld één",
}
"""The word for an example, in scripts that run from left to right."""

FROM_THE_RIGHT = {
    "Arabic": "مِثال بلا اسم",
    "Persian": "نمونه‌ای گچپژ ۱۲۳",
    "Pashto": "بېلګه ښځه",
    "Sorani": "نموونەی ڕێک",
    "Hebrew": "דוגמה (אחת) 12",
}

SENTENCES = [f"Dit is zin {number} van het lange antwoord, en er volgt er nog een." for number in range(300)]
LONG = " ".join(SENTENCES)

TEXT = st.text(
    st.sampled_from("aé Яሀሁ፡ ابج ۱۲ אב 12-/()漢\u0301\u200c\t\n\x00\x0b\ud800\U0001f600"), max_size=60
)


BARE = HearingContent(
    language="nl",
    title="Rapport aanmeldgehoor",
    kind_label="Aanmeldgehoor",
    v_number="280.123.4567",
    classification=Classification("Departementaal VERTROUWELIJK"),
    header=(),
    sessions=(),
    sections=(),
    closing=(),
    questionnaire=Questionnaire("aanmeldgehoor", "1.0.0", "3f" * 32),
    made_at="23-11-2026 om 15:05",
    made_by="medewerker 0412",
    moment=datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC),
)


@pytest.fixture
def report(hearing: HearingContent) -> Report:
    return Report(make_hearing_report(hearing))


def only(hearing: HearingContent, *entries: Entry) -> HearingContent:
    return replace(hearing, sections=(SectionContent("A1", "Vertrek", entries),))


def printed(hearing: HearingContent, *entries: Entry) -> Report:
    return Report(make_hearing_report(only(hearing, *entries)))


def from_left_to_right(text: str) -> str:
    """Give a text as it stands on paper, by another implementation; both brackets count as the same."""
    return str(get_display(text)).replace("(", "|").replace(")", "|")


# On each page


def test_each_page_is_classified_above_and_below_and_says_which_page_it_is(
    hearing: HearingContent, report: Report
) -> None:
    assert len(report.pages) > 3
    for number, (page, ink) in enumerate(zip(report.pages, report.ink, strict=True), 1):
        assert f"pagina {number} van {len(report.pages)}" in page
        frame = {kind: "".join(one.text for one in glyphs) for kind, glyphs in ink.artifacts if glyphs}
        assert set(frame) == {"Header", "Footer"}
        assert all(words.startswith(hearing.classification.text) for words in frame.values())


def test_each_page_says_whose_hearing_it_is(hearing: HearingContent, report: Report) -> None:
    assert [hearing.v_number in page for page in report.pages] == [True] * len(report.pages)


def test_a_mark_sets_every_page_apart(hearing: HearingContent) -> None:
    marked = Report(make_hearing_report(replace(hearing, mark="OEFENING")))
    assert [page.count("OEFENING") for page in marked.pages] == [2] * len(marked.pages)
    assert not any("OEFENING" in page for page in Report(make_hearing_report(hearing)).pages)


def test_a_classification_longer_than_a_line_leaves_the_page_number_whole(hearing: HearingContent) -> None:
    classification = replace(hearing.classification, text="Departementaal VERTROUWELIJK " * 9)
    long = Report(make_hearing_report(replace(hearing, classification=classification)))
    for number, page in enumerate(long.pages, 1):
        assert f"pagina {number} van {len(long.pages)}" in page
        assert page.count("Departementaal VERTROUWELIJK") >= 2


def test_no_page_is_without_words_of_its_own(report: Report) -> None:
    assert all(any(glyphs for glyphs in ink.marked.values()) for ink in report.ink)


# Words


def test_the_header_says_what_is_known_of_the_hearing(hearing: HearingContent, report: Report) -> None:
    rows = report.rows()
    for fact in hearing.header:
        assert rows[fact.label] == (fact.value or "–")


def test_the_session_says_where_when_and_with_whom_and_its_breaks(report: Report) -> None:
    rows = report.rows()
    assert rows["Begin en einde"] == "23-11-2026 13:30 – 16:10"
    assert rows["Wijze van horen"] == "op locatie"
    assert rows["Plaats"] == "Ter Apel, kamer 12"
    assert rows["Pauzes"] == "14:20 – 14:35\n15:30 – 15:40"
    assert rows["Aanwezig"] == "Hoor- en beslismedewerker (0412)\nTolk (48213)"
    assert rows["Niet aanwezig"] == "Advocaat: verhinderd, wil doorgaan"


def test_a_session_without_breaks_says_so(hearing: HearingContent) -> None:
    (session,) = hearing.sessions
    without = replace(hearing, sessions=(replace(session, breaks=()),))
    assert Report(make_hearing_report(without)).rows()["Pauzes"] == "geen"


def test_each_session_has_its_own_heading_and_times(hearing: HearingContent) -> None:
    (session,) = hearing.sessions
    second = replace(session, number=2, started="24-11-2026 09:00", ended="10:00", breaks=())
    report = Report(make_hearing_report(replace(hearing, sessions=(session, second))))
    assert report.headings("H3")[:2] == ["Zitting 1", "Zitting 2"]
    assert "24-11-2026 09:00 – 10:00" in report.text()


def test_the_classification_names_who_set_it_on_what_basis_and_for_how_long(report: Report) -> None:
    rows = report.rows()
    assert rows["Rubricering"] == "Departementaal VERTROUWELIJK"
    assert rows["Grondslag"] == "VIRBI 2013"
    assert rows["Vastgesteld door"] == "hoofd regionale unit"
    assert rows["Datum van rubricering"] == "23-11-2026"
    assert rows["Duur van de rubricering"] == "10 jaar"


def test_every_section_is_there_in_order_with_its_number(hearing: HearingContent, report: Report) -> None:
    sections = [f"{section.number}  {section.label}" for section in hearing.sections]
    assert [heading for heading in report.headings("H2") if heading in sections] == sections


def test_question_number_time_and_answer_stand_together(report: Report) -> None:
    assert ["A0.2", "13:33", "Verstaat u de tolk goed?", "Ja."] in report.entries()


def test_an_instruction_tells_when_it_was_read_out(hearing: HearingContent) -> None:
    read_out = Entry(EntryKind.INSTRUCTION, "Alles is vertrouwelijk.", "A0.1", at="13:32")
    entries = printed(hearing, read_out, replace(read_out, number="A0.2", at="")).entries()
    assert ["A0.1", "Alles is vertrouwelijk.", "Voorgelezen om 13:32"] in entries
    assert ["A0.2", "Alles is vertrouwelijk.", "Niet voorgelezen"] in entries


def test_a_follow_up_stands_as_question_and_answer(report: Report) -> None:
    answer = "Я родился в Грозном в 1990 году и работал водителем."
    assert ["V:", "Waar precies?", "A:", answer, "14:08"] in report.entries()


@pytest.mark.parametrize("words", ["weet het niet", "wil niet antwoorden", "niet van toepassing"])
def test_an_answer_that_is_none_stands_in_words(hearing: HearingContent, words: str) -> None:
    report = printed(hearing, Entry(EntryKind.QUESTION, "Waar was u?", "A1.1", non_answer=words))
    assert ["A1.1", "Waar was u?", words] in report.entries()


def test_a_question_without_an_answer_says_so(report: Report) -> None:
    assert ["A3.11", "Wilt u nog iets zeggen?", "(niet beantwoord)"] in report.entries()


def test_a_revised_answer_is_marked_with_its_time_and_no_other(report: Report) -> None:
    revised = [entry for entry in report.entries() if any("herzien" in line for line in entry)]
    assert [(entry[0], entry[-1]) for entry in revised] == [("A3.5", "herzien op 23-11-2026 om 14:22")]


def test_a_revised_follow_up_is_marked_as_well(hearing: HearingContent) -> None:
    entry = Entry(EntryKind.FOLLOW_UP, "Waar?", answer="Daar.", at="14:08", revised="herzien om 14:30")
    assert ["V:", "Waar?", "A:", "Daar.", "14:08  ·  herzien om 14:30"] in printed(hearing, entry).entries()


def test_remarks_tell_whose_they_are_and_when(report: Report) -> None:
    entries = report.entries()
    assert ["Opmerking rapporteur  ·  14:19", "Aanvrager huilt. Pauze van tien minuten."] in entries
    assert ["Opmerking tolk  ·  14:40", "Het woord betekent ook 'oom'."] in entries


def test_everything_stands_in_the_order_of_the_conversation(hearing: HearingContent, report: Report) -> None:
    text = report.text()
    spoken = [entry.text for section in hearing.sections for entry in section.entries]
    places = [text.index(words) for words in spoken]
    assert places == sorted(places)


def test_the_end_names_the_questionnaire_and_who_made_the_report_and_when(
    hearing: HearingContent, report: Report
) -> None:
    lines = report.section("Afsluiting").lines()
    assert lines[: len(hearing.closing) + 1] == ["Afsluiting", *hearing.closing]
    rows = report.rows()
    assert rows["Vragenlijst"] == "aanmeldgehoor 1.0.0"
    assert rows["Kenmerk van de vragenlijst"] == "3f" * 32
    assert rows["Rapport gemaakt op"] == hearing.made_at
    assert rows["Rapport gemaakt door"] == hearing.made_by


def test_the_notice_stands_before_the_header(hearing: HearingContent, report: Report) -> None:
    lines = report.heard.lines()
    assert lines.index(hearing.notice) < lines.index("V-nummer")


def test_fixed_words_are_english_in_an_english_report(hearing: HearingContent) -> None:
    dutch = Report(make_hearing_report(hearing))
    english = Report(make_hearing_report(replace(hearing, language="en")))
    own = {fact.label for fact in hearing.header}
    own |= {f"{section.number}  {section.label}" for section in hearing.sections}
    same = set(dutch.rows()) & set(english.rows()) | set(dutch.headings("H2")) & set(english.headings("H2"))
    assert same == own
    assert f"page 1 of {len(english.pages)}" in english.pages[0]
    assert "(not answered)" in english.text()
    assert "(niet beantwoord)" not in english.text()


# Nothing is lost


@pytest.mark.parametrize(
    "entry",
    [
        Entry(EntryKind.QUESTION, "Vertel.", "A1.1", LONG, at="14:00", revised="herzien om 14:09"),
        Entry(EntryKind.QUESTION, "Vertel.", "A1.1", "\n".join(SENTENCES)),
        Entry(EntryKind.QUESTION, LONG, "A1.1", "Ja."),
        Entry(EntryKind.FOLLOW_UP, "En toen?", answer=LONG, at="14:00"),
        Entry(EntryKind.FOLLOW_UP, LONG, answer="Ja."),
        Entry(EntryKind.REMARK_REPORTER, LONG, at="14:00"),
        Entry(EntryKind.REMARK_INTERPRETER, LONG),
        Entry(EntryKind.INSTRUCTION, LONG, "A1.1", at="14:00"),
        Entry(EntryKind.BREAK, LONG),
        Entry(EntryKind.HEADING, LONG),
    ],
    ids=lambda entry: f"{entry.kind}-{len(entry.text)}-{len(entry.answer.splitlines())}",
)
def test_words_longer_than_a_page_go_on_over_the_next_and_none_is_lost(
    hearing: HearingContent, entry: Entry
) -> None:
    report = printed(hearing, entry, Entry(EntryKind.QUESTION, "En verder?", "A1.2", "Niets."))
    assert len(report.pages) >= 6
    text = squeezed(report.text())
    assert squeezed(LONG) in text
    assert text.count(squeezed(SENTENCES[150])) == 1
    assert ["A1.2", "En verder?", "Niets."] in report.entries()
    for number, page in enumerate(report.pages, 1):
        assert f"pagina {number} van {len(report.pages)}" in page


def test_a_long_value_in_the_header_goes_on_over_the_next_page(hearing: HearingContent) -> None:
    long = replace(hearing, header=(Field("V-nummer", "280.123.4567"), Field("Afspraken", LONG)))
    assert Report(make_hearing_report(long)).rows()["Afspraken"] == LONG


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(hearing: HearingContent) -> None:
    for lines in range(1, 60, 4):
        answer = Entry(EntryKind.QUESTION, "Vertel.", "A1.1", "\n".join(["Zo."] * lines))
        tail = SectionContent("A9", "Slot", (Entry(EntryKind.QUESTION, "Nog iets?", "A9.1", "Nee."),))
        content = replace(hearing, sections=(SectionContent("A1", "Begin", (answer,)), tail))
        pages = Report(make_hearing_report(content)).pages
        (page,) = [page for page in pages if "A9 Slot" in page]
        assert "Nog iets?" in page


@given(answer=TEXT, name=TEXT)
@settings(max_examples=25)
def test_whatever_is_typed_is_printed_and_goes_along_unchanged(answer: str, name: str) -> None:
    hearing = replace(BARE, header=(Field("Naam", name),))
    entry = Entry(EntryKind.QUESTION, "Wat zei u?", "A1.1", answer)
    report = printed(hearing, entry)
    inside = report.data_inside()
    assert inside["sections"][0]["entries"][0]["answer"] == answer
    assert inside["header"][0]["value"] == name
    assert report.pages[-1].endswith(f"pagina {len(report.pages)} van {len(report.pages)}")


# Ink


def test_every_font_on_every_page_is_in_the_file(report: Report) -> None:
    for page in report.pdf.pages:
        fonts = page.obj.Resources.Font
        assert fonts
        for font in fonts.values():
            (descendant,) = font.DescendantFonts
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 500
            assert "/ToUnicode" in font


def test_text_keeps_to_its_frame_and_nothing_runs_off_the_page(report: Report) -> None:
    for ink in report.ink:
        assert not ink.loose
        for glyph in ink.glyphs():
            if glyph.text.strip():
                assert MARGIN - 0.5 <= glyph.x <= glyph.end <= MARGIN + WIDTH + 0.5
            assert 0 < glyph.y < PAGE_HEIGHT
        for glyphs in ink.marked.values():
            assert all(BOTTOM < glyph.y < PAGE_HEIGHT - TOP for glyph in glyphs)


def test_pages_are_a4_upright(report: Report) -> None:
    for page in report.pdf.pages:
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, round(PAGE_WIDTH), round(PAGE_HEIGHT)]
        assert int(page.obj.get("/Rotate", 0)) == 0


def test_no_two_lines_of_a_page_run_into_each_other(report: Report) -> None:
    for ink in report.ink:
        lines = list(ink.lines())
        assert len(lines) > 3
        for place, (left, right, y) in enumerate(lines):
            for other_left, other_right, other_y in lines[place + 1 :]:
                beside = right <= other_left + 0.5 or other_right <= left + 0.5
                assert beside or abs(y - other_y) >= 9


# Scripts


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_name_in_its_own_script_can_be_read_and_copied(hearing: HearingContent, example: str) -> None:
    named = replace(hearing, header=(Field("Naam in eigen schrift", example),))
    report = Report(make_hearing_report(named))
    assert report.rows()["Naam in eigen schrift"] == example
    assert f"Naam in eigen schrift {example}" in report.pages[0]
    assert "�" not in report.text()


@pytest.mark.parametrize("example", FROM_THE_RIGHT.values(), ids=FROM_THE_RIGHT)
def test_a_name_from_right_to_left_stands_from_right_to_left(hearing: HearingContent, example: str) -> None:
    named = replace(hearing, header=(Field("Naam in eigen schrift", example),))
    shown = Report(make_hearing_report(named)).rows()["Naam in eigen schrift"]
    assert shown.replace("(", "|").replace(")", "|") == from_left_to_right(example)


@pytest.mark.parametrize("name", ["مثال", "نمونه", "דוגמה"])
def test_a_name_from_right_to_left_is_copied_in_the_order_of_reading(
    hearing: HearingContent, name: str
) -> None:
    named = replace(hearing, header=(Field("Naam in eigen schrift", name),))
    assert f"Naam in eigen schrift {name}" in Report(make_hearing_report(named)).pages[0]


def test_a_paragraph_from_right_to_left_ends_at_the_right_edge(hearing: HearingContent) -> None:
    report = printed(hearing, Entry(EntryKind.QUESTION, "Vertel.", "A1.1", FROM_THE_RIGHT["Arabic"]))
    ends = [
        max(glyph.end for glyph in glyphs)
        for ink in report.ink
        for glyphs in ink.marked.values()
        if "مِثال"[0] in {glyph.text for glyph in glyphs}
    ]
    assert ends == [pytest.approx(MARGIN + WIDTH, abs=0.5)]


def test_an_answer_in_two_directions_keeps_each_in_its_own(hearing: HearingContent) -> None:
    answer = "Hij zei مثال (voorbeeld) en ging in 2014 weg."
    entries = printed(hearing, Entry(EntryKind.QUESTION, "Wat?", "A1.1", answer)).entries()
    assert ["A1.1", "Wat?", get_display(answer)] in entries


def test_what_no_font_can_show_is_told_and_goes_along_in_the_data(hearing: HearingContent) -> None:
    report = printed(hearing, Entry(EntryKind.QUESTION, "Naam?", "A1.1", "Dit is 漢."))
    assert "U+6F22" in report.section("Afsluiting").lines()[-1]
    assert report.data_inside()["sections"][0]["entries"][0]["answer"] == "Dit is 漢."


def test_a_report_that_shows_everything_tells_of_no_missing_character(report: Report) -> None:
    assert "U+" not in report.text()


# The file


def test_everything_on_a_page_is_part_of_the_structure_or_of_the_frame(report: Report) -> None:
    root = report.pdf.Root.StructTreeRoot
    parents = list(root.ParentTree.Nums)
    owners = dict(zip(map(int, parents[::2]), parents[1::2], strict=True))
    for page, ink in zip(report.pdf.pages, report.ink, strict=True):
        assert len(owners[int(page.obj.StructParents)]) == len(ink.marked)
    assert report.pdf.Root.MarkInfo.Marked


def test_headings_go_down_one_step_at_a_time(report: Report) -> None:
    assert report.headings("H1") == ["Rapport aanmeldgehoor"]
    assert report.headings("H3") == ["Zitting 1", "Kind 1"]


def test_the_outline_lists_the_headings_and_leads_to_their_pages(report: Report) -> None:
    with report.pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    headings = [" ".join(words.split()) for tag in ("H1", "H2", "H3") for words in report.headings(tag)]
    assert sorted(titles) == sorted(headings)
    assert titles[0] == "Rapport aanmeldgehoor"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_file_says_what_it_is_in_which_language_and_when_it_was_made(
    hearing: HearingContent, language: str
) -> None:
    pdf = Report(make_hearing_report(replace(hearing, language=language))).pdf
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == "Rapport aanmeldgehoor – 280.123.4567"
    assert str(pdf.docinfo.Author) == hearing.made_by
    assert str(pdf.docinfo.Subject) == hearing.classification.text
    assert str(pdf.docinfo.CreationDate).startswith("D:20261123140509+00'00")
    with pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == "Rapport aanmeldgehoor – 280.123.4567"
        assert metadata["xmp:CreateDate"] == "2026-11-23T14:05:09+00:00"


def test_the_same_for_machines_is_inside(hearing: HearingContent, report: Report) -> None:
    assert report.attachment() == hearing_json(hearing)
    (file,) = report.pdf.Root.AF
    assert str(file.UF) == ATTACHMENT_NAME
    assert file.AFRelationship == pikepdf.Name.Data


def test_the_same_hearing_gives_the_same_bytes(hearing: HearingContent, report: Report) -> None:
    assert make_hearing_report(hearing) == report.data
    later = replace(hearing, made_at="23-11-2026 om 15:06")
    assert make_hearing_report(later) != report.data


def test_another_run_of_the_program_gives_the_same_bytes(
    hearing: HearingContent, report: Report, tmp_path: Path
) -> None:
    (tmp_path / "hearing").write_bytes(pickle.dumps(hearing))
    program = (
        "import pickle, pathlib; from app.documents.hearing_report import make_hearing_report as make; "
        "folder = pathlib.Path(__import__('sys').argv[1]); "
        "(folder / 'report').write_bytes(make(pickle.loads((folder / 'hearing').read_bytes())))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tehran"}
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, env=environment)
    assert (tmp_path / "report").read_bytes() == report.data


# For machines


def test_the_data_hold_everything_that_the_report_says(hearing: HearingContent) -> None:
    found = json.loads(hearing_json(hearing))
    assert found.pop("schema") == "gehoorwijzer/hearing-report/1"
    assert list(found) == list(HearingContent.__dataclass_fields__)
    assert found["moment"] == "2026-11-23T14:05:09+00:00"
    for section, printed_section in zip(found["sections"], hearing.sections, strict=True):
        assert [Entry(**entry) for entry in section["entries"]] == list(printed_section.entries)
    assert [Field(**fact) for fact in found["header"]] == list(hearing.header)
    assert found["sessions"][0]["breaks"] == [
        {"start": "14:20", "end": "14:35"},
        {"start": "15:30", "end": "15:40"},
    ]
    assert found["closing"] == list(hearing.closing)
    assert found["questionnaire"] == {"id": "aanmeldgehoor", "version": "1.0.0", "hash": "3f" * 32}


def test_the_data_have_a_place_for_nothing_that_was_noticed() -> None:
    fields = {*HearingContent.__dataclass_fields__, *Entry.__dataclass_fields__}
    assert not fields & {"notes", "observations", "signals", "indicator", "facts", "reading", "urgency"}
    assert {kind.value for kind in EntryKind} == {
        "question",
        "follow_up",
        "instruction",
        "remark_reporter",
        "remark_interpreter",
        "heading",
        "break",
    }


@pytest.mark.parametrize("name", ["يوسف إبراهيم", "אברהם", "Yusuf (يوسف) 1396"])
def test_words_that_run_to_the_left_are_told_in_the_order_of_typing(
    hearing: HearingContent, name: str
) -> None:
    data = make_hearing_report(only(hearing, Entry(EntryKind.QUESTION, "Naam?", "A1", name)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = [
            str(item.ActualText)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ActualText" in item
        ]
    assert name in told
    assert "Naam?" not in told
