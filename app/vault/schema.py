# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the compartments, as the code uses them; the migrations make them."""

from collections.abc import Mapping

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from app.hearing.records import HearingRecord
from app.library.records import LibraryRecord
from app.retention import RetentionRecord
from app.signals.records import SignalRecord
from app.training.records import PracticeRecord
from app.vault.compartments import ADMINISTRATION, DOSSIERS, LIBRARY, PRACTICE, SIGNALS
from app.vault.tables import Moment, RecordTable, audit_table, further_tables, record_tables, sequence_table


def _names(tables: Mapping[type, RecordTable]) -> frozenset[str]:
    return frozenset(one.table.name for one in tables.values())


dossiers = MetaData()
signals = MetaData()
library = MetaData()
practice = MetaData()
administration = MetaData()
METADATA = {
    DOSSIERS: dossiers,
    SIGNALS: signals,
    LIBRARY: library,
    PRACTICE: practice,
    ADMINISTRATION: administration,
}

HEARING_TABLES = record_tables(dossiers, HearingRecord)
SIGNAL_TABLES = record_tables(signals, SignalRecord)
LIBRARY_TABLES = record_tables(library, LibraryRecord)
PRACTICE_TABLES = record_tables(practice, PracticeRecord)
sequence_table(administration)
RETENTION_TABLES = {
    compartment: further_tables(METADATA[compartment], RetentionRecord)
    for compartment in (DOSSIERS, SIGNALS, PRACTICE)
}
AUDIT = {compartment: audit_table(metadata) for compartment, metadata in METADATA.items()}
_DECISIONS = _names(RETENTION_TABLES[DOSSIERS])
RECORD_TABLES = {
    DOSSIERS: _names(HEARING_TABLES) | _DECISIONS,
    SIGNALS: _names(SIGNAL_TABLES) | _DECISIONS,
    LIBRARY: _names(LIBRARY_TABLES),
    PRACTICE: _names(HEARING_TABLES) | _names(SIGNAL_TABLES) | _names(PRACTICE_TABLES) | _DECISIONS,
    ADMINISTRATION: frozenset(),
}
"""The tables of each compartment that hold records."""

draft = Table(
    "draft",
    dossiers,
    Column("hearing_id", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
questionnaire = Table(
    "questionnaire",
    dossiers,
    Column("hash", Text, primary_key=True),
    Column("questionnaire_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
)
attachment = Table(
    "attachment",
    dossiers,
    Column("attachment_id", Text, primary_key=True),
    Column("hearing_id", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)
listing = Table(
    "listing",
    dossiers,
    Column("place", Integer, ForeignKey("hearing_opened.seq"), primary_key=True, autoincrement=False),
    Column("hearing_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("v_number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_in_script", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("interpreter_number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("where_left", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index("ix_listing_in_order", "last_at", "place", "state"),
)
outbox = Table(
    "outbox",
    signals,
    Column("seq", Integer, primary_key=True),
    Column("entry_id", Text, nullable=False, unique=True),
    Column("report_id", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)
outbox_arrived = Table(
    "outbox_arrived",
    signals,
    Column("entry_id", Text, ForeignKey("outbox.entry_id"), primary_key=True),
    Column("at", Moment, nullable=False),
)
outbox_attempt = Table(
    "outbox_attempt",
    signals,
    Column("seq", Integer, primary_key=True),
    Column("entry_id", Text, ForeignKey("outbox.entry_id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("result", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

_OUT = (outbox, outbox_arrived, outbox_attempt)
for _table in (*dossiers.sorted_tables, *signals.sorted_tables):
    # Practice has tables of the same names for its hearings and notes, and none to send anything with.
    if _table.name not in practice.tables and _table not in _OUT:
        _table.to_metadata(practice)
