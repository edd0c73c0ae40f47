# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every document carries: who may read it, and how its content goes to machines."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Classification:
    """How a document is classified, by whom and for how long; all in words.

    Attributes:
        text: what stands on every page.
        basis: the regulation it rests on.
    """

    text: str
    basis: str = ""
    set_by: str = ""
    date: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Which questionnaire was used: its name, version and fingerprint."""

    id: str
    version: str
    hash: str


def to_json(schema: str, content: Any) -> bytes:
    """Write frozen content for machines: UTF-8 JSON with a stable order and the schema's name first."""
    text = json.dumps({"schema": schema, **asdict(content)}, ensure_ascii=False, indent=1, default=_plain)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
