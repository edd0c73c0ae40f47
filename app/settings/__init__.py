# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A user's settings, and the policy of an office that sets and locks some of them."""

from app.settings.policy import NO_POLICY, Policy
from app.settings.schema import SCHEMA, Settings
from app.settings.store import LoadedSettings, Origin, SettingsFile, SettingsStore, usual_settings_file

__all__ = [
    "NO_POLICY",
    "SCHEMA",
    "LoadedSettings",
    "Origin",
    "Policy",
    "Settings",
    "SettingsFile",
    "SettingsStore",
    "usual_settings_file",
]
