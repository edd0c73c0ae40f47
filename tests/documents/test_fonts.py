# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.text.fonts import clusters, font_stack, is_invisible


@given(st.text(max_size=60), st.sampled_from(["regular", "bold", "italic"]))
def test_runs_cover_the_text_without_gaps(text: str, style: str) -> None:
    runs = font_stack(style).runs(text)
    assert "".join(text[run.start : run.end] for run in runs) == text
    for run in runs:
        if not run.missing and run.end - run.start == 1:
            char = text[run.start]
            assert run.face.has(char) or is_invisible(char) or not char.isascii()


@pytest.mark.parametrize(
    ("char", "font"),
    [
        ("a", "NotoSans-Regular"),
        ("я", "NotoSans-Regular"),
        ("ا", "NotoNaskhArabic-Regular"),
        ("ی", "NotoNaskhArabic-Regular"),
        ("ښ", "NotoNaskhArabic-Regular"),
        ("ሀ", "NotoSansEthiopic-Regular"),
        ("א", "NotoSansHebrew-Regular"),
        ("ա", "NotoSansArmenian-Regular"),
        ("ა", "NotoSansGeorgian-Regular"),
    ],
)
def test_each_script_has_its_font(char: str, font: str) -> None:
    (run,) = font_stack("regular").runs(char)
    assert run.face.path.stem == font
    assert not run.missing


def test_one_word_may_mix_fonts() -> None:
    assert [run.face.path.stem for run in font_stack("regular").runs("abሀሁcd")] == [
        "NotoSans-Regular",
        "NotoSansEthiopic-Regular",
        "NotoSans-Regular",
    ]


def test_what_no_font_has_is_missing_and_stays_apart() -> None:
    assert [(run.start, run.end, run.missing) for run in font_stack("regular").runs("a漢b")] == [
        (0, 1, False),
        (1, 2, True),
        (2, 3, False),
    ]


def test_latin_digits_in_arabic_come_from_the_same_font_as_elsewhere() -> None:
    text = "عام 2014"
    runs = font_stack("regular").runs(text)
    assert [run.face.path.stem for run in runs if "2" in text[run.start : run.end]] == ["NotoSans-Regular"]


@given(st.text(max_size=40))
def test_clusters_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in clusters(text)) == text


def test_a_letter_keeps_its_marks() -> None:
    assert list(clusters("e\u0301a\u200dب")) == [(0, 2), (2, 4), (4, 5)]
