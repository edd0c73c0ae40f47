# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables made from records: one for each kind, a column for each field, in the order of one sequence."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, get_type_hints

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine


def written_moment(value: datetime) -> str:
    """Write a moment as ISO 8601 text in UTC with microseconds, so that text order is time order.

    Raises:
        ValueError: it has no time zone, so that nobody knows when it was.
    """
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def as_kept(value: Any) -> Any:
    """Write the value of a field as it is kept: a moment as text, all else as it is."""
    return written_moment(value) if isinstance(value, datetime) else value


class Moment(TypeDecorator[datetime]):
    """A moment, kept as text (`written_moment`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write a moment."""
        return None if value is None else written_moment(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Read a moment."""
        return None if value is None else datetime.fromisoformat(str(value))


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table with the kind of record that it holds."""

    table: Table
    record: type
    enums: Mapping[str, type[StrEnum]]
    insert: Insert

    def row(self, record: Any, seq: int) -> dict[str, Any]:
        """Write a record as a row, with its values as they are kept."""
        row = {field.name: as_kept(getattr(record, field.name)) for field in fields(record)}
        row["seq"] = seq
        return row

    def read(self, row: Mapping[str, Any]) -> Any:
        """Read a record from a row."""
        values = {field.name: row[field.name] for field in fields(self.record)}
        for name, enum in self.enums.items():
            values[name] = enum(values[name])
        return self.record(**values)


def record_tables(metadata: MetaData, records: types.UnionType) -> dict[type, RecordTable]:
    """Make the tables of the records in a union."""
    sequence_table(metadata)
    return further_tables(metadata, records)


def sequence_table(metadata: MetaData) -> Table:
    """Make the table with the order of all records, which every compartment has."""
    return Table(
        "sequence",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        sqlite_autoincrement=True,
    )


def further_tables(metadata: MetaData, records: types.UnionType) -> dict[type, RecordTable]:
    """Make the tables of more records, in the order of the sequence that is there already."""
    return {record: _record_table(metadata, record) for record in records.__args__}


def _record_table(metadata: MetaData, record: type) -> RecordTable:
    hints = get_type_hints(record)
    names = [field.name for field in fields(record)]
    table = Table(
        table_name(record),
        metadata,
        Column("seq", Integer, ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        *(
            Column(name, column_type(hints[name]), nullable=False, unique=at == 0)
            for at, name in enumerate(names)
        ),
    )
    for name in ("hearing_id", "report_id"):
        if name in names[1:]:
            Index(f"ix_{table.name}_{name}", table.c[name])
    enums = {name: hints[name] for name in names if issubclass(hints[name], StrEnum)}
    return RecordTable(table, record, enums, table.insert())


def table_name(record: type) -> str:
    """Give the name of a record's table: `AnswerRevised` stands in `answer_revised`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in record.__name__).lstrip(
        "_"
    )


def column_type(kind: type) -> TypeEngine[Any]:
    """Give the column type of a field."""
    if kind is datetime:
        return Moment()
    if kind is bool:
        return Boolean()
    return Integer() if kind is int else Text()


def audit_table(metadata: MetaData) -> Table:
    """Make the table of the audit trail; every compartment has its own."""
    return Table(
        "audit",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("who", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("object_kind", Text, nullable=False),
        Column("object_id", Text, nullable=False),
        Column("detail", Text, nullable=False),
        Column("mac", LargeBinary, nullable=False),
    )
