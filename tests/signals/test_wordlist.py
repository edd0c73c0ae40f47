# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assets import resource
from app.signals.read_catalogue import FileRefusedError
from app.signals.wordlist import PlainerWord, hints, read_wordlist

SMALL = """\
lists:
  - language: nl
    words:
      - {word: beweert, instead: zegt}
      - {word: zogenaamd, instead: (weglaten)}
      - {word: geeft toe, instead: zegt}
  - language: en
    words:
      - {word: claims, instead: says}
"""
WORDS = read_wordlist(SMALL, "woorden.yaml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Betrokkene beweert dat hij kok was.", ["beweert"]),
        ("BEWEERT!", ["beweert"]),
        ("Hij geeft\ntoe dat hij er was.", ["geeft toe"]),
        ("Hij claims zogenaamd dit, en beweert dat.", ["beweert", "zogenaamd", "claims"]),
        ("Hij beweerde niets.", []),
        ("", []),
    ],
)
def test_whole_words_are_found_in_the_order_of_the_list(text: str, found: list[str]) -> None:
    assert [word for word, _ in hints(text, WORDS)] == found


def test_a_hint_tells_what_to_write_instead() -> None:
    assert hints("hij beweert", WORDS) == (PlainerWord("beweert", "zegt"),)


@given(st.text(max_size=60), st.text(alphabet="ab.*+?([", min_size=1, max_size=6))
def test_no_word_is_taken_for_a_pattern(text: str, word: str) -> None:
    found = hints(text, [PlainerWord(word, "x")])
    assert not found or word.casefold() in text.casefold()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("word: zogenaamd", "word: Beweert", "woorden.yaml, regel 5: „Beweert” staat er twee keer"),
        (", instead: zegt}\n      - {word: zog", "}\n      - {word: zog", "regel 4: „instead” ontbreekt"),
        ("language: nl", "language: xx", "regel 2: „xx” is geen van: nl, en"),
        ("word: claims", "wrd: claims", "„wrd” is hier onbekend. Bedoelt u „word”?"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_wordlist(SMALL.replace(old, new, 1), "woorden.yaml")
    assert any(told in str(problem.says()) for problem in refused.value.problems)


def test_the_shipped_list_helps_with_words_in_both_languages() -> None:
    path = resource("catalogue", "wordlist.yaml")
    words = read_wordlist(path.read_text(encoding="utf-8"), path.name)
    assert hints("Hij beweert dit.", words) == (PlainerWord("beweert", "zegt"),)
    assert len(words) >= 40
