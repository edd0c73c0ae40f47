# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.text.fonts import font_stack
from app.documents.text.lines import Line, break_lines, set_text
from app.documents.text.shaping import Shaper

LETTERS = "aeb kŁя ሀሁ፡ ابج ۱۲ אב 12-/(), \u0301\u200c漢"


def broken(text: str, width: float) -> tuple[Line, ...]:
    shaper = Shaper("nl")
    return break_lines(set_text(text, font_stack("regular"), shaper), shaper, width)


def in_order(lines: tuple[Line, ...], text: str) -> str:
    pieces = sorted((piece.start, piece.end) for line in lines for piece in line.pieces)
    return "".join(text[start:end] for start, end in pieces)


@given(st.text(st.sampled_from(LETTERS), max_size=80), st.floats(1.5, 30))
def test_no_character_and_no_space_is_lost(text: str, width: float) -> None:
    assert in_order(broken(text, width), text) == text


@given(st.text(st.sampled_from(LETTERS), min_size=1, max_size=80), st.floats(4, 30))
def test_ink_stays_within_the_width(text: str, width: float) -> None:
    for line in broken(text, width):
        assert line.width - line.trailing <= width + 1e-9


@given(st.text(st.sampled_from(LETTERS), max_size=60), st.floats(3, 20))
def test_lines_follow_each_other_in_the_order_of_reading(text: str, width: float) -> None:
    end = 0
    for line in broken(text, width):
        if line.pieces:
            assert min(piece.start for piece in line.pieces) == end
            end = max(piece.end for piece in line.pieces)
    assert end == len(text)


def test_words_move_to_the_next_line_whole() -> None:
    text = "een twee drie"
    lines = broken(text, 5.0)
    assert ["".join(text[p.start : p.end] for p in line.pieces) for line in lines] == ["een twee ", "drie"]


def test_a_word_longer_than_a_line_is_cut_and_fills_it() -> None:
    text = "m" * 50
    lines = broken(text, 10.0)
    assert len(lines) == 5
    assert in_order(lines, text) == text


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_is_one_line(text: str) -> None:
    assert len(broken(text, 10.0)) == 1


def test_a_line_end_within_a_paragraph_counts_as_a_space() -> None:
    assert set_text("a\nb\tc", font_stack("regular"), Shaper("nl")).text == "a b c"


def test_what_no_font_has_is_told() -> None:
    assert set_text("a漢b字", font_stack("regular"), Shaper("nl")).missing == "漢字"


def test_words_from_right_to_left_stand_from_right_to_left() -> None:
    text = "اب جد"
    (line,) = broken(text, 50.0)
    assert [piece.start for piece in line.pieces] == [3, 2, 0]
