# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.assets import resource
from app.i18n import LANGUAGES, Texts
from app.signals.catalogue import Catalogue, CatalogueStatus, check_catalogue
from app.signals.read_catalogue import read_catalogue
from app.signals.records import Basis
from app.signals.wordlist import PlainerWord, hints, read_wordlist

IDS = {
    "BET": ["BET-01", "BET-02", "BET-03", "BET-04", "BET-05"],
    "MIS": ["MIS-01", "MIS-02", "MIS-03", "MIS-04", "MIS-05"],
    "UIT": ["UIT-01", "UIT-02", "UIT-03", "UIT-04"],
    "ONT": ["ONT-01", "ONT-02", "ONT-03", "ONT-04", "ONT-05"],
    "DRE": ["DRE-01", "DRE-02", "DRE-03", "DRE-04"],
    "IDE": ["IDE-01", "IDE-02", "IDE-03", "IDE-04"],
    "DWA": ["DWA-01", "DWA-02", "DWA-03", "DWA-04"],
    "OVG": ["OVG-01", "OVG-02", "OVG-03", "OVG-04"],
}
GROUNDS = [
    "religion",
    "descent",
    "origin_route",
    "personal",
    "opinion",
    "kinship",
    "gaps",
    "demeanour",
    "bare_hit",
    "scars",
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    path = resource("catalogue", "illustratief-1.0.0.yaml")
    return read_catalogue(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module")
def words() -> tuple[PlainerWord, ...]:
    path = resource("catalogue", "wordlist.yaml")
    return read_wordlist(path.read_text(encoding="utf-8"), path.name)


def _all_texts(catalogue: Catalogue) -> Iterator[Texts]:
    yield catalogue.notice
    yield catalogue.note_standard
    yield from (basis.label for basis in catalogue.bases)
    yield from (route.label for route in catalogue.routes)
    yield from (ground.label for ground in catalogue.never)
    yield from (category.label for category in catalogue.categories)
    for indicator in catalogue.indicators():
        yield from (indicator.label, indicator.explanation, indicator.note, indicator.is_not)
        yield from indicator.follow_ups


def test_it_says_what_it_is(catalogue: Catalogue) -> None:
    assert (catalogue.id, catalogue.version) == ("ILL-VS", "1.0.0")
    assert catalogue.status is CatalogueStatus.ILLUSTRATIVE
    assert "nooit opgeteld" in catalogue.notice.show("nl")
    assert "never added up" in catalogue.notice.show("en")


def test_it_holds_the_categories_and_indicators_of_the_field_in_their_order(catalogue: Catalogue) -> None:
    found = {group.id: [indicator.id for indicator in group.indicators] for group in catalogue.categories}
    assert found == IDS
    assert list(found) == list(IDS)
    assert (len(catalogue.categories), sum(1 for _ in catalogue.indicators())) == (8, 35)


def test_every_text_stands_in_both_languages_and_is_translated(catalogue: Catalogue) -> None:
    texts = list(_all_texts(catalogue))
    assert len(texts) > 200
    for text in texts:
        assert [code for code, _ in text] == list(LANGUAGES)
        assert all(words.strip() for _, words in text), text
        assert text.show("nl") != text.show("en"), text


def test_every_basis_and_route_that_it_names_is_used(catalogue: Catalogue) -> None:
    assert {named.id for named in catalogue.bases} == set(Basis)
    used = {route for indicator in catalogue.indicators() for route in indicator.routes}
    assert {route.id for route in catalogue.routes} == used


def test_follow_ups_are_questions(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators():
        for question in indicator.follow_ups:
            assert all(text.endswith("?") for _, text in question), indicator.id


def test_no_indicator_names_a_banned_ground(catalogue: Catalogue) -> None:
    assert check_catalogue(catalogue) == ()


@pytest.mark.parametrize("number", range(len(GROUNDS)), ids=GROUNDS)
def test_each_banned_ground_has_words_that_refuse_its_own_name(catalogue: Catalogue, number: int) -> None:
    ground = catalogue.never[number]
    assert ground.id == GROUNDS[number]
    assert len(ground.words) == len({word.casefold() for word in ground.words})
    group = catalogue.categories[0]
    for _, words in ground.label:
        named = replace(group.indicators[0], label=Texts.of({"nl": words, "en": words}))
        spoilt = replace(catalogue, categories=(replace(group, indicators=(named,)),))
        assert ground.id in {objection.ground for objection in check_catalogue(spoilt)}


def test_there_are_ten_banned_grounds(catalogue: Catalogue) -> None:
    assert [ground.id for ground in catalogue.never] == GROUNDS


def test_the_word_list_helps_in_both_languages(words: tuple[PlainerWord, ...]) -> None:
    assert hints("Hij beweert dit.", words) == (PlainerWord("beweert", "zegt"),)
    assert hints("She admits this.", words) == (PlainerWord("admits", "says"),)
    assert len(words) >= 45


def test_what_the_word_list_offers_instead_does_not_judge(words: tuple[PlainerWord, ...]) -> None:
    for pair in words:
        assert hints(pair.instead, words) == (), pair


def test_the_catalogue_follows_the_word_list_where_it_says_what_to_write_down(
    catalogue: Catalogue, words: tuple[PlainerWord, ...]
) -> None:
    for indicator in catalogue.indicators():
        for text in (indicator.label, indicator.explanation, indicator.note):
            assert all(hints(part, words) == () for _, part in text), indicator.id
