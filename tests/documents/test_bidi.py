# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from app.documents.text.bidi import base_level, line_levels, resolve, visual_order

LETTERS = "abz אבג ابج 019 ۱۲٣ .,:;/-+()[]{}<>%€'\" \u0651\u064b\u2066\u2067\u2068\u2069\u200e\u200f"


def shown(text: str, base: int | None = None) -> str:
    base = base_level(text) if base is None else base
    levels = line_levels(text, resolve(text, base), base)
    return "".join(text[place] for place in visual_order(levels))


@given(st.text(st.sampled_from(LETTERS), max_size=24), st.sampled_from([0, 1]))
def test_agrees_with_another_implementation(text: str, base: int) -> None:
    assert shown(text, base) == get_display(text, base_dir="LR"[base])


@given(st.text(max_size=40), st.sampled_from([0, 1, None]))
def test_every_character_has_a_level_and_a_place(text: str, base: int | None) -> None:
    levels = resolve(text, base)
    assert len(levels) == len(text)
    assert sorted(visual_order(levels)) == list(range(len(text)))


@given(st.text(st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069aא1"), max_size=300))
def test_levels_stay_within_bounds_however_deep_the_nesting(text: str) -> None:
    assert all(0 <= level <= 126 for level in resolve(text, 0))


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("abc 123", "abc 123"),
        ("אבג 123", "123 גבא"),
        ("رقم ۱۲۳ است", "تسا ۱۲۳ مقر"),
        ("ملف رقم V-2026/0417 هنا", "انه V-2026/0417 مقر فلم"),
        ("ik heet אבג (Jan) en", "ik heet גבא (Jan) en"),
        ("אב (גד) ab", "ab )דג( בא"),
        ("a(אב)c", "a(בא)c"),
        ("אב 3-5-1996 ג", "ג 3-5-1996 בא"),
        ("ab \u2067אב cd\u2069 ef", "ab \u2067cd בא\u2069 ef"),
        ("\u202eabc\u202c", "\u202ecba\u202c"),
    ],
)
def test_known_cases(logical: str, visual: str) -> None:
    hidden = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u202c\u202e"))
    assert shown(logical).translate(hidden) == visual.translate(hidden)


@pytest.mark.parametrize(
    ("text", "level"),
    [("", 0), ("123", 0), ("a א", 0), ("(א a", 1), ("\u2067א\u2069 a", 0), ("۱۲ a", 0), ("۱۲ ا", 1)],
)
def test_a_paragraph_runs_as_its_first_letter_does(text: str, level: int) -> None:
    assert base_level(text) == level


def test_white_space_at_a_lines_end_stands_at_the_paragraphs_end() -> None:
    text = "אב  "
    assert line_levels(text, resolve(text, 0), 0) == [1, 1, 0, 0]


def test_canonically_equal_brackets_make_a_pair() -> None:
    assert resolve("א\u2329a\u3009", 1) == [1, 1, 2, 1]
