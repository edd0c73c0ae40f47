# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The types of XLSForm, and which kind of question each of them is here."""

from dataclasses import dataclass

from app.questionnaire.model import QuestionKind

METADATA = (
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
)
"""What a form may know of its own filling in."""

NOT_OFFERED = (
    "geopoint",
    "geotrace",
    "geoshape",
    "start-geopoint",
    "background-geopoint",
    "background-audio",
    "audit",
    "osm",
    "xml-external",
    "csv-external",
)
"""What is kept in a questionnaire and never asked: places on a map, what a telephone records."""

PLACES = ("geopoint", "geotrace", "geoshape", "osm")
"""Those of them that are asked elsewhere, and so have a label."""

_LISTS = {
    "select_one": QuestionKind.SELECT_ONE,
    "select_multiple": QuestionKind.SELECT_MULTIPLE,
    "rank": QuestionKind.RANK,
    "select_one_external": QuestionKind.SELECT_ONE,
}
_FILES = {
    "select_one_from_file": QuestionKind.SELECT_ONE,
    "select_multiple_from_file": QuestionKind.SELECT_MULTIPLE,
}
_OTHER_NAMES = {"dateTime": QuestionKind.DATETIME, "trigger": QuestionKind.ACKNOWLEDGE}
_OUR_KINDS = {
    kind.value: kind
    for kind in QuestionKind
    if not kind.selects and kind not in (QuestionKind.METADATA, QuestionKind.NOT_OFFERED)
}


@dataclass(frozen=True, slots=True)
class TypeWords:
    """A type, taken apart; `kind` is missing where there is no such type, `rest` is what does not belong."""

    name: str
    kind: QuestionKind | None
    list_name: str = ""
    source: str = ""
    external: bool = False
    or_other: bool = False
    type_name: str = ""
    rest: str = ""


def type_words(text: str) -> TypeWords:
    """Take apart a type such as ``select_one countries or_other``."""
    name, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    if name in _FILES:
        return TypeWords(name, _FILES[name], source=rest or "?")
    if name in _LISTS:
        list_name, _, last = rest.partition(" ")
        other = last.strip() == "or_other" and name in ("select_one", "select_multiple")
        return TypeWords(
            name,
            _LISTS[name],
            list_name=list_name,
            external=name == "select_one_external",
            or_other=other,
            rest="" if other else last.strip(),
        )
    if name in METADATA:
        return TypeWords(name, QuestionKind.METADATA, type_name=name, rest=rest)
    if name in NOT_OFFERED:
        return TypeWords(
            name,
            QuestionKind.NOT_OFFERED,
            type_name=text.strip(),
            rest="" if name == "osm" else rest,
        )
    return TypeWords(name, _OTHER_NAMES.get(name) or _OUR_KINDS.get(name), rest=rest)


def written_type(
    kind: QuestionKind, list_name: str, source: str, *, external: bool, or_other: bool, type_name: str
) -> str:
    """Write a type as XLSForm does; the other way round of `type_words`."""
    if type_name:
        return type_name
    if source:
        return f"{kind.value}_from_file {source}"
    if external:
        return f"select_one_external {list_name}"
    if kind is QuestionKind.DATETIME:
        return "dateTime"
    return " ".join(filter(None, (kind.value, list_name, "or_other" if or_other else "")))
