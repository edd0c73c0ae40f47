# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the practice room for what scenarios name by a code."""

from collections.abc import Mapping
from types import MappingProxyType

from app.errors import Message, says
from app.training.scenario import Level, Weight

LEVELS: Mapping[Level, Message] = MappingProxyType(
    {Level.BASIC: says("begin"), Level.MIDDLE: says("midden"), Level.ADVANCED: says("gevorderd")}
)

WEIGHTS: Mapping[Weight | None, Message] = MappingProxyType(
    {
        Weight.REQUIRED: says("verwacht"),
        Weight.ACCEPTABLE: says("te verdedigen"),
        Weight.TRAP: says("zonder grond"),
        None: says("niet in de sleutel"),
    }
)

NOTHING_TO_REPORT = says("Niets melden")
