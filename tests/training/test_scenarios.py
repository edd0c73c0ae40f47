# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from app.assets import resource
from app.strict_yaml import FileRefusedError
from app.training.known import Known
from app.training.read_scenario import read_scenarios
from app.training.scenario import Level, Scenario, Weight


def told(text: str, known: Known) -> list[str]:
    with pytest.raises(FileRefusedError) as refused:
        read_scenarios(text, "proef.yaml", known)
    return [str(problem.says()) for problem in refused.value.problems]


def text_of(name: str) -> str:
    return Path(resource("scenarios", name)).read_text(encoding="utf-8")


def test_the_shipped_scenarios_are_read(shipped: dict[str, Scenario]) -> None:
    assert sorted(shipped) == ["SC-01", "SC-02", "SC-03A", "SC-03B"]
    assert {one.level for one in shipped.values()} == set(Level)


def test_each_says_that_it_is_invented_and_may_be_disputed(shipped: dict[str, Scenario]) -> None:
    for scenario in shipped.values():
        assert "verzonnen" in scenario.notice.show("nl")
        assert "may be disputed" in scenario.notice.show("en")
        assert scenario.person.v_number.startswith("000.")


def test_one_of_them_has_nothing_to_note(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["SC-02"]
    assert scenario.no_signal
    assert scenario.route == ""
    assert {one.weight for one in scenario.expectations} == {Weight.TRAP}


def test_a_pair_has_the_same_words_but_for_the_surface(shipped: dict[str, Scenario]) -> None:
    first, second = shipped["SC-03A"], shipped["SC-03B"]
    assert first.pair == second.pair == "SC-03"
    assert [one.question for one in first.exchanges] == [one.question for one in second.exchanges]
    same = [one.answer == other.answer for one, other in zip(first.exchanges, second.exchanges, strict=True)]
    assert same == [False, True, True, False]
    assert first.expectations == second.expectations
    assert first.route == second.route
    assert "Tomas Verel, 33, uit Varosië, christelijk" in first.persona.show("nl")
    assert "Yusuf Amrani, 33, from North Telmar, Muslim" in second.persona.show("en")


def test_no_place_is_left_open_in_any_text(shipped: dict[str, Scenario]) -> None:
    for scenario in shipped.values():
        for one in scenario.exchanges:
            for _, text in one.answer:
                assert "{" not in text


def test_the_persona_answers_what_is_written_and_falls_back_on_the_rest(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["SC-01"]
    assert "Huis Negen" in scenario.answer_to("N3.1").show("nl")
    assert scenario.answer_to("N3.1", asked_before=1) == scenario.fallback
    assert scenario.answer_to("N9.2") == scenario.fallback


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("v_number: 000.000.0101", "v_number: 280.000.0101", "een V-nummer voor oefening begint met 000"),
        ("question: N7.5", "question: N7.99", "vraag N7.99 staat niet in „nader_gehoor”"),
        ("indicator: MIS-02", "indicator: MIS-99", "MIS-99 staat niet in catalogus ILL-VS"),
        ("indicator: BET-03", "indicator: MIS-02", "„MIS-02” staat er twee keer"),
        ("route: unit_1f", "route: politie", "„politie” is geen van: care, coordinator_tsz"),
        ("at: [2, 3, 4]", "at: [2, 7]", "schrijf hier het nummer van een antwoord, van 1 tot 6."),
        ("weight: required", "weight: must", "„must” is geen van: required, acceptable, trap."),
        (
            "weight: required",
            "weight: acceptable",
            "met een signaal horen een route en een verwachte notitie",
        ),
        (
            "  level: middle",
            "  level: middle\n  no_signal: true",
            "zonder signaal (no_signal) is er geen route",
        ),
        ("aan de rivier", "in Syrië", "Syrië bestaat echt. Verzin een land"),
        ("by the river", "in the Soviet Union and Iraq", "Iraq bestaat echt. Verzin een land"),
        (
            "questionnaire: nader_gehoor",
            "questionnaire: nader",
            "„nader” is geen van: aanmeldgehoor, nader_gehoor.",
        ),
        ("fallback:", "fallbck:", "„fallbck” is hier onbekend. Bedoelt u „fallback”?"),
        (
            "Het was koud",
            "Het was {weather} koud",
            "„{weather}” kan alleen in een paar. Schrijf de woorden uit.",
        ),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, sentence: str, all_known: Known) -> None:
    text = text_of("sc-01.yaml")
    assert old in text
    assert any(sentence in line for line in told(text.replace(old, new, 1), all_known))


def test_what_is_wrong_is_told_with_its_line(all_known: Known) -> None:
    text = text_of("sc-01.yaml").replace("indicator: MIS-02", "indicator: MIS-99")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "MIS-99" in row)
    assert told(text, all_known) == [
        f"proef.yaml, regel {line}: MIS-99 staat niet in catalogus ILL-VS. Kies een ander nummer."
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('      gesture: {nl: "een kort gebed", en: "a short prayer"}\n', "", "„gesture” ontbreekt"),
        ("  - letter: B", "  - letter: A", "„A” staat er twee keer"),
        ("Zij vochten.", "Zij vochten om {prize}.", "„prize” ontbreekt"),
        (
            "variants:",
            "person: {}\nvariants:",
            "schrijf „person” voor één scenario, of „variants” voor een paar.",
        ),
    ],
)
def test_the_variants_of_a_pair_must_fill_the_same_places(
    old: str, new: str, sentence: str, all_known: Known
) -> None:
    text = text_of("sc-03.yaml")
    assert old in text
    assert any(sentence in line for line in told(text.replace(old, new, 1), all_known))
