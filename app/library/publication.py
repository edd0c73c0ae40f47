# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What team leads sign: a version with the days on which it may be used, or that it is used no more."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

QUESTIONNAIRE = "questionnaire"

_DOMAIN = "gehoorwijzer/{kind}/1"
_SUBJECT = re.compile(r"[a-z][a-z0-9_]{0,99}")
_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}")
LONGEST_SOURCE = 2_000_000
LONGEST_TEXT = 10_000
"""The most characters of a questionnaire that is signed, and of any other text with it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of a questionnaire.

    Attributes:
        kind: what it is, such as ``questionnaire``.
        subject: its id, such as ``aanmeldgehoor``.
        source: all of it, as its authors left it.
        valid_from, valid_until: the first and the last day of new hearings with it; the last may be open.
        prepared_at: when it was handed in for review, ISO 8601.
    """

    kind: str
    subject: str
    version: str
    source: str
    valid_from: date
    valid_until: date | None
    prepared_at: str


@dataclass(frozen=True, slots=True)
class Retirement:
    """That a published version is used for no new hearing any more, and why."""

    kind: str
    subject: str
    version: str
    reason: str
    at: str


def signed_bytes(content: Publication | Retirement) -> bytes:
    """Give the bytes that are signed: the same for the same content, other ones for any other."""
    domain = _DOMAIN.format(kind=type(content).__name__.lower())
    plain = json.dumps(as_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{domain}\n{plain}".encode()


def as_plain(content: Publication | Retirement) -> dict[str, Any]:
    """Give the content for a JSON file; days as ISO 8601."""
    found = {field.name: getattr(content, field.name) for field in fields(content)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def publication_from_plain(data: Mapping[str, Any]) -> Publication:
    """Read a publication strictly.

    Raises:
        ValueError, TypeError, KeyError: something is missing, too much, of another type or out of bounds.
    """
    _must_hold(data, Publication)
    until = data["valid_until"]
    return Publication(
        *_head(data),
        source=_text(data["source"], LONGEST_SOURCE),
        valid_from=date.fromisoformat(data["valid_from"]),
        valid_until=None if until is None else date.fromisoformat(until),
        prepared_at=_text(data["prepared_at"]),
    )


def retirement_from_plain(data: Mapping[str, Any]) -> Retirement:
    """Read a retirement strictly.

    Raises:
        ValueError, TypeError, KeyError: as for `publication_from_plain`.
    """
    _must_hold(data, Retirement)
    return Retirement(*_head(data), reason=_text(data["reason"]), at=_text(data["at"]))


def _must_hold(data: Mapping[str, Any], kind: type) -> None:
    if set(data) != {field.name for field in fields(kind)}:
        raise ValueError("fields")


def _head(data: Mapping[str, Any]) -> tuple[str, str, str]:
    if data["kind"] != QUESTIONNAIRE:
        raise ValueError("kind")
    if not _SUBJECT.fullmatch(data["subject"]) or not _VERSION.fullmatch(data["version"]):
        raise ValueError("subject")
    return data["kind"], data["subject"], data["version"]


def _text(value: Any, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise TypeError("text")
    return value
