# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an office decides and the program only carries: labels, patterns and places."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.errors import Message, says


@dataclass(frozen=True, slots=True)
class OfficePolicy:
    """The choices of an office.

    Attributes:
        classification: the line that stands on each page and in the window; the label set is the office's
            (VIRBI 2013 names Departementaal Vertrouwelijk as the lowest level).
        classification_basis: the decree or decision that the classification rests on.
        v_number_pattern: what a V-number looks like; another form is warned about and never blocked.
        drop_folder: where sealed packages and reports for the reporting channel are put.
    """

    drop_folder: Path
    classification: str = "DEPARTEMENTAAL VERTROUWELIJK"
    classification_basis: str = ""
    v_number_pattern: str = r"\d{3}\.\d{3}\.\d{4}|\d{10}"

    def v_number_hint(self, text: str) -> Message | None:
        """Give a warning where `text` does not look like a V-number."""
        if re.fullmatch(self.v_number_pattern, text.strip()):
            return None
        return says("Een V-nummer heeft tien cijfers, bijvoorbeeld 280.123.4567. Controleer het nummer.")
