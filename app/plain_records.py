# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records as plain values for a file that leaves the vault, and back again, strictly."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, get_type_hints

_KIND = "record"
_LONGEST = 1_000_000


def plain(record: Any) -> dict[str, Any]:
    """Write a record as values that JSON knows, with the name of its kind; moments as ISO 8601 in UTC."""
    found = {field.name: getattr(record, field.name) for field in fields(record)}
    moments = {name: value.astimezone(UTC).isoformat() for name, value in found.items() if _is_moment(value)}
    return {_KIND: type(record).__name__} | found | moments


def record_from_plain(data: Any, kinds: UnionType) -> Any:
    """Read a record that `plain` wrote.

    Args:
        data: the values.
        kinds: the records that may come.

    Raises:
        ValueError, TypeError, KeyError: it is none of them, or something is missing, too much or of another
            type.
    """
    if not isinstance(data, Mapping):
        raise TypeError("record")
    record = {kind.__name__: kind for kind in kinds.__args__}[data[_KIND]]
    hints = _hints(record)
    if set(data) != {_KIND, *hints}:
        raise ValueError("fields")
    return record(**{name: _value(data[name], hint) for name, hint in hints.items()})


@lru_cache(maxsize=64)
def _hints(record: type) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record)}


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime)


def _value(value: Any, hint: Any) -> Any:
    if hint is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("moment")
        return moment
    if issubclass(hint, StrEnum):
        return hint(value)
    if type(value) is not hint or (hint is str and len(value) > _LONGEST):
        raise TypeError("value")
    return value
