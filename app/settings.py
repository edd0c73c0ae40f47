# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A user's settings: one table, kept as JSON in the folder that the system has for it."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from app.errors import EnvironmentFault, Message, says


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    Attributes:
        language: of the program (ISO 639-1); empty for that of the system.
        theme: a name in ``app.desktop.display.THEMES``.
        scale: the size of text, in per cent.
        vault_folder: where the vault is; empty for the usual place.
        backup_folder: where backups of the vault are put; empty for a folder beside it.
        both_languages: whether questions stand in both languages.
        last_person: who unlocked last, to be offered first.
        idle_minutes: how long nobody may touch the program before it locks (1 to 60).
        capture: whether the window may stand in screenshots and recordings.
    """

    language: str = ""
    theme: str = "light"
    scale: int = 100
    vault_folder: str = ""
    backup_folder: str = ""
    last_person: str = ""
    both_languages: bool = False
    idle_minutes: int = 5
    capture: bool = False


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, and a sentence where they could not be read as they were."""

    settings: Settings
    problem: Message | None = None


class SettingsStore(Protocol):
    """Where settings are kept."""

    def load(self) -> LoadedSettings:
        """Give the settings kept; what is damaged is told and set to its default."""
        ...

    def save(self, settings: Settings) -> None:
        """Keep settings for next time."""
        ...


class SettingsFile:
    """Settings in a JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> LoadedSettings:
        """Give the settings kept. A damaged file is put aside beside the new one, never thrown away."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return LoadedSettings(Settings())
        except OSError as error:
            return LoadedSettings(
                Settings(),
                says(
                    "De instellingen in {file} kunnen niet worden gelezen ({reason}). "
                    "De standaardinstellingen gelden nu.",
                    file=str(self._path),
                    reason=error.strerror,
                ),
            )
        except UnicodeDecodeError:
            return self._put_aside()
        try:
            return LoadedSettings(_read(json.loads(text)))
        except (ValueError, RecursionError):
            return self._put_aside()

    def save(self, settings: Settings) -> None:
        """Keep settings: the whole new file takes the old one's place at once.

        Raises:
            EnvironmentFault: the folder cannot be written.
        """
        fresh = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(asdict(settings), file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De instellingen kunnen niet worden bewaard in {file}: {reason}.",
                    file=str(self._path),
                    reason=error.strerror,
                )
            ) from error

    def _put_aside(self) -> LoadedSettings:
        aside = self._path.with_name(self._path.name + ".beschadigd")
        try:
            self._path.replace(aside)
        except OSError:
            aside = self._path
        return LoadedSettings(
            Settings(),
            says(
                "De instellingen waren beschadigd. De standaardinstellingen gelden nu; "
                "het oude bestand staat in {file}.",
                file=str(aside),
            ),
        )


def usual_settings_file() -> SettingsFile:
    """Give the settings in the folder that the system has for them."""
    import platformdirs

    folder = platformdirs.user_config_path("gehoorwijzer", appauthor=False)
    return SettingsFile(folder / "settings.json")


def _read(kept: Any) -> Settings:
    if not isinstance(kept, dict):
        raise ValueError("settings are no table")  # noqa: TRY004 - a damaged file, not a wrong call
    known = {one.name: type(one.default) for one in fields(Settings)}
    for name, kind in known.items():
        if name in kept and type(kept[name]) is not kind:
            raise ValueError(f"{name} is no {kind.__name__}")
    return Settings(**{name: kept[name] for name in known if name in kept})
