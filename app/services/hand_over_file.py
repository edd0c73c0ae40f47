# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a hearing is handed over as: its records, its questionnaire and, if chosen, its notes."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.errors import IntegrityError, UserError, says
from app.hearing.records import HearingOpened, HearingRecord
from app.plain_records import plain, record_from_plain
from app.signals.records import NoSignalNoted, ObservationNoted, ObservationRevised

Note = ObservationNoted | ObservationRevised | NoSignalNoted
"""What travels of the notes: observations and that nothing was noticed. Reports stay where they were made."""

_MAGIC = "gehoorwijzer-hand-over"
_FORMAT = 2
_MOST_BYTES = 100_000_000
_FIELDS = {
    "magic",
    "format",
    "vault_id",
    "demo",
    "sent_by",
    "sent_at",
    "questionnaire",
    "hearing",
    "notes",
    "files",
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A hearing on its way from one vault to another.

    Attributes:
        vault_id, demo: the vault it comes from, and whether its data are invented.
        sent_by, sent_at: who hands it over, and when.
        questionnaire: the source that the hearing is bound to.
        hearing: the hearing's records in order.
        notes: records of what was noticed; empty unless the sender chose otherwise.
        files: the content of the files that are answers, by their identifiers.
    """

    vault_id: str
    demo: bool
    sent_by: str
    sent_at: datetime
    questionnaire: str
    hearing: tuple[HearingRecord, ...]
    notes: tuple[Note, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def opened(self) -> HearingOpened:
        """The record that began the hearing."""
        return next(record for record in self.hearing if isinstance(record, HearingOpened))


def written(handed: HandedOver) -> bytes:
    """Write a hearing for sealing."""
    content = {
        "magic": _MAGIC,
        "format": _FORMAT,
        "vault_id": handed.vault_id,
        "demo": handed.demo,
        "sent_by": handed.sent_by,
        "sent_at": handed.sent_at.isoformat(),
        "questionnaire": handed.questionnaire,
        "hearing": [plain(record) for record in handed.hearing],
        "notes": [plain(record) for record in handed.notes],
        "files": {name: base64.b64encode(content).decode() for name, content in handed.files.items()},
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode())


def read(data: bytes, name: str) -> HandedOver:
    """Read what `written` wrote, strictly.

    Args:
        data: the content of a sealed file.
        name: what a sentence calls the file.

    Raises:
        UserError: it was made by a newer version of the program.
        IntegrityError: it is no hearing that was handed over.
    """
    try:
        return _handed(_unpacked(data), name)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error) as error:
        raise IntegrityError(
            says("In {file} staat geen gehoor van dit programma. Er is niets overgenomen.", file=name)
        ) from error


def _unpacked(data: bytes) -> Any:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(data, _MOST_BYTES)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("size")
    return json.loads(content)


def _handed(found: Any, name: str) -> HandedOver:
    if found["magic"] != _MAGIC or type(found["format"]) is not int:
        raise ValueError("magic")
    if found["format"] > _FORMAT:
        raise UserError(
            says(
                "{file} is gemaakt met een nieuwere versie van Gehoorwijzer. Werk het programma bij.",
                file=name,
            )
        )
    fields = _FIELDS if found["format"] == _FORMAT else _FIELDS - {"files"}
    if set(found) != fields or type(found["demo"]) is not bool:
        raise ValueError("fields")
    texts = [found[what] for what in ("vault_id", "sent_by", "questionnaire")]
    sent_at = datetime.fromisoformat(found["sent_at"])
    if not all(isinstance(text, str) and text for text in texts) or sent_at.tzinfo is None:
        raise TypeError("texts")
    hearing = tuple(record_from_plain(one, HearingRecord) for one in found["hearing"])
    notes = tuple(record_from_plain(one, Note) for one in found["notes"])
    opened = [record for record in hearing if isinstance(record, HearingOpened)]
    if len(opened) != 1 or {one.hearing_id for one in (*hearing, *notes)} != {opened[0].hearing_id}:
        raise ValueError("hearing")
    vault_id, sent_by, questionnaire = texts
    files = {
        str(name): base64.b64decode(content, validate=True)
        for name, content in found.get("files", {}).items()
    }
    return HandedOver(vault_id, found["demo"], sent_by, sent_at, questionnaire, hearing, notes, files)
