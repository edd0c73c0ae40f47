# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a hearing's report where the user wants it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.desktop.saving import put_whole
from app.errors import EnvironmentFault, UserError, says
from app.names import OFFICE_ZONE
from app.services.views import HearingView

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedReport:
    """Where the report for people and the one for machines stand."""

    pdf: Path
    json: Path


def proposed_name(view: HearingView) -> str:
    """Propose a name for a report: kind of document, V-number, day."""
    number = "".join(letter for letter in view.header.v_number if letter.isalnum() or letter in ".-")
    return f"Gehoorverslag-{number}-{view.session_started.astimezone(OFFICE_ZONE):%Y-%m-%d}.pdf"


def save_report(chosen: str, pdf: Callable[[], bytes], json: Callable[[], bytes]) -> SavedReport:
    """Print a report twice and save both beside each other, under one name.

    Args:
        chosen: the path of the PDF; a PDF that stands there is replaced, as the user was asked.
        pdf: prints the report for people.
        json: prints the report for machines.

    Raises:
        UserError: a file for machines of that name stands there that belongs to no such PDF.
        EnvironmentFault: the folder cannot be written.
    """
    path = Path(chosen)
    if path.suffix.casefold() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    beside = path.with_suffix(".json")
    if beside.exists() and not path.exists():
        raise UserError(
            says("Er staat al een bestand {name}. Kies een andere naam voor het verslag.", name=beside.name)
        )
    parts = ((path, pdf()), (beside, json()))
    try:
        for place, data in parts:
            put_whole(place, data)
    except OSError as fault:
        _log.warning("report not saved: %s", type(fault).__name__)
        raise EnvironmentFault(
            says(
                "Het verslag kan niet worden bewaard in {folder}. Kies een andere map.",
                folder=str(path.parent),
            )
        ) from fault
    return SavedReport(path, beside)
