# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which choices a question offers: filtered, shuffled, from files, from answers given before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.questionnaire import read
from app.questionnaire.check import check_all
from app.questionnaire.choice_files import file_of, with_files, without_files
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_workbook import write_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.model import Questionnaire
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address
from tests.questionnaire.conftest import HEAD, TODAY, Fill
from tests.questionnaire.test_acting import ASKED, group


def offered(found: Evaluation, name: str, *instances: str) -> list[str]:
    return [one.name for one in found.choices(Address(name, instances))]


PEOPLE = f"""\
  - type: group
    name: family
    {ASKED}
    children:
      - type: repeat
        name: people
        {ASKED}
        children:
          - {{type: text, name: person, {ASKED}}}
          - {{type: integer, name: age, {ASKED}}}
          - {{type: "select_one ${{person}}", name: parent, {ASKED}}}
      - {{type: "select_one ${{person}}", name: speaker, {ASKED}, choice_filter: "${{age}} >= ${{least}}"}}
      - {{type: integer, name: least, {ASKED}, default: "18"}}
"""


def people(fill: Fill) -> Evaluation:
    found = fill(PEOPLE)
    for at, (name, age) in enumerate((("Almaz", 40), ("Dawit", 12), ("Almaz", 41), ("Sara", 19))):
        found.add_instance("people", str(at))
        found.set(Address("person", (str(at),)), name)
        found.set(Address("age", (str(at),)), age)
    return found


def test_answers_given_before_are_choices_each_once(fill: Fill) -> None:
    found = people(fill)
    assert offered(found, "speaker") == ["Almaz", "Sara"]
    assert offered(found, "parent", "1") == ["Almaz", "Dawit", "Sara"]


def test_choices_follow_the_answers_that_they_are_made_of(fill: Fill) -> None:
    found = people(fill)
    settled = found.set(Address("age", ("1",)), 20)
    assert Address("speaker") in settled.changed
    assert offered(found, "speaker") == ["Almaz", "Dawit", "Sara"]
    settled = found.set(Address("person", ("3",)), "Yonas")
    assert {Address("parent", (one,)) for one in "0123"} <= settled.changed
    settled = found.remove_instance("people", "0")
    assert Address("speaker") in settled.changed
    assert offered(found, "speaker") == ["Dawit", "Almaz", "Yonas"]


def test_a_choice_made_of_an_answer_reads_as_that_answer(fill: Fill) -> None:
    found = fill(PEOPLE + '      - {type: note, name: told, label: {nl: "${speaker} spreekt", en: x}}\n')
    found.add_instance("people", "0")
    found.set(Address("person", ("0",)), "Almaz")
    found.set(Address("age", ("0",)), 30)
    found.set(Address("speaker"), "Almaz")
    assert found.label(Address("told")).show("nl") == "Almaz spreekt"


@pytest.mark.parametrize("name", ["nobody", "family", "outside"])
def test_choices_come_only_of_a_question_in_a_repeat(name: str) -> None:
    survey = group(f"type: text, name: outside, {ASKED}", f'type: "select_one ${{{name}}}", name: q, {ASKED}')
    problems = check_all(
        read_questionnaire(HEAD + survey.replace("name: s\n", "name: family\n"), "proef.yaml")
    )
    assert any(name in str(one.message) for one in problems)


def shuffled(chance: float, parameters: str, name: str = "q") -> list[str]:
    survey = group(
        f"type: integer, name: n, {ASKED}",
        f'type: select_one place, name: {name}, {ASKED}, parameters: "{parameters}"',
    )
    compiled = compile_questionnaire(read_questionnaire(HEAD + survey, "proef.yaml"))
    outside = Outside(datetime(2026, 1, 1, tzinfo=UTC), lambda: chance, lambda: "")
    found = Evaluation(compiled, TODAY, outside)
    found.set(Address("n"), 42)
    return offered(found, name)


def test_a_shuffle_stands_in_one_hearing_and_differs_between_hearings() -> None:
    assert shuffled(0.25, "randomize=true") == shuffled(0.25, "randomize=true")
    assert len({tuple(shuffled(one / 40, "randomize=true")) for one in range(40)}) > 1
    assert sorted(shuffled(0.25, "randomize=true")) == ["ams", "ber", "rtm"]
    assert shuffled(0.25, "randomize=false") == ["ams", "rtm", "ber"]


def test_a_seed_decides_the_order_whatever_the_hearing() -> None:
    orders = {tuple(shuffled(one / 9, "randomize=true seed=42")) for one in range(9)}
    assert len(orders) == 1
    assert tuple(shuffled(0.5, "randomize=true seed=${n}")) in orders


# Files

FROM_FILE = group(
    f"type: text, name: land, {ASKED}",
    f'type: select_one_from_file steden.csv, name: city, {ASKED}, choice_filter: "country = ${{land}}"',
    f"type: select_multiple_from_file steden.csv, name: codes, {ASKED}, "
    'parameters: "value=code label=country"',
    "type: calculate, name: code, calculation: \"pulldata('steden', 'code', 'name', ${city})\"",
    f"type: select_one_from_file talen.xml, name: language_spoken, {ASKED}",
)
CITIES = b'\xef\xbb\xbfname,label,country,code\nasm,Asmara,ER,1\n"khr","Khartoum, N",SD,2\n\n'
LANGUAGES = b"<root><item><name>ti</name><label>Tigrinya</label></item><item><name>am</name></item></root>"


def from_files(**files: bytes) -> Evaluation:
    named = {name.replace("_", "."): content for name, content in files.items()}
    written = read_questionnaire(HEAD + FROM_FILE, "proef.yaml")
    return Evaluation(compile_questionnaire(with_files(written, named.get)), TODAY)


def test_choices_come_from_files_beside_the_questionnaire() -> None:
    found = from_files(steden_csv=CITIES, talen_xml=LANGUAGES)
    found.set(Address("land"), "SD")
    assert [one.label.show("nl") for one in found.choices(Address("city"))] == ["Khartoum, N"]
    found.set(Address("city"), "khr")
    assert found.status(Address("code")).value == "2"
    assert [(one.name, one.label.show("nl")) for one in found.choices(Address("codes"))] == [
        ("1", "ER"),
        ("2", "SD"),
    ]
    assert offered(found, "language_spoken") == ["ti", "am"]


def test_a_file_that_is_not_there_is_a_warning_and_gives_no_choices() -> None:
    written = read_questionnaire(HEAD + FROM_FILE, "proef.yaml")
    told = [str(one.message) for one in check_all(with_files(written, lambda _: None))]
    assert sum("is er niet" in one for one in told) == 2
    assert offered(from_files(), "language_spoken") == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"name,label,name\na,b,c\n", "kolom „name” staat er twee keer"),
        (b"\n\n", "geen namen van kolommen"),
        (b'name,label\n"a,b\n', "geen CSV"),
        (b"name,label\n\xff,x\n", "geen UTF-8"),
        (b"name\n" + b"x\n" * 20_001, "meer dan 20000 keuzes"),
        (b"x" * 5_000_001, "groter dan 5 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        from_files(steden_csv=content)
    (problem,) = refused.value.problems
    assert why in str(problem.message)
    assert problem.line == HEAD.count("\n") + 6


def test_a_file_of_xml_with_entities_is_refused() -> None:
    with pytest.raises(QuestionnaireError, match="keuzebestand"):
        from_files(talen_xml=b'<!DOCTYPE r [<!ENTITY a "b">]><root>&a;</root>')


def test_lists_of_files_go_along_in_yaml_and_beside_a_workbook() -> None:
    found = from_files(steden_csv=CITIES, talen_xml=LANGUAGES).compiled.questionnaire
    assert read_questionnaire(write_yaml(found), found.file) == found
    inside, beside = without_files(found)
    files = {name: file_of(name, choices) for name, choices in beside.items()}
    assert set(files) == {"steden.csv", "talen.xml"}
    assert with_files(read_workbook(write_workbook(inside), found.file), files.get) == found


def test_labels_in_more_languages_come_from_a_file_and_go_back_to_it() -> None:
    content = (
        "name,label,label::English (en),label::Frans,country,code\n"
        "asm,Asmara,Asmera,Asmara,ER,1\nkhr,Khartoem,,x,SD,2\n"
    )
    found = from_files(steden_csv=content.encode()).compiled.questionnaire
    labels = {one.name: tuple(one.label) for one in found.choices["steden.csv"]}
    assert labels == {"asm": (("nl", "Asmara"), ("en", "Asmera")), "khr": (("nl", "Khartoem"),)}
    columns = {"label::Frans": "Asmara", "country": "ER", "code": "1"}
    assert found.choices["steden.csv"][0].columns == columns
    written = file_of("steden.csv", found.choices["steden.csv"])
    assert from_files(steden_csv=written).compiled.questionnaire.choices == found.choices


def test_a_file_is_read_from_the_folder_of_the_questionnaire(tmp_path: Path) -> None:
    (tmp_path / "proef.yaml").write_text(HEAD + FROM_FILE, "utf-8")
    (tmp_path / "steden.csv").write_bytes(CITIES)
    assert [one.name for one in read(tmp_path / "proef.yaml").choices["steden.csv"]] == ["asm", "khr"]


TIGRINYA = "\u12a0\u1235\u1218\u122b"
PLACES = """{"type": "FeatureCollection", "features": [
 {"type": "Feature", "id": "a1", "geometry": {"type": "Point", "coordinates": [38.93, 15.33]},
  "properties": {"title": "Asmara", "name": "\u12a0\u1235\u1218\u122b", "country": "ER",
   "people": 963000, "old": null}},
 {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2, 5], [3, 4]]},
  "properties": {"id": "b2", "country": "SD", "capital": true}},
 {"type": "Feature", "properties": {"id": "c3", "title": "Vlak"},
  "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}"""
ON_A_MAP = group(
    f"type: text, name: land, {ASKED}",
    f'type: select_one_from_file p.geojson, name: place, {ASKED}, choice_filter: "country = ${{land}}"',
    f'type: select_one_from_file p.geojson, name: by_name, {ASKED}, parameters: "value=id label=name"',
    "type: calculate, name: where, calculation: \"instance('p')/root/item[name = ${place}]/geometry\"",
    "type: calculate, name: called, calculation: \"jr:choice-name(${by_name}, '${by_name}')\"",
)


def on_a_map(content: str) -> Questionnaire:
    return with_files(read_questionnaire(HEAD + ON_A_MAP, "proef.yaml"), lambda _: content.encode())


def test_choices_come_from_geojson_by_their_id_and_title() -> None:
    found = Evaluation(compile_questionnaire(on_a_map(PLACES)), TODAY)
    found.set(Address("land"), "ER")
    assert [(one.name, one.label.show("nl")) for one in found.choices(Address("place"))] == [("a1", "Asmara")]
    assert found.choices(Address("by_name"))[0].label.show("nl") == TIGRINYA
    found.set(Address("by_name"), "a1")
    assert found.status(Address("called")).value == TIGRINYA
    found.set(Address("place"), "a1")
    assert found.status(Address("where")).value == "15.33 38.93 0 0"
    choice = found.choices(Address("place"))[0]
    assert choice.columns["people"] == "963000"
    assert "old" not in choice.columns


def test_a_list_from_geojson_goes_along_in_yaml_and_beside_a_workbook() -> None:
    found = on_a_map(PLACES)
    assert read_questionnaire(write_yaml(found), found.file) == found
    inside, beside = without_files(found)
    files = {name: file_of(name, choices) for name, choices in beside.items()}
    again = with_files(read_workbook(write_workbook(inside), found.file), files.get)
    places = {one.name: one for one in again.choices["p.geojson"]}
    assert places["b2"].columns["geometry"] == "2.0 1.0 5.0 0; 4.0 3.0 0 0"
    assert places["a1"].columns["properties_name"] == TIGRINYA
    twice = {name: file_of(name, choices) for name, choices in without_files(again)[1].items()}
    assert twice == files


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "geen geldige JSON"),
        ("[" * 100_000, "geen geldige JSON"),
        ("[]", "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [3]}', "onderdeel 1 is geen Feature"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "onderdeel 1 heeft geen id"),
        (PLACES.replace("LineString", "MultiPoint"), "onderdeel 2 is geen punt"),
        (PLACES.replace("[38.93, 15.33]", '["x"]'), "onderdeel 1 heeft een plaats zonder"),
        (PLACES.replace("[38.93, 15.33]", "[1e999x]"), "geen geldige JSON"),
    ],
)
def test_geojson_that_is_no_list_of_choices_is_refused_with_a_reason(content: str, why: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        on_a_map(content)
    assert why in str(refused.value.problems[0].message)


TWINS = """external_choices:
  yes_no:
    - {name: asm, label: {nl: Asmara, en: Asmara}, country: ER}
"""


def test_a_list_may_stand_in_both_sheets_and_each_question_reads_its_own() -> None:
    survey = group(
        f"type: select_one_external yes_no, name: far, {ASKED}, choice_filter: \"country != ''\"",
        f"type: select_one yes_no, name: agrees, {ASKED}",
    )
    written = read_questionnaire(HEAD.replace("survey:\n", TWINS + "survey:\n") + survey, "proef.yaml")
    found = Evaluation(compile_questionnaire(written), TODAY)
    assert (offered(found, "far"), offered(found, "agrees")) == (["asm"], ["yes", "no"])
    assert read_questionnaire(write_yaml(written), "proef.yaml") == written
    assert read_workbook(write_workbook(written), "proef.yaml") == written


def test_choices_from_the_sheet_of_external_choices_and_other_than_those() -> None:
    survey = group(
        f"type: text, name: land, {ASKED}",
        f'type: select_one_external ver, name: far, {ASKED}, choice_filter: "country = ${{land}}"',
        f"type: select_one yes_no or_other, name: agrees, {ASKED}",
    )
    external = "external_choices:\n  ver:\n    - {name: asm, label: {nl: Asmara, en: Asmara}, country: ER}\n"
    written = read_questionnaire(HEAD.replace("survey:\n", external + "survey:\n") + survey, "proef.yaml")
    found = Evaluation(compile_questionnaire(written), TODAY)
    assert offered(found, "far") == []
    found.set(Address("land"), "ER")
    assert offered(found, "far") == ["asm"]
    assert offered(found, "agrees") == ["yes", "no", "other"]
    assert not found.status(Address("agrees_other")).relevant
    found.set(Address("agrees"), "other")
    assert found.status(Address("agrees_other")).relevant
