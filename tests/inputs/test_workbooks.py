# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks made to do harm: one sentence, in time, and the memory stays what it was."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.old_workbooks import shared_texts, take_out
from app.questionnaire.build_items import MOST_NESTED
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.grid import Sheet
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.read_yaml import read_questionnaire
from app.strict_yaml import MOST_PROBLEMS
from app.workbooks import read_excel, write_excel, write_old_excel

CASES = int(os.environ.get("INPUT_CASES", "150"))
SECONDS = 2.0
GRIDS = {
    "survey": [["type", "name", "label"], ["text", "q", "Vraag"], ["select_one l", "r", "Keuze"]],
    "choices": [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]],
}
XLS = Path("../shared/conformance/xlsforms/pyxform/tests_example_xls_group.xls")


def changed(entry: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a workbook with one of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_excel(GRIDS))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == entry else content)
    return out.getvalue()


def rows(more: bytes) -> bytes:
    return changed(
        "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", more + b"</sheetData>")
    )


def refused(content: bytes) -> str:
    begun = time.process_time()
    with pytest.raises(UserError) as error:
        read_excel(content, "proef.xlsx")
    assert time.process_time() - begun < SECONDS
    return str(error.value)


def test_what_is_no_workbook_is_refused() -> None:
    assert "geen Excel-bestand" in refused(b"")
    assert "geen Excel-bestand" in refused(b"<html>")
    assert "beschadigd" in refused(b"PK\x03\x04 and no more")
    assert "beschadigd" in refused(b"\xd0\xcf\x11\xe0" + b"x" * 5000)


def test_an_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    assert "te groot" in refused(changed("xl/worksheets/sheet1.xml", lambda _: b" " * 70_000_000))
    assert "te groot" in refused(changed("xl/sharedStrings.xml", lambda _: b" " * 70_000_000))


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(changed("xl/worksheets/sheet1.xml", lambda _: b" " * 70_000_000))
    for found in re.finditer(rb"PK\x01\x02", bytes(bomb)):
        size = found.start() + 24
        if int.from_bytes(bomb[size : size + 4], "little") == 70_000_000:
            bomb[size : size + 4] = (1000).to_bytes(4, "little")
    assert refused(bytes(bomb))


def test_two_cells_far_apart_are_refused() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    assert "reikt tot rij 1048576" in refused(rows(far))
    wide = b'<row r="9"><c t="str" s="1" r="XFD59999"><v>x</v></c></row>'
    assert "reikt tot rij" in refused(rows(wide))


def test_a_million_empty_rows_are_no_trouble() -> None:
    empty = b"".join(b'<row r="%d"/>' % number for number in range(10, 1_000_010))
    begun = time.process_time()
    found = read_excel(rows(empty), "proef.xlsx")
    assert time.process_time() - begun < SECONDS
    assert len(found["survey"]) == 3


def test_entities_of_xml_are_not_unfolded() -> None:
    head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = changed("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"?>", b"?>" + head, 1))
    begun = time.process_time()
    try:
        read_excel(content, "proef.xlsx")
    except UserError as error:
        assert "beschadigd" in str(error)  # noqa: PT017 - either outcome is right
    assert time.process_time() - begun < SECONDS


LONG = b"x" * 40_000


def shared(text: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"<t>type</t>", b"<t>" + text + b"</t>")


def test_a_text_that_many_cells_share_counts_in_each_of_them() -> None:
    content = write_excel({"survey": [["type"], *[["y" * 20_000]] * 600]})
    assert "Blad „survey” van proef.xlsx: met rij 501 erbij heeft het bestand meer dan 10000000" in refused(
        content
    )
    few = write_excel({"survey": [["type"], *[["y" * 20_000]] * 100]})
    assert len(read_excel(few, "proef.xlsx")["survey"]) == 101


def test_a_cell_longer_than_any_is_refused_by_its_sheet_and_row() -> None:
    inside = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + LONG + b"</t></is></c></row>"
    for content in (rows(inside), changed("xl/sharedStrings.xml", shared(LONG))):
        told = refused(content)
        assert told.startswith("Blad „survey” van proef.xlsx, rij ")
        assert "meer dan 32767 tekens" in told
        assert len(told) < 200


def test_the_text_of_the_last_cell_counts_too() -> None:
    last = b'<row r="9"><c t="str"><v>' + LONG + b"</v></c></row>"
    assert "rij 9: een cel heeft meer dan" in refused(rows(last))


def test_an_old_workbook_counts_its_shared_texts_in_each_cell_too() -> None:
    content = write_old_excel({"survey": [["type"], *[["\u0394" * 15_000 + "y" * 5_000]] * 600]})
    assert "Blad „survey” van proef.xlsx: met rij 501 erbij heeft het bestand meer dan 10000000" in refused(
        content
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab\u0394\U0001f600")).map(lambda one: one * 700), max_size=6))
def test_the_lengths_of_texts_in_an_old_workbook_are_found_over_its_records(texts: list[str]) -> None:
    kept = [f"{at}{text}"[:16_000] for at, text in enumerate(texts)]
    found = shared_texts(take_out(write_old_excel({"survey": [[text] for text in kept]})))
    wanted = [(1, row, len(text.encode("utf-16-le")) // 2) for row, text in enumerate(kept, 1)]
    assert list(found) == wanted


def test_what_comes_after_the_last_cell_is_none_of_it() -> None:
    footer = b"</sheetData><headerFooter><oddFooter>&amp;L blad &amp;P</oddFooter></headerFooter>"
    content = changed("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", footer))
    assert len(read_excel(content, "proef.xlsx")["survey"]) == 3


def test_a_very_small_number_is_written_out() -> None:
    cells = b'<row r="9"><c r="A9"><v>1E-7</v></c><c r="B9"><v>2.5E+20</v></c></row>'
    assert read_excel(rows(cells), "proef.xlsx")["survey"][-1][:2] == ["0.0000001", "250000000000000000000"]


def test_a_formula_gives_its_last_value_and_does_nothing() -> None:
    cell = b'<row r="9"><c r="A9" t="str"><f>HYPERLINK("http://x")</f><v>note</v></c></row>'
    assert read_excel(rows(cell), "proef.xlsx")["survey"][-1][0] == "note"


def test_what_looks_like_a_formula_is_written_as_text() -> None:
    grid = {"survey": [["type"], ["=1+1"], ["http://x"], ["12"]]}
    assert read_excel(write_excel(grid), "x")["survey"] == [["type"], ["=1+1"], ["http://x"], ["12"]]


@settings(max_examples=CASES, deadline=None)
@given(st.data())
def test_a_mutilated_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(write_excel(GRIDS))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    else:
        for _ in range(data.draw(st.integers(1, 8))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refused(bytes(content))


@pytest.mark.skipif(not XLS.parent.exists(), reason="no conformance data")
@settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mutilated_old_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(next(XLS.parent.glob("*_calculate.xls")).read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    else:
        for _ in range(data.draw(st.integers(1, 8))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refused(bytes(content))


def _read_or_refused(content: bytes) -> None:
    begun = time.process_time()
    try:
        sheets = read_excel(content, "proef.xlsx")
        grid = tuple(Sheet(name, tuple(map(tuple, found))) for name, found in sheets.items())
        compile_questionnaire(read_workbook(grid, "proef.xlsx"))
    except UserError as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    assert time.process_time() - begun < SECONDS


@settings(max_examples=CASES, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "survey",
                    "choices",
                    "type",
                    "name",
                    "label",
                    "text",
                    "q",
                    "begin group",
                    "end group",
                    "${q}",
                    "label::en",
                    "label::",
                    "list_name",
                    "x|y",
                    "\\",
                    "range",
                    "-1",
                    "settings",
                    "::",
                    ":",
                ]
            )
            | st.text(max_size=6),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_table_is_read_or_refused_by_sheet_and_row(cells: list[list[str]]) -> None:
    text = "\n".join("| " + " | ".join(row) + " |" for row in cells)
    for source in (f"| survey |\n{text}", text):
        try:
            compile_questionnaire(read_workbook(read_markdown(source), "proef.md"))
        except QuestionnaireError as error:
            assert all(problem.line >= 1 and problem.sheet for problem in error.problems)  # noqa: PT017 - either is right


def table(*rows: str) -> str:
    return "| survey |\n| | type | name | label | relevant |\n" + "".join(f"| | {row} |\n" for row in rows)


def objections(text: str) -> list[str]:
    begun = time.process_time()
    with pytest.raises(QuestionnaireError) as refused:
        compile_questionnaire(read_workbook(read_markdown(text), "proef.md"))
    assert time.process_time() - begun < SECONDS * 2
    return [str(problem.says()) for problem in refused.value.problems]


def nested(depth: int, kind: str) -> str:
    begins = [f"begin_{kind} | g{at} | G | " for at in range(depth)]
    return table(*begins, "text | q | Q | ", *[f"end_{kind} | | | "] * depth)


@pytest.mark.parametrize("kind", ["group", "repeat"])
def test_groups_nest_as_deep_in_every_form_and_no_deeper(kind: str) -> None:
    found = read_workbook(read_markdown(nested(MOST_NESTED, kind)), "proef.yaml")
    again = read_questionnaire(write_yaml(found), "proef.yaml")
    assert write_yaml(again) == write_yaml(found)
    assert "rij 52: groepen en herhalingen staan hier meer dan 50 diep" in objections(nested(2000, kind))[0]


@pytest.mark.parametrize("reference", ["${abcdefghijklmnoq%d} = 1", "'a' = abcdefghijklmnoq%d", "${q%d"])
def test_very_many_mistakes_are_told_up_to_a_hundred(reference: str) -> None:
    rows = [f"text | abcdefghijklmnop{at} | A | {reference % at}" for at in range(6000)]
    told = objections(table(*rows))
    assert len(told) == MOST_PROBLEMS + 1
    assert "hier stopt de controle, na 100 problemen" in told[-1]


def test_very_many_unknown_keys_are_told_up_to_a_hundred() -> None:
    keys = ", ".join(f"k{at}: x" for at in range(6000))
    head = "questionnaire: {id: a, version: 1.0.0, hearing_kind: other, title: {nl: a}, languages: [nl]}\n"
    with pytest.raises(QuestionnaireError) as refused:
        read_questionnaire(f"{head}survey: [{{type: text, name: q, label: {{nl: Q}}, {keys}}}]", "proef.yaml")
    assert len(refused.value.problems) == MOST_PROBLEMS + 1


def test_a_name_of_a_million_letters_is_not_printed_whole() -> None:
    (told, *_) = objections(table(f"text | {'n' * 1_000_000} | Q | "))
    assert len(told) < 500


def test_two_sheets_of_one_name_are_refused() -> None:
    grid = tuple(
        Sheet(name, (("type", "name", "label"), ("text", "q", "Q"))) for name in ("Survey", "survey ")
    )
    with pytest.raises(QuestionnaireError, match="twee bladen met deze naam: „Survey” en „survey ”"):
        read_workbook(grid, "proef.xlsx")


def test_a_sign_that_no_yaml_may_hold_is_refused_by_its_row() -> None:
    grid = (Sheet("survey", (("type", "name", "label"), ("text", "q", "a\x0bb"))),)
    with pytest.raises(
        QuestionnaireError, match="blad survey, rij 2: hier staat een teken dat geen letter is"
    ):
        read_workbook(grid, "proef.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: *a",
        "[" * 100_000,
        "{a: " * 100_000,
        "a: 1\na: 2",
        "- " * 100_000,
        "a: !!python/object x",
        "x" * 9_000_000,
        "\x00",
        'a: "\\ud800"',
        "? [a]\n: b",
        "---\na: b\n---\nc: d",
    ],
    ids=range(11),
)
def test_yaml_made_to_do_harm_is_refused(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(QuestionnaireError) as error:
        read_questionnaire(text, "proef.yaml")
    assert time.process_time() - begun < SECONDS
    assert "proef.yaml, regel" in str(error.value)
