# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Oddities of workbooks that authors and other programs write: understood, or refused at their place."""

import pytest

from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.model import Question, walk
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.values import Address
from tests.questionnaire.conftest import TODAY


def table(sheet: str, *rows: str) -> str:
    return f"| {sheet} |\n" + "".join(f"| | {row} |\n" for row in rows)


def compiled(*sheets: str) -> CompiledQuestionnaire:
    return compile_questionnaire(read_workbook(read_markdown("".join(sheets)), "proef.md"))


def refusals(*sheets: str) -> list[str]:
    with pytest.raises(QuestionnaireError) as refused:
        compiled(*sheets)
    return [f"{problem.sheet} {problem.line}: {problem.message}" for problem in refused.value.problems]


def question(found: CompiledQuestionnaire, name: str) -> Question:
    item = found.placed[name].item
    assert isinstance(item, Question)
    return item


CHOICES = table("choices", "list_name | name | label", "c | a | A", "c | b | B")


class TestColumns:
    @pytest.mark.parametrize("header", ["bind:relevant", "bind::relevant", "Relevance", "relevant"])
    def test_relevant_goes_by_several_names(self, header: str) -> None:
        found = compiled(
            table("survey", f"type | name | label | {header}", "text | q | Q |", "text | r | R | ${q} = 'x'")
        )
        assert question(found, "r").relevant is not None

    @pytest.mark.parametrize(
        "header", ["bind:jr:constraintMsg", "constraint message", "constraining_message"]
    )
    def test_so_does_the_message_of_a_constraint(self, header: str) -> None:
        found = compiled(
            table("survey", f"type | name | label | constraint | {header}", "text | q | Q | . != 'x' | Nee")
        )
        assert question(found, "q").constraint_message.show("default") == "Nee"

    def test_a_relevant_for_one_language_is_not_lost(self) -> None:
        told = refusals(table("survey", "type | name | label | relevant::English", "text | q | Q | false()"))
        assert told[0].startswith("survey 1: „relevant::English” kan niet")

    def test_two_names_of_a_column_that_is_kept_are_one_column(self) -> None:
        headers = "type | name | label | noAppErrorString | no_app_error_string"
        told = refusals(table("survey", headers, "text | q | Q | a | b"))
        assert "staat er twee keer" in told[0]

    def test_a_kind_of_media_that_does_not_exist_is_refused(self) -> None:
        assert (
            "geen soort media" in refusals(table("survey", "type|name|label|media::smell", "text|q|Q|x"))[0]
        )

    def test_choices_may_have_a_column_called_as_one_of_questions(self) -> None:
        choices = table("choices", "list_name | name | label | hint", "c | a | A | warm")
        found = compiled(
            table("survey", "type|name|label|choice_filter", "select_one c|q|Q|hint = 'warm'"), choices
        )
        assert found.questionnaire.choices["c"][0].columns["hint"] == "warm"

    def test_a_filled_column_without_a_name_is_refused_in_a_table(self) -> None:
        told = refusals(table("survey", "type | name | label | ", "text | q | Q | x"))
        assert told == ["survey 1: kolom 4 is gevuld en heeft geen naam. Geef haar een naam."]

    def test_the_only_sheet_of_a_spreadsheet_is_the_survey(self) -> None:
        grid = read_markdown(table("Blad1", "type | name | label", "text | town | Town"))
        found = read_workbook(grid, "x.xlsx")
        assert [one.name for one in walk(found.children) if isinstance(one, Question)] == ["town"]
        assert "„Blad1”, wordt gelezen als survey" in str(found.remarks[0].message)
        with pytest.raises(QuestionnaireError, match="survey"):
            read_workbook((*grid, *read_markdown(table("settings", "form_title", "T"))), "x.xlsx")

    def test_and_only_remarked_upon_in_a_spreadsheet(self) -> None:
        grid = read_markdown(table("survey", "type | name | label | ", "text | q | Q | x"))
        found = read_workbook(grid, "proef.xlsx")
        assert "kolom 4 heeft geen naam" in str(found.remarks[0].message)


class TestReferences:
    @pytest.mark.parametrize("column", ["label", "hint", "relevant", "appearance", "note", "media::image"])
    @pytest.mark.parametrize("wrong", ["${ q }", "${q ", "${q r}", "${nobody}"])
    def test_a_wrong_reference_is_refused_in_any_column(self, column: str, wrong: str) -> None:
        header = "type | name | label" if column == "label" else f"type | name | label | {column}"
        row = f"text | r | {wrong}" if column == "label" else f"text | r | R | {wrong}"
        told = refusals(table("survey", header, "text | q | Q |", row))
        assert told[0].startswith("survey 3: ")

    def test_also_where_it_goes_nowhere(self) -> None:
        told = refusals(
            table("survey", "type|name|label", "begin_group|g|G", "text|q|Q", "end_group||${nobody}"),
            table("settings", "form_id | version", "x${q | 1"),
        )
        assert [line.split(":")[0] for line in told[:2]] == ["settings 2", "survey 4"] or {
            line.split(":")[0] for line in told
        } >= {"settings 2", "survey 4"}

    def test_also_in_the_label_of_a_group(self) -> None:
        told = refusals(table("survey", "type|name|label", "begin_group|g|${x}", "text|q|Q", "end_group||"))
        assert told == ["survey 2: „${x}” bestaat niet. Controleer de spelling."]

    def test_a_wrong_one_in_an_expression_is_told_with_its_place_and_form(self) -> None:
        (told,) = refusals(
            table("survey", "type|name|label|relevant", "text|q|Q|", "text|r|R|1 = 1 and ${ q } = 2")
        )
        assert told.endswith("bij teken 11: „${ q } = 2”. Schrijf een verwijzing zo: ${naam}.")

    @pytest.mark.parametrize(
        ("text", "advice"),
        [
            ("${q} == 1", "Schrijf = in plaats van ==."),
            ("${q} <> 1", "Schrijf != in plaats van <>."),
            ("${q} = 1 && ${q} = 2", "Schrijf and in plaats van &&."),
            ("${q} % 2 = 1", "Schrijf mod in plaats van %."),
            ("!${q}", "Schrijf not(…) in plaats van !."),
            ("not ${q}", "Schrijf not(…) in plaats van not."),
            ("${q} \u2265 2", "Schrijf >= in plaats van \u2265."),
            ("${q}\u00a0= 1", "Schrijf een gewone spatie in plaats van een harde spatie."),
        ],
    )
    def test_signs_of_other_languages_are_told_with_ours(self, text: str, advice: str) -> None:
        (told,) = refusals(table("survey", "type|name|label|relevant", "text|q|Q|", f"text|r|R|{text}"))
        assert told.endswith(advice)

    def test_names_may_have_letters_of_any_alphabet(self) -> None:
        found = compiled(
            table("survey", "type|name|label|calculation", "text|début|Début|", "calculate|имя||${début}")
        )
        evaluation = Evaluation(found, TODAY)
        evaluation.set(Address("début"), "x")
        assert evaluation.value(Address("имя")) == "x"

    def test_a_list_that_a_missing_file_should_give_is_filtered_by_questions_that_exist(self) -> None:
        rows = ("type|name|label|choice_filter", "select_one_from_file t.csv|q|Q|area = ${nobody}")
        assert "„${nobody}” bestaat niet" in refusals(table("survey", *rows))[0]
        compiled(table("survey", rows[0], "select_one_from_file t.csv|q|Q|area = 'x'"))


class TestTriggers:
    @pytest.mark.parametrize("text", ["${q}", "${q},", "${q}, ,${q}", "${q},${q}"])
    def test_names_stand_with_commas_between_them(self, text: str) -> None:
        rows = ("type|name|label|trigger|calculation", "text|q|Q||", f"text|r|R|{text}|now()")
        assert set(question(compiled(table("survey", *rows)), "r").trigger) == {"q"}

    @pytest.mark.parametrize("text", ["q", "${q} ${q}", "${q}${q}", "${ q }", "now()"])
    def test_anything_else_is_refused(self, text: str) -> None:
        rows = ("type|name|label|trigger|calculation", "text|q|Q||", f"text|r|R|{text}|now()")
        assert "komma's" in refusals(table("survey", *rows))[0]

    def test_a_question_without_words_is_seen_by_nobody(self) -> None:
        rows = ("type|name|label|trigger|calculation", "integer|q|||1 + 1", "text|r|R|${q}|now()")
        assert "aan niemand getoond" in refusals(table("survey", *rows))[0]


class TestWhole:
    def test_a_repeat_is_not_called_as_the_form(self) -> None:
        survey = table("survey", "type|name|label", "begin_repeat|{}|R", "text|q|Q", "end_repeat||")
        assert "hele formulier" in refusals(survey.replace("{}", "data"))[0]
        settings = table("settings", "name", "visit")
        assert "hele formulier" in refusals(survey.replace("{}", "visit"), settings)[0]
        compiled(survey.replace("{}", "data"), settings)

    def test_a_table_chooses_from_one_list_without_a_filter(self) -> None:
        head = ("type|name|label|appearance|choice_filter", "begin_group|g|G|table-list|")
        choices = table("choices", "list_name|name|label|area", "c|a|A|x", "d|a|A|x")
        one = table("survey", *head, "select_one c|q|Q||", "select_one d|r|R||", "end_group||||")
        assert refusals(one, choices)[0].startswith("survey 4: in een groep met table-list kiest")
        other = table("survey", *head, "select_one c|q|Q||area = 'x'", "end_group||||")
        assert refusals(other, choices)[0].startswith("survey 3: in een groep met table-list kan geen")

    @pytest.mark.parametrize("rows", [("select_one_from_file c.xml|r|R",), ("xml-external|c|",)])
    def test_two_lists_do_not_go_by_one_name(self, rows: tuple[str, ...]) -> None:
        survey = table("survey", "type|name|label", "select_one_from_file c.csv|q|Q", *rows)
        assert "dezelfde naam als een lijst uit c.csv" in refusals(survey)[0]
        only = table("survey", "type|name|label", "select_one c|q|Q", *rows)
        assert "dezelfde naam als een lijst uit choices" in refusals(only, CHOICES)[0]

    def test_a_large_image_goes_with_an_image(self) -> None:
        assert (
            "hoort ook image" in refusals(table("survey", "type|name|label|big-image", "text|q|Q|x.png"))[0]
        )
        compiled(table("survey", "type|name|label|image|big-image", "text|q|Q|y.png|x.png"))

    def test_what_is_encrypted_is_known_by_its_number(self) -> None:
        told = refusals(
            table("survey", "type|name|label", "text|q|Q"),
            table("settings", "omit_instanceID | public_key", "yes | abc"),
        )
        assert told == ["settings 2: omit_instanceID en public_key gaan niet samen. Kies er een."]

    @pytest.mark.parametrize("parameters", ["start=1 end=1", "step=20", "tick_interval=20"])
    def test_steps_are_no_longer_than_their_scale(self, parameters: str) -> None:
        told = refusals(table("survey", "type|name|label|parameters", f"range|q|Q|{parameters}"))
        assert "niet groter zijn dan de hele schaal" in told[0]

    def test_one_choice_may_stand_under_several_others_in_an_external_list(self) -> None:
        found = compiled(
            table("survey", "type|name|label|choice_filter", "select_one_external c|q|Q|area = 'x'"),
            table("external_choices", "list_name|name|label|area", "c|a|A|x", "c|a|A|y"),
        )
        assert len(found.questionnaire.choices["c"]) == 2

    @pytest.mark.parametrize("kind", ["start-geopoint here", "background-audio x", "text c"])
    def test_a_type_stands_alone_unless_it_chooses(self, kind: str) -> None:
        assert "hoort geen keuzelijst" in refusals(table("survey", "type|name|label", f"{kind}|q|Q"))[0]

    @pytest.mark.parametrize("kind", ["geopoint", "geotrace", "geoshape", "osm"])
    def test_places_that_are_asked_elsewhere_have_words(self, kind: str) -> None:
        assert "„label” ontbreekt" in refusals(table("survey", "type|name|label", f"{kind}|q|"))[0]


class TestRowsThatDoNothing:
    @pytest.mark.parametrize("kind", ["group", "repeat"])
    def test_what_a_group_does_not_use_is_said_and_kept(self, kind: str) -> None:
        header = "type|name|label|read_only|constraint"
        rows = (f"begin_{kind}|g|G|yes|. > 1", "text|q|Q||", f"end_{kind}||||")
        found = compiled(table("survey", header, *rows)).questionnaire
        (told,) = (str(one.message) for one in found.remarks)
        assert "bewaard en doet hier niets: read_only, constraint. Zet het bij de vragen erin" in told
        (holder,) = (item for item in walk(found.children) if item.name == "g")
        assert dict(holder.other) == {"read_only": "yes", "constraint": ". > 1"}

    def test_what_stands_at_an_end_is_said(self) -> None:
        rows = ("type|name|label|relevant", "begin_group|g|G|", "text|q|Q|", "end_group|g||1 = 2")
        (remark,) = compiled(table("survey", *rows)).questionnaire.remarks
        assert remark.line == 4
        assert "wat bij end_group staat, doet niets en wordt niet bewaard: relevant" in str(remark.message)

    def test_a_count_of_repeats_at_a_question_is_said_and_kept(self) -> None:
        found = compiled(table("survey", "type|name|label|repeat_count", "text|q|Q|3"))
        assert "repeat_count doet hier niets" in str(found.questionnaire.remarks[0].message)
        assert question(found, "q").other["repeat_count"] == "3"


class TestPaths:
    @pytest.mark.parametrize("path", ["/data/q", "../q", "current()/../q", "/data/g/../q"])
    def test_what_stands_loose_stands_right_below_the_form(self, path: str) -> None:
        found = compiled(
            table(
                "survey",
                "type|name|label|calculation",
                "begin_group|g|G|",
                "text|inner|I|",
                "end_group|||",
                "text|q|Q|",
                f"calculate|c||concat({path}, '!')",
            )
        )
        evaluation = Evaluation(found, TODAY)
        evaluation.set(Address("q"), "x")
        assert evaluation.value(Address("c")) == "x!"

    def test_a_group_reaches_what_stands_beside_it(self) -> None:
        found = compiled(
            table(
                "survey",
                "type|name|label|calculation",
                "text|q|Q|",
                "begin_group|g|G|",
                "calculate|c||concat(../../q, '!')",
                "end_group|||",
            )
        )
        evaluation = Evaluation(found, TODAY)
        evaluation.set(Address("q"), "x")
        assert evaluation.value(Address("c")) == "x!"
