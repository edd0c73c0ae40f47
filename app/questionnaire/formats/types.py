# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What types are called in workbooks, in the many ways that XLSForm has allowed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ALIASES: Mapping[str, str] = {
    "string": "text",
    "int": "integer",
    "photo": "image",
    "imei": "deviceid",
    "gps": "geopoint",
    "location": "geopoint",
    "percentage": "integer",
    "datetime": "dateTime",
    "date time": "dateTime",
    "trigger": "acknowledge",
    "start time": "start",
    "end time": "end",
    "device id": "deviceid",
    "subscriber id": "subscriberid",
    "phone number": "phonenumber",
    "sim id": "simserial",
    "select1": "select_one",
}
_KNOWN_AS = ("add {} prompt", "q {}", "get {}")
_SELECTS: Mapping[str, str] = {
    "select_one_from_file": "select_one_from_file",
    "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file",
    "select_one_external": "select_one_external",
    "select one external": "select_one_external",
    "add select one prompt using": "select_one",
    "add select multiple prompt using": "select_multiple",
    "select all that apply from": "select_multiple",
    "select all that apply": "select_multiple",
    "select multiple from": "select_multiple",
    "select multiple using": "select_multiple",
    "select one using": "select_one",
    "select one from": "select_one",
    "select_one": "select_one",
    "select one": "select_one",
    "select_multiple": "select_multiple",
    "select multiple": "select_multiple",
    "select1": "select_one",
    "rank": "rank",
}
_SELECT = re.compile(
    f"({'|'.join(map(re.escape, _SELECTS))})(?: (.*?))??( or specify other| or_other| or other)?"
)
_CONTROL = re.compile(r"(begin|end)[ _](lgroup|looped group|group|repeat|loop)(?: (?:over )?(\S+))?")
_REPEATS = ("repeat", "lgroup", "looped group")


@dataclass(frozen=True, slots=True)
class Control:
    """The beginning or the end of a group, a repeat or a loop."""

    begins: bool
    kind: str
    list_name: str


def control(text: str) -> Control | None:
    """Tell whether a type begins or ends something."""
    found = _CONTROL.fullmatch(text.lower() if text.lower().startswith(("begin", "end")) else text)
    if found is None:
        return None
    kind = "repeat" if found[2] in _REPEATS else found[2]
    return Control(found[1] == "begin", kind, found[3] or "")


def plain_type(text: str) -> str:
    """Give a type as `app.questionnaire.kinds` knows it; one that is not known stays as it is."""
    words = " ".join(text.split()).removeprefix("uri:")
    select = _SELECT.fullmatch(words)
    if select is not None:
        return " ".join(filter(None, (_SELECTS[select[1]], select[2], "or_other" if select[3] else "")))
    lower = words.lower()
    for known in (words, lower, *_inside(lower)):
        if known in _ALIASES:
            return _ALIASES[known]
    inner = next(_inside(lower), None)
    if inner is not None:
        return {"datetime": "dateTime", "picture": "image"}.get(inner, inner)
    return lower if lower in ("text", "integer", "decimal", "date", "time", "note", "calculate") else words


def _inside(words: str) -> Iterator[str]:
    for form in _KNOWN_AS:
        before, after = form.split("{}")
        if words.startswith(before) and words.endswith(after):
            yield words[len(before) : len(words) - len(after) or None].strip()
