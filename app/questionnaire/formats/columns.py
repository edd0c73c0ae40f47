# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a workbook are called, in the many ways that XLSForm has allowed.

Headers are taken without regard to capitals, with spaces or underscores; a language follows after two colons
(``label::English (en)``), in old workbooks after one. Columns of ours begin with ``gehoor::``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Message, says
from app.questionnaire.build_parts import MEDIA

OURS = "gehoor"
"""What columns begin with that XLSForm does not have."""

TRANSLATED = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        *MEDIA,
        f"{OURS}::item_label",
        f"{OURS}::warning_message",
        f"{OURS}::notice",
        f"{OURS}::title",
    }
)
"""Columns that may stand there once for each language."""

_FREE = ("appearance", "parameters", "repeat_count", "disabled", "save_to")
"""Columns after whose name anything may stand: it is kept."""

_OUR_COLUMNS = (
    "type",
    "number",
    "item_label",
    "topic",
    "sensitive",
    "non_answers",
    "warning",
    "warning_message",
)
_OUR_SETTINGS = ("hearing_kind", "notice", "title", "valid_from", "id", "version", "languages")

IN_ORDER = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "default",
    "trigger",
    "parameters",
    "read_only",
    "appearance",
    "repeat_count",
    *MEDIA,
    *(f"{OURS}::{name}" for name in _OUR_COLUMNS),
)
"""The columns of the sheet *survey*, as they are written."""

SURVEY: Mapping[str, str] = {
    **{name: name for name in (*IN_ORDER, "save_to", "disabled")},
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::readonly": "read_only",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "body::jr:count": "repeat_count",
    "body::appearance": "appearance",
    "control::appearance": "appearance",
    **{f"media::{kind}": kind for kind in MEDIA},
}
"""Headers of the sheet *survey*, in small letters and with underscores, and the column that they mean."""

CHOICES: Mapping[str, str] = {
    **{name: name for name in ("list_name", "name", "label", *MEDIA)},
    "caption": "label",
    "value": "name",
    **{f"media::{kind}": kind for kind in MEDIA},
}
SETTINGS: Mapping[str, str] = {
    **{
        name: name
        for name in ("form_title", "form_id", "version", "default_language", "instance_name", "style", "name")
    },
    **{f"{OURS}::{name}": f"{OURS}::{name}" for name in _OUR_SETTINGS},
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known, with the language it is in; one that is not known keeps its own name."""

    name: str
    language: str = ""
    known: bool = True


def column(header: str, aliases: Mapping[str, str], *, double: bool) -> Column:
    """Say what a header means.

    Args:
        header: as it stands in the sheet.
        aliases: what headers of this sheet may be.
        double: some header of the sheet has two colons, so that one colon parts nothing.
    """
    plain = _plain(header)
    if plain not in aliases and not double:
        plain = _plain(header.replace(":", "::", 1))
    if plain in aliases:
        return Column(aliases[plain])
    marks = ("::",) if double else ("::", ":")
    for mark in marks:
        for at in _places(header, mark):
            name = aliases.get(_plain(header[:at].replace(":", "::") if mark == ":" else header[:at]))
            if name in TRANSLATED and (language := header[at + len(mark) :].strip()):
                return Column(name, language)
    return Column(header.strip(), known=False)


_KEPT: Mapping[str, str] = {
    "noapperrorstring": "bind::jr:noapperrorstring",
    "no_app_error_string": "bind::jr:noapperrorstring",
}


def meant(name: str) -> str:
    """Give one name for the columns that are kept as they are and go by several."""
    plain = _plain(name)
    if plain in _KEPT:
        return _KEPT[plain]
    return f"body::{plain.removeprefix('control::')}" if plain.startswith("control::") else name


def fault_of(header: str, one: Column, aliases: Mapping[str, str]) -> Message | None:
    """Say what is wrong with a header that is not known, and yet says more than that it is a note."""
    first, mark, _ = header.partition("::")
    plain = _plain(first)
    if one.known or not mark or aliases is SETTINGS:
        return None
    if plain == "media":
        return says(
            "„{header}” is geen soort media. Kies uit: {kinds}.",
            header=header.strip(),
            kinds=", ".join(MEDIA),
        )
    if plain in aliases and aliases[plain] not in (*TRANSLATED, *_FREE):
        return says(
            "„{header}” kan niet: {name} is in elke taal hetzelfde. Noem de kolom „{name}”.",
            header=header.strip(),
            name=first.strip(),
        )
    return None


def _places(header: str, mark: str) -> list[int]:
    """Give where a mark stands, the last place first: *media::image::French* is an image in French."""
    return [at for at in range(len(header) - 1, 0, -1) if header.startswith(mark, at)]


def _plain(header: str) -> str:
    pieces = [piece.strip() for piece in header.split("::")]
    return "::".join("_".join(piece.lower().split()) for piece in pieces)
