# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks that differ in one place from one that is right, as tables of Markdown.

What authors get wrong: a type misspelt, a column called otherwise, twice or not at all, a name left out, an
end without a beginning, a reference to nothing, parameters that do not fit, settings that are odd.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random

Book = dict[str, list[list[str]]]

_CHOICES = [
    ["list_name", "name", "label", "area"],
    ["colour", "red", "Red", "north"],
    ["colour", "blue", "Blue", "south"],
    ["number", "1", "One", ""],
    ["number", "10", "Ten", ""],
]


def _several(text: str) -> tuple[str, ...]:
    """Take apart what may be filled in; nothing may be, too."""
    return (*(piece.strip() for piece in text.split("¦") if piece.strip()), "")


def _form(*rows: list[str], columns: tuple[str, ...] = (), **sheets: list[list[str]]) -> Book:
    header = ["type", "name", "label", *columns]
    survey = [header, *([*row, *[""] * (len(header) - len(row))] for row in rows)]
    return {"survey": survey, **deepcopy(sheets)}


RIGHT: tuple[Book, ...] = (
    _form(["text", "who", "Who?"], ["integer", "age", "How old?"], ["note", "thanks", "Thank you, ${who}."]),
    _form(
        ["integer", "age", "Age", "yes", "", ". < 120", ""],
        ["text", "school", "School", "", "${age} < 18", "", ""],
        ["calculate", "half", "", "", "", "", "${age} div 2"],
        columns=("required", "relevant", "constraint", "calculation"),
    ),
    _form(
        ["select_one colour", "one", "One", "area = 'north'", ""],
        ["select_multiple colour", "many", "Many", "", "randomize=true"],
        ["rank colour", "order", "Order", "", ""],
        ["range", "size", "Size", "", "start=1 end=10 step=1"],
        columns=("choice_filter", "parameters"),
        choices=_CHOICES,
    ),
    _form(
        ["begin_group", "home", "Home", ""],
        ["text", "street", "Street", ""],
        ["begin_repeat", "person", "Person", "2"],
        ["text", "name_of", "Name", ""],
        ["end_repeat", "", "", ""],
        ["end_group", "", "", ""],
        columns=("repeat_count",),
    ),
    _form(
        ["select_one colour or_other", "one", "One", "", ""],
        ["text", "why", "Why?", "${one}", ""],
        ["dateTime", "when", "When", "${one}, ${why}", "now()"],
        columns=("trigger", "calculation"),
        choices=_CHOICES,
        settings=[
            ["form_title", "form_id", "version", "default_language"],
            ["Proef", "proef", "1", "English"],
        ],
    ),
    _form(
        ["select_one_external town", "place", "Place", "county = ${county}", ""],
        ["text", "county", "County", "", "x"],
        ["image", "photo", "Photo", "", ""],
        columns=("choice_filter", "default"),
        external_choices=[
            ["list_name", "name", "label", "county"],
            ["town", "a", "A", "x"],
            ["town", "b", "B", "y"],
        ],
    ),
    _form(
        ["begin_group", "table", "Table", "table-list", "", ""],
        ["select_one colour", "first", "First", "", "hint", "Première"],
        ["select_one colour", "second", "Second", "", "", "Deuxième"],
        ["end_group", "", "", "", "", ""],
        columns=("appearance", "hint", "label::French (fr)"),
        choices=_CHOICES,
    ),
    _form(
        ["start", "begun", "", ""],
        ["today", "day", "", ""],
        ["hidden", "secret", "", ""],
        ["select_one_from_file towns.csv", "town", "Town", "value=code label=title"],
        ["audio", "sound", "Sound", "quality=low"],
        ["geopoint", "spot", "Spot", "capture-accuracy=5"],
        ["audit", "audit", "", ""],
        columns=("parameters",),
    ),
)
"""Workbooks that are right."""

TYPES = _several(
    """
    text ¦ txet ¦ Text ¦ string ¦ integer ¦ int ¦ decimal ¦ note ¦ date ¦ time ¦ dateTime ¦
    datetime ¦ geopoint ¦ geoshape ¦ image ¦ photo ¦ picture ¦ audio ¦ video ¦ file ¦ barcode ¦
    calculate ¦ hidden ¦ acknowledge ¦ trigger ¦ range ¦ rank colour ¦ rank ¦ select_one colour ¦
    select_one ¦ select_one color ¦ select one colour ¦ select1 colour ¦ select_one  colour ¦
    select_one colour or_other ¦ select_multiple colour ¦ select_multiple colour or other ¦
    select all that apply colour ¦ select one from colour ¦ add select one prompt using colour ¦
    add text prompt ¦ select_one colour number ¦ select_one_from_file colour.csv ¦
    select_one_from_file towns ¦ select_one_from_file towns.txt ¦
    select_multiple_from_file towns.xml ¦ select_one ${who} ¦ select_one_external colour ¦ begin ¦
    begin_group ¦ begin group ¦ begin_repeat ¦ begin repeat ¦ end_group ¦ end group ¦ end_repeat ¦
    begin_loop over colour ¦ loop ¦ start ¦ end ¦ today ¦ deviceid ¦ username ¦ email ¦ phonenumber ¦
    audit ¦ xml-external ¦ csv-external ¦ start-geopoint ¦ background-audio ¦ background-geopoint ¦
    osm
    """
)
NAMES = _several(
    """
    a b ¦ 1a ¦ a.b ¦ a-b ¦ _a ¦ a@b ¦ a$ ¦ a/b ¦ .a ¦ -a ¦ data ¦ meta ¦ who ¦ Who ¦ age ¦ one ¦
    street ¦ person ¦ début ¦ null ¦ instanceName ¦ name ¦ a,b ¦ a'
    """
)
REFERENCES = _several(
    """
    ${who} ¦ ${age} ¦ ${nobody} ¦ ${Who} ¦ ${ who } ¦ ${who  ¦ ${who ¦ ${} ¦ ${a b} ¦ ${who}${age} ¦
    ${last-saved#who} ¦ ${one} ¦ ${person} ¦ ${home} ¦ ${name_of}
    """
)
FORMULAS = _several(
    """
    ${age} > 1 ¦ ${age} > ¦ 1 + ¦ age ¦ foo(1) ¦ selected(${one}, 'red') ¦ selected(${one}) ¦
    true() ¦ yes ¦ TRUE ¦ maybe ¦ 1 ¦ now() ¦ today() + 1 ¦ . > 1 ¦ if(1, 2) ¦ ${nobody} = 1 ¦ (1 ¦
    'a ¦ count(${person}) ¦ indexed-repeat(${name_of}, ${person}, 1) ¦ position(..) ¦
    ${who} = ${who  ¦ area = 'north' ¦ name = 'red' ¦ area = ${who} ¦ /data/who ¦ ../who ¦
    current()/../who ¦ pulldata('towns', 'a', 'b', ${who})
    """
)
PARAMETERS = _several(
    """
    rows=3 ¦ rows=x ¦ rows ¦ randomize=true ¦ randomize=yes ¦ randomize=true seed=1 ¦ seed=1 ¦
    randomize=true seed=${age} ¦ randomize=true seed=${nobody} ¦ randomize=true, seed=2 ¦ value=a ¦
    value=1a ¦ label=a value=b ¦ start=1 end=10 step=2 ¦ start=10 end=1 ¦ start=1 end=1 ¦ step=0 ¦
    step=20 ¦ start=x ¦ tick_interval=2 ¦ tick_interval=0 ¦ placeholder=3 ¦ placeholder=30 ¦
    tick_labelset=number ¦ tick_labelset=nobody ¦ tick_labelset=colour ¦ quality=low ¦ quality=loud ¦
    max-pixels=100 ¦ max-pixels=x ¦ app=com.example.app ¦ app=x ¦ capture-accuracy=5 ¦
    capture-accuracy=x ¦ warning-accuracy=x ¦ allow-mock-accuracy=x ¦ incremental=true ¦
    track-changes=true ¦ track-changes=x ¦ location-priority=balanced ¦
    location-priority=balanced location-min-interval=1 location-max-age=2 ¦ identify-user=x ¦
    colour=red ¦ a=b=c ¦ rows = 3 ¦ rows=3 rows=4
    """
)
APPEARANCES = ("minimal", "table-list", "field-list", "vertical", "no-ticks", "picker", "w1 ${nobody}", "")
DEFAULTS = ("x", "1", "now()", "${who}", "${nobody}", "a-b", "1 + 1", "2020-01-01", "foo()", "")
HEADERS = _several(
    """
    type ¦ name ¦ label ¦ caption ¦ value ¦ tag ¦ command ¦ relevance ¦ relevant ¦ bind::relevant ¦
    bind:relevant ¦ required ¦ bind::required ¦ Required ¦ readonly ¦ read only ¦ calculate ¦
    calculation ¦ constraint message ¦ constraining_message ¦ bind::jr:constraintMsg ¦ requiredMsg ¦
    required message ¦ noAppErrorString ¦ no_app_error_string ¦ label::English (en) ¦ label:English ¦
    label::English ¦ hint::French (fr) ¦ image ¦ media::image ¦ media::image::French (fr) ¦
    big-image ¦ media::smell ¦ audio ¦ appearance ¦ control::appearance ¦ body::appearance ¦ count ¦
    jr:count ¦ repeat_count ¦ choice_filter ¦ trigger ¦ parameters ¦ default ¦ guidance_hint ¦
    disabled ¦ notes ¦ bind::odk:x ¦ relevant::English ¦ list_name ¦ list name ¦ List Name ¦
    area ¦ my area ¦ form_title ¦ title ¦ form_id ¦ id_string ¦ version ¦ instance_name ¦
    omit_instanceID ¦ public_key ¦ default_language ¦ allow_choice_duplicates
    """
)
SHEETS = ("survey", "Survey", "choices", "Choices", "chioces", "settings", "external_choices", "notes")

_POOLS: Mapping[str, tuple[str, ...]] = {
    "type": TYPES,
    "name": NAMES,
    "relevant": FORMULAS,
    "required": FORMULAS,
    "constraint": FORMULAS,
    "calculation": FORMULAS,
    "choice_filter": FORMULAS,
    "repeat_count": (*FORMULAS, "3"),
    "trigger": (*REFERENCES, "${one}, ${why}", "${one},", "one", "6"),
    "parameters": PARAMETERS,
    "appearance": APPEARANCES,
    "default": DEFAULTS,
    "list_name": ("", "colour", "Colour", "color", "a b"),
}


def neighbour(book: Book, draw: Random) -> Book:
    """Give a workbook that differs from another in one place."""
    made = deepcopy(book)
    sheet = draw.choice([*made, "survey", "survey"])
    rows = made[sheet]
    change: Callable[[], object] = draw.choice(
        [
            *[lambda: _cell(rows, draw)] * 8,
            *[lambda: _column(rows, draw)] * 3,
            lambda: rows.pop(draw.randrange(len(rows))),
            lambda: rows.insert(draw.randrange(1, len(rows) + 1), list(draw.choice(rows))),
            lambda: rows.append(rows.pop(draw.randrange(len(rows)))),
            lambda: made.update({draw.choice(SHEETS): made.pop(sheet)}),
            lambda: made.update(choices=[list(row) for row in _CHOICES]),
            lambda: made.update(
                settings=[[draw.choice(HEADERS)], [draw.choice((*NAMES, *REFERENCES, "yes"))]]
            ),
        ]
    )
    change()
    return made


def _cell(rows: list[list[str]], draw: Random) -> None:
    if len(rows) == 1:
        return
    row = draw.choice(rows[1:])
    at = draw.randrange(len(row))
    row[at] = draw.choice(_POOLS.get(rows[0][at] if at < len(rows[0]) else "", (*REFERENCES, "x")))


def _column(rows: list[list[str]], draw: Random) -> None:
    at = draw.randrange(len(rows[0]))
    match draw.randrange(4):
        case 0:
            for row in rows:
                del row[at : at + 1]
        case 1:
            rows[0][at] = draw.choice(HEADERS)
        case _:
            header = draw.choice(HEADERS)
            pool = _POOLS.get(header, ("x", "true()", "${who}", ""))
            filled = draw.randrange(1, len(rows)) if len(rows) > 1 else 0
            for place, row in enumerate(rows):
                row.append(header if place == 0 else draw.choice(pool) if place == filled else "")


def as_markdown(book: Book) -> str:
    """Write a workbook as tables."""
    return "\n".join(
        line
        for sheet, rows in book.items()
        for line in (f"| {sheet} |", *("| | " + " | ".join(row) + " |" for row in rows), "")
    )
