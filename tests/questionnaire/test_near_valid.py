# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks with one mistake, told at its row; each with the mistake mended, which compiles."""

from dataclasses import dataclass

import pytest

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.problems import Problem, QuestionnaireError

CHOICES = """\
| choices |
| | list_name | name | label | kleur |
| | ja_nee | ja | Ja | r |
| | ja_nee | nee | Nee | b |
"""


@dataclass(frozen=True)
class Pair:
    """A mistake: the cell as it is wrong and as it is right, where it is told and in which words."""

    name: str
    workbook: str
    wrong: str
    right: str
    told: str
    row: int
    sheet: str = "survey"

    def written(self, cell: str) -> str:
        return self.workbook.replace("@@", cell)


def survey(header: str, *rows: str) -> str:
    lines = "".join(f"| | {row} |\n" for row in (header, *rows))
    return f"| survey |\n{lines}{CHOICES}"


def one(column: str, kind: str = "text", before: str = "text | a | A | |") -> str:
    """Write a survey of two questions, of which the second has the cell in a column."""
    return survey(
        f"type | name | label | {column}", before.rstrip("|").rstrip() + " |", f"{kind} | b | B | @@"
    )


PAIRS = [
    Pair("unknown type", survey("type | name | label", "@@ | a | A"), "txt", "text", "bestaat niet", 2),
    Pair("type almost", survey("type | name | label", "@@ | a | A"), "intger", "integer", "integer", 2),
    Pair(
        "no list",
        survey("type | name | label", "@@ | a | A"),
        "select_one",
        "select_one ja_nee",
        "keuzelijst",
        2,
    ),
    Pair(
        "other list",
        survey("type | name | label", "select_one @@ | a | A"),
        "jan",
        "ja_nee",
        "bestaat niet",
        2,
    ),
    Pair(
        "rest", survey("type | name | label", "@@ | a | A"), "text ja_nee", "text", "hoort geen keuzelijst", 2
    ),
    Pair(
        "file ending",
        survey("type | name | label", "select_one_from_file @@ | a | A"),
        "x.txt",
        "x.csv",
        ".csv",
        2,
    ),
    Pair("no name", survey("type | name | label", "text | @@ | A"), "", "a", "„name” ontbreekt", 2),
    Pair("name of digits", survey("type | name | label", "text | @@ | A"), "1a", "a1", "kan hier niet", 2),
    Pair("name with space", survey("type | name | label", "text | @@ | A"), "a b", "a_b", "kan hier niet", 2),
    Pair(
        "reserved name", survey("type | name | label", "text | @@ | A"), "meta", "metas", "geen vrije naam", 2
    ),
    Pair("no label", survey("type | name | label", "text | a | @@"), "", "A", "„label” ontbreekt", 2),
    Pair(
        "twice",
        survey("type | name | label", "text | a | A", "text | @@ | B"),
        "a",
        "b",
        "staat ook op rij 2",
        3,
    ),
    Pair("no calculation", one("calculation", "calculate"), "", "1", "„calculation” ontbreekt", 3),
    Pair("unknown reference", one("relevant"), "${aa} = 1", "${a} = 1", "bestaat niet", 3),
    Pair("open reference", one("relevant"), "${a = 1", "${a} = 1", "de expressie klopt niet", 3),
    Pair("unknown function", one("relevant"), "selectd(${a}, 1)", "selected(${a}, 1)", "bestaat niet", 3),
    Pair("one argument", one("relevant"), "selected(${a})", "selected(${a}, 1)", "selected", 3),
    Pair("many arguments", one("relevant"), "not(${a}, 1)", "not(${a})", "not", 3),
    Pair("open bracket", one("relevant"), "(${a} = 1", "(${a} = 1)", "is niet af", 3),
    Pair("open text", one("relevant"), "${a} = 'x", "${a} = 'x'", "de expressie klopt niet", 3),
    Pair("two operators", one("relevant"), "${a} = = 1", "${a} = 1", "de expressie klopt niet", 3),
    Pair("programmers' equals", one("relevant"), "${a} == 1", "${a} = 1", "de expressie klopt niet", 3),
    Pair("programmers' and", one("relevant"), "${a} && ${a}", "${a} and ${a}", "de expressie klopt niet", 3),
    Pair(
        "group as answer",
        survey(
            "type | name | label | relevant",
            "begin_group | g | G | ",
            "text | a | A | ",
            "end_group | | | ",
            "text | b | B | @@",
        ),
        "${g} = 1",
        "${a} = 1",
        "is een groep",
        5,
    ),
    Pair("itself", one("relevant"), "${b} = 1", "${a} = 1", "wachten op elkaar", 3),
    Pair(
        "round",
        survey("type | name | label | relevant", "text | a | A | ${b} = 1", "text | b | B | @@"),
        "${a} = 1",
        "true()",
        "wachten op elkaar",
        2,
    ),
    Pair("look ahead", one("constraint"), "regex(., 'a(?=b)')", "regex(., 'ab')", "patroon", 3),
    Pair("bad pattern", one("constraint"), "regex(., '[a')", "regex(., '[a]')", "patroon", 3),
    Pair(
        "text for a number", one("calculation", "calculate"), "round('veel')", "round('2.5')", "rekent met", 3
    ),
    Pair(
        "text for a date",
        one("calculation", "calculate"),
        "format-date('maart', '%Y')",
        "format-date('2026-03-01', '%Y')",
        "gaat over een datum",
        3,
    ),
    Pair("bare word", one("constraint"), ". = ja", ". = 'ja'", "'ja'", 3),
    Pair("filter of nothing", one("choice_filter"), "kleur = 'r'", "", "choice_filter kan alleen", 3),
    Pair(
        "unknown column",
        one("choice_filter", "select_one ja_nee"),
        "kleurr = 'r'",
        "kleur = 'r'",
        "kleurr",
        3,
    ),
    Pair(
        "reference in label",
        survey("type | name | label", "text | a | A", "note | b | @@"),
        "Dag ${aa}",
        "Dag ${a}",
        "bestaat niet",
        3,
    ),
    Pair("trigger without reference", one("trigger"), "a", "${a}", "trigger", 3),
    Pair("unknown trigger", one("trigger"), "${aa}", "${a}", "geen vraag", 3),
    Pair(
        "triggers without comma",
        survey("type | name | label | trigger", "text | a | A | ", "text | c | C | ", "text | b | B | @@"),
        "${a} ${c}",
        "${a}, ${c}",
        "trigger",
        4,
    ),
    Pair("unseen trigger", one("trigger", before="hidden | a | A |"), "${a}", "", "aan niemand getoond", 3),
    Pair("parameter without value", one("parameters", "range"), "start=", "start=1", "parameters", 3),
    Pair("unknown parameter", one("parameters", "range"), "begin=1", "start=1", "parameter „begin”", 3),
    Pair("step of nothing", one("parameters", "range"), "step=0", "step=1", "kunnen niet 0 zijn", 3),
    Pair("seed alone", one("parameters", "select_one ja_nee"), "seed=1", "randomize=true seed=1", "seed", 3),
    Pair(
        "seed of words",
        one("parameters", "select_one ja_nee"),
        "randomize=true seed=x",
        "randomize=true seed=3",
        "seed",
        3,
    ),
    Pair("rows of words", one("parameters"), "rows=veel", "rows=3", "rows", 3),
    Pair("quality", one("parameters", "audio"), "quality=high", "quality=low", "quality", 3),
    Pair(
        "group left open",
        survey("type | name | label", "begin_group | g | G", "text | a | A", "@@ | |"),
        "end_repeat",
        "end_group",
        "begin_",
        2,
    ),
    Pair(
        "end without begin",
        survey("type | name | label", "text | a | A", "@@ | b | B"),
        "end_group",
        "text",
        "end_group",
        3,
    ),
    Pair(
        "repeat as one answer",
        survey(
            "type | name | label | calculation",
            "begin_repeat | r | R | ",
            "integer | a | A | ",
            "end_repeat | | | ",
            "calculate | b | | @@",
        ),
        "${a} + 1",
        "sum(${a}) + 1",
        "meer dan één antwoord",
        5,
    ),
    Pair(
        "choice twice",
        "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n"
        "| | list_name | name | label |\n| | l | x | X |\n| | l | @@ | Y |\n",
        "x",
        "y",
        "twee keer",
        3,
        "choices",
    ),
    Pair(
        "choice without name",
        "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n"
        "| | list_name | name | label |\n| | l | @@ | X |\n",
        "",
        "x",
        "ontbreekt",
        2,
        "choices",
    ),
    Pair(
        "choice with space",
        "| survey |\n| | type | name | label |\n| | select_multiple l | a | A |\n| choices |\n"
        "| | list_name | name | label |\n| | l | @@ | X |\n",
        "x y",
        "x_y",
        "spatie",
        2,
    ),
    Pair(
        "instance name",
        survey("type | name | label", "text | a | A") + "| settings |\n| | instance_name |\n| | @@ |\n",
        "${b}",
        "${a}",
        "bestaat niet",
        2,
        "settings",
    ),
]


def problems(text: str) -> tuple[Problem, ...]:
    try:
        compile_questionnaire(read_workbook(read_markdown(text), "proef.md"))
    except QuestionnaireError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_mistake_is_told_at_its_place_and_mended_it_compiles(pair: Pair) -> None:
    found = problems(pair.written(pair.wrong))
    assert any(
        (one.sheet, one.line) == (pair.sheet, pair.row) and pair.told in str(one.message) for one in found
    ), [(one.sheet, one.line, str(one.message)) for one in found]
    assert problems(pair.written(pair.right)) == ()
