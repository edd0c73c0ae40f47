# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assets import resource
from app.signals.catalogue import Catalogue, CatalogueStatus, Indicator, check_catalogue
from app.signals.read_catalogue import FileRefusedError, read_catalogue
from app.signals.records import Basis

SMALL = """\
catalogue:
  id: ILL-VS
  version: 1.0.0
  status: illustrative
  notice: {nl: Voorbeeld, en: Example}
  note_standard: {nl: Letterlijk, en: Verbatim}
bases:
  - {id: statement, label: {nl: Eigen verklaring, en: Own statement}}
  - {id: document, label: {nl: Document, en: Document}}
routes:
  - {id: coordinator_tsz, label: {nl: Coördinator, en: Coordinator}}
never:
  - {id: religion, label: {nl: Geloof, en: Religion}, words: [bidt, prays, Vrijdag gebed]}
categories:
  - id: BET
    label: {nl: Betrokkenheid, en: Involvement}
    indicators:
      - id: BET-01
        basis: [statement]
        label: {nl: Noemt zichzelf lid, en: Calls themselves a member}
        explanation: {nl: Zegt deel te zijn geweest van een groep, en: Says they belonged to a group}
        note: {nl: Naam en periode, en: Name and period}
        is_not: {nl: Wie bidt is geen lid, en: Whoever prays is no member}
        follow_ups: [{nl: Hoe ging dat?, en: How did that go?}]
        routes: [coordinator_tsz]
      - id: BET-02
        basis: [document, statement]
        label: {nl: Toont een pasje, en: Shows a card}
        explanation: {nl: Laat zelf een pasje zien, en: Shows a card of their own accord}
        note: {nl: Wat erop staat, en: What it says}
        is_not: {nl: Een gewoon pasje, en: An ordinary card}
        follow_ups: [{nl: Hoe kwam u eraan?, en: How did you get it?}]
        routes: [coordinator_tsz]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(FileRefusedError) as refused:
        read_catalogue(text, "klein.yaml")
    return [str(problem.says()) for problem in refused.value.problems]


def test_a_catalogue_is_read_whole() -> None:
    catalogue = read_catalogue(SMALL, "klein.yaml")
    assert (catalogue.id, catalogue.version, catalogue.status) == (
        "ILL-VS",
        "1.0.0",
        CatalogueStatus.ILLUSTRATIVE,
    )
    second = catalogue.indicator("BET-02")
    assert second is not None
    assert second.basis == (Basis.DOCUMENT, Basis.STATEMENT)
    assert second.label.show("en") == "Shows a card"
    assert second.follow_ups[0].show("nl") == "Hoe kwam u eraan?"
    assert catalogue.indicator("BET-09") is None
    route = catalogue.route("coordinator_tsz")
    assert route is not None
    assert route.label.show("nl") == "Coördinator"
    assert catalogue.basis(Basis.STATEMENT).show("en") == "Own statement"
    assert not catalogue.basis(Basis.CONDUCT)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("", "nl", ["BET-01", "BET-02"]),
        ("PASJE", "nl", ["BET-02"]),
        ("pasje", "en", []),
        ("bet-01", "en", ["BET-01"]),
        ("betrokkenheid lid", "nl", ["BET-01"]),
        ("betrokkenheid bestaatniet", "nl", []),
    ],
)
def test_search_keeps_the_order_of_the_catalogue(text: str, language: str, found: list[str]) -> None:
    catalogue = read_catalogue(SMALL, "klein.yaml")
    assert [indicator.id for indicator in catalogue.search(text, language)] == found


def test_an_indicator_that_names_a_banned_ground_is_refused() -> None:
    told = problems(SMALL.replace("Toont een pasje", "Bidt op het werk"))
    assert len(told) == 1
    assert told[0] == (
        "klein.yaml, regel 26: BET-02 noemt „bidt”. Dat is achtergrond en geen gedrag (religion). "
        "Beschrijf wat iemand zegt, doet of laat zien."
    )


def test_a_banned_phrase_is_found_across_a_line_break_and_in_english_too() -> None:
    broken = SMALL.replace("{nl: Toont een pasje, en: Shows a card}", "{nl: Toont een pasje, en: He PRAYS}")
    assert "„prays”" in problems(broken)[0]
    phrase = SMALL.replace("nl: Laat zelf een pasje zien", 'nl: "Gaat naar het vrijdag\\n gebed"')
    assert "„Vrijdag gebed”" in problems(phrase)[0]


def test_what_an_indicator_is_not_may_name_a_ground_to_guard_against_it() -> None:
    assert check_catalogue(read_catalogue(SMALL, "klein.yaml")) == ()


def test_part_of_a_word_is_not_the_word() -> None:
    read_catalogue(SMALL.replace("Toont een pasje", "Verbidt iets"), "klein.yaml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  version: 1.0.0\n", "", "regel 2: „version” ontbreekt"),
        ("version: 1.0.0", "version: één", "regel 3: „één” heeft niet de juiste vorm: drie getallen"),
        ("status: illustrative", "status: leuk", "regel 4: „leuk” is geen van: illustrative, adopted"),
        ("notice: {nl: Voorbeeld, en: Example}", "notice: {nl: Voorbeeld}", "regel 5: „en” ontbreekt"),
        (
            "notice: {nl: Voorbeeld, en: Example}",
            "notice: {nl: Voorbeeld, en: }",
            "regel 5: hier is de tekst leeg",
        ),
        (
            "routes: [coordinator_tsz]\n      - id",
            "routes: [elders]\n      - id",
            "route „elders” staat niet onder",
        ),
        ("basis: [statement]", "basis: [conduct]", "grond „conduct” staat niet onder"),
        ("basis: [statement]", "basis: [karakter]", "„karakter” is geen van: statement, conduct"),
        ("basis: [statement]", "basis: [statement, statement]", "„statement” komt 2 keer voor"),
        ("id: BET-02", "id: BET-01", "„BET-01” komt 2 keer voor"),
        ("id: BET-02", "id: UIT-02", "UIT-02 staat in groep BET"),
        ("follow_ups: [{nl: Hoe ging dat?, en: How did that go?}]", "follow_ups: []", "deze lijst is leeg"),
        ("is_not: {nl: Een", "isnot: {nl: Een", "„isnot” is hier onbekend. Bedoelt u „is_not”?"),
        ("note_standard:", "note_standart: {}\n  note_standard:", "„note_standart” is hier onbekend"),
        ("version: 1.0.0", "version: 1.0.0\n  version: 1.0.1", "„version” staat er twee keer"),
        (
            "label: {nl: Betrokkenheid, en: Involvement}",
            "label: Betrokkenheid",
            "hier horen velden te staan: nl, en",
        ),
        (
            "label: {nl: Betrokkenheid, en: Involvement}",
            "label: &x {nl: a, en: b}",
            "ankers (&) en typen (!)",
        ),
        ("label: {nl: Betrokkenheid, en: Involvement}", "label: *x", "verwijzingen met *"),
        ("words: [bidt, prays, Vrijdag gebed]", "words: bidt", "hier hoort een lijst te staan"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in SMALL
    sentences = problems(SMALL.replace(old, new, 1))
    assert any(told in sentence for sentence in sentences), sentences
    assert all(sentence.startswith("klein.yaml, regel ") for sentence in sentences)


def test_all_problems_are_told_at_once_in_order_of_line() -> None:
    told = problems(SMALL.replace("en: Example", "en: ").replace("[coordinator_tsz]", "[elders]"))
    assert len(told) == 3
    assert [int(sentence.split("regel ")[1].split(":")[0]) for sentence in told] == [5, 25, 33]


def test_the_error_itself_names_the_first_problem_and_how_many_follow() -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_catalogue(SMALL.replace("[coordinator_tsz]", "[elders]"), "klein.yaml")
    assert str(refused.value).startswith("klein.yaml, regel 25: route „elders”")
    assert str(refused.value).endswith("(En nog 1.)")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "regel 1: hier hoort een lijst van namen"),
        ("- a\n- b\n", "regel 1: hier hoort een lijst van namen"),
        ("a: [", "geen geldige YAML"),
        ('a: "\\UFFFFFFFF"', "tekens die niet in YAML mogen"),
        ("a\x00b", "tekens die niet in YAML mogen"),
        ("[" * 50_000, "te diep genest"),
        ("a: b\n---\nc: d\n", "één document"),
        ("{[a]: b}", "een naam is tekst"),
        ("# " + "x" * 300_000, "langer dan 200000 tekens"),
    ],
)
def test_what_is_no_catalogue_at_all_is_refused_with_a_sentence(text: str, told: str) -> None:
    assert told in problems(text)[0]


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else_happens(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(start, min(len(SMALL), start + 40)))
    filling = data.draw(st.text(alphabet=":-[]{}&*!|>'\"#%@\\\n\t abU\x07é", max_size=8))
    text = SMALL[:start] + filling + SMALL[end:]
    try:
        catalogue = read_catalogue(text, "kapot.yaml")
    except FileRefusedError:
        return
    assert not check_catalogue(catalogue)


def _languages_complete(indicator: Indicator) -> bool:
    texts = (indicator.label, indicator.explanation, indicator.note, indicator.is_not, *indicator.follow_ups)
    return all(text.get(language) for text in texts for language in ("nl", "en"))


def shipped() -> Catalogue:
    path = resource("catalogue", "illustratief-1.0.0.yaml")
    return read_catalogue(path.read_text(encoding="utf-8"), path.name)


def test_the_shipped_catalogue_holds_and_says_that_it_is_illustrative() -> None:
    catalogue = shipped()
    assert catalogue.status is CatalogueStatus.ILLUSTRATIVE
    assert len(catalogue.categories) == 8
    assert len(list(catalogue.indicators())) == 35
    assert len(catalogue.never) == 10
    assert all(_languages_complete(indicator) for indicator in catalogue.indicators())
    assert {route.id for route in catalogue.routes} >= {"coordinator_tsz", "unit_1f"}


def test_nothing_in_a_catalogue_counts_or_weighs() -> None:
    assert {field.name for field in fields(Indicator)} == {
        "id", "basis", "label", "explanation", "note", "is_not", "follow_ups", "routes",
    }  # fmt: skip
