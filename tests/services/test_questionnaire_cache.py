# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cache gives what the source says, whatever became of its files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assets import questionnaires
from app.questionnaire.model import Questionnaire
from app.questionnaire.model_codec import dump, load
from app.questionnaire.read_yaml import read_questionnaire
from app.services import questionnaire_cache
from app.services.questionnaire_cache import QuestionnaireCache
from app.services.shelf import Shelf
from tests.questionnaire.conftest import FAMILY, HEAD

SOURCE = HEAD + FAMILY
READ = read_questionnaire(SOURCE, "proef.yaml")


@pytest.fixture
def cache(tmp_path: Path) -> QuestionnaireCache:
    return QuestionnaireCache(tmp_path / "cache" / "questionnaires")


@pytest.fixture
def times_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count how many times a source is read."""
    names: list[str] = []

    def reading(source: str, name: str) -> Questionnaire:
        names.append(name)
        return read_questionnaire(source, name)

    monkeypatch.setattr(questionnaire_cache, "read_questionnaire", reading)
    return lambda: len(names)


def files(cache: QuestionnaireCache) -> list[Path]:
    return sorted(cache.folder.iterdir())


@pytest.mark.parametrize("file", sorted(questionnaires().glob("*/*.yaml")), ids=lambda file: file.parent.name)
def test_a_shipped_questionnaire_comes_back_the_same(file: Path) -> None:
    found = read_questionnaire(file.read_text(encoding="utf-8"), file.name)
    assert load(dump(found)) == found
    assert [one.line for one in load(dump(found)).children] == [one.line for one in found.children]


@settings(max_examples=200)
@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_what_is_no_questionnaire_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever it is
        load(text)


def test_a_source_is_read_once(cache: QuestionnaireCache, times_read: Callable[[], int]) -> None:
    assert cache.compiled(SOURCE, "proef.yaml").questionnaire == READ
    assert cache.compiled(SOURCE, "proef.yaml").questionnaire == READ
    assert times_read() == 1
    assert len(files(cache)) == 1
    cache.compiled(SOURCE + "\n", "proef.yaml")
    cache.compiled(SOURCE, "anders.yaml")  # messages would name the wrong file
    assert times_read() == 3


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "binary", "forged"])
def test_a_damaged_file_is_made_again_without_a_word(
    damage: str, cache: QuestionnaireCache, times_read: Callable[[], int]
) -> None:
    cache.compiled(SOURCE, "proef.yaml")
    (file,) = files(cache)
    whole = file.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "cut": whole[:middle],
        "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "empty": b"",
        "binary": bytes(range(256)),
        "forged": whole.replace(b"Naam", b"Maan"),
    }
    file.write_bytes(damaged[damage])
    assert cache.compiled(SOURCE, "proef.yaml").questionnaire == READ
    assert file.read_bytes() == whole
    assert times_read() == 2


def test_where_nothing_can_be_kept_everything_is_read(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    assert QuestionnaireCache(tmp_path / "cache").compiled(SOURCE, "proef.yaml").questionnaire == READ


def test_another_reader_reads_again(
    cache: QuestionnaireCache, times_read: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.compiled(SOURCE, "proef.yaml")
    monkeypatch.setattr(questionnaire_cache, "_made_by", lambda: "a later version")
    cache.compiled(SOURCE, "proef.yaml")
    assert times_read() == 2


def test_a_draft_is_never_kept(cache: QuestionnaireCache, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, cache=cache)
    shelf.compiled(SOURCE, "concept")
    assert not cache.folder.exists()
    shelf.compiled(SOURCE.replace("1.0.0", "1.0.1"), "proef 1.0.1", is_published=True)
    assert len(files(cache)) == 1
