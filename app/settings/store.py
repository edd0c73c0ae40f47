# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a user's own choices are kept, and which values hold: the policy's, the user's, or the defaults."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.errors import EnvironmentFault, Message, UserError, says
from app.settings.policy import NO_POLICY, Policy
from app.settings.schema import DEFAULTS, SCHEMA, Settings, Value, checked, setting


class Origin(StrEnum):
    """Where a value comes from."""

    DEFAULT = "default"
    POLICY_DEFAULT = "policy_default"
    OWN = "own"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The values that hold.

    Attributes:
        settings: the values.
        problems: sentences about what could not be read as it was.
        origins: where each value comes from; those that are absent are defaults.
        by: who decides about what is locked.
    """

    settings: Settings
    problems: tuple[Message, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    by: str | Message = ""

    def origin(self, name: str) -> Origin:
        """Tell where a value comes from."""
        return self.origins.get(name, Origin.DEFAULT)

    def locked(self, name: str) -> bool:
        """Tell whether the policy keeps a user from changing it."""
        return self.origin(name) is Origin.LOCKED or SCHEMA[name].office


class SettingsStore(Protocol):
    """Where settings are kept."""

    def load(self) -> LoadedSettings:
        """Give the values that hold; what is damaged is told and set to its default."""
        ...

    def change(self, values: Mapping[str, Value]) -> LoadedSettings:
        """Keep what a user chose, and give the values that hold now."""
        ...


class SettingsFile:
    """A user's choices in a JSON file, under a policy."""

    def __init__(self, path: Path, policy: Policy = NO_POLICY) -> None:
        self.path = path
        self.policy = policy

    def load(self) -> LoadedSettings:
        """Give the values that hold. A damaged file is put aside beside the new one, never thrown away."""
        own, problems = self._own()
        return self._merged(own, (*self.policy.problems, *problems))

    def change(self, values: Mapping[str, Value]) -> LoadedSettings:
        """Keep what a user chose: the whole new file takes the old one's place at once.

        Raises:
            UserError: a setting cannot be that, does not exist, or is locked.
            EnvironmentFault: the folder cannot be written.
        """
        for name, value in values.items():
            checked(name, value)
            self._refuse_locked(name)
        own, problems = self._own()
        self._write(own | dict(values))
        return self._merged(own | dict(values), (*self.policy.problems, *problems))

    def unset(self, name: str) -> LoadedSettings:
        """Forget a choice, so that the default holds again.

        Raises:
            UserError: there is no such setting, or it is locked.
            EnvironmentFault: the folder cannot be written.
        """
        setting(name)
        self._refuse_locked(name)
        own, problems = self._own()
        own.pop(name, None)
        self._write(own)
        return self._merged(own, (*self.policy.problems, *problems))

    def _refuse_locked(self, name: str) -> None:
        if name in self.policy.locked:
            raise UserError(says("„{name}” is vastgezet door {who}.", name=name, who=self.policy.by))
        if SCHEMA[name].office:
            raise UserError(
                says("„{name}” wordt door het kantoor bepaald, in het beleid op deze computer.", name=name)
            )

    def _merged(self, own: Mapping[str, Value], problems: tuple[Message, ...]) -> LoadedSettings:
        values: dict[str, Value] = {}
        origins: dict[str, Origin] = {}
        for origin, chosen in (
            (Origin.DEFAULT, DEFAULTS),
            (Origin.POLICY_DEFAULT, self.policy.defaults),
            (Origin.OWN, {name: value for name, value in own.items() if not SCHEMA[name].office}),
            (Origin.LOCKED, self.policy.locked),
        ):
            values |= chosen
            origins |= dict.fromkeys(chosen, origin)
        return LoadedSettings(Settings(**values), problems, origins, self.policy.by)  # type: ignore[arg-type]

    def _own(self) -> tuple[dict[str, Value], tuple[Message, ...]]:
        """Read what the user chose; what cannot be is left out and told with its line."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}, ()
        except OSError as error:
            told = says(
                "De instellingen in {file} kunnen niet worden gelezen ({reason}). "
                "De standaardinstellingen gelden nu.",
                file=str(self.path),
                reason=error.strerror,
            )
            return {}, (told,)
        except UnicodeDecodeError:
            return {}, (self._put_aside(1),)
        try:
            kept = json.loads(text)
        except json.JSONDecodeError as error:
            return {}, (self._put_aside(error.lineno),)
        except (ValueError, RecursionError):
            return {}, (self._put_aside(1),)
        return self._fitting(kept, text) if isinstance(kept, dict) else ({}, (self._put_aside(1),))

    def _fitting(self, kept: Mapping[str, object], text: str) -> tuple[dict[str, Value], tuple[Message, ...]]:
        own: dict[str, Value] = {}
        problems: list[Message] = []
        for name, value in kept.items():
            if name not in SCHEMA or (value == "" and SCHEMA[name].choices):
                continue  # of a later version of the program, or left to the default by an earlier one
            try:
                own[name] = checked(name, value)
            except UserError as error:
                problems.append(
                    says(
                        "{file}, regel {line}: {problem} De standaardinstelling geldt nu.",
                        file=str(self.path),
                        line=_line_of(name, text),
                        problem=error.message,
                    )
                )
        return own, tuple(problems)

    def _write(self, own: Mapping[str, Value]) -> None:
        fresh = self.path.with_name(self.path.name + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(dict(own), file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De instellingen kunnen niet worden bewaard in {file}: {reason}.",
                    file=str(self.path),
                    reason=error.strerror,
                )
            ) from error

    def _put_aside(self, line: int) -> Message:
        aside = self.path.with_name(self.path.name + ".beschadigd")
        try:
            self.path.replace(aside)
        except OSError:
            aside = self.path
        return says(
            "{file}, regel {line}: de instellingen waren beschadigd. De standaardinstellingen gelden nu; "
            "het oude bestand staat in {aside}.",
            file=str(self.path),
            line=line,
            aside=str(aside),
        )


def usual_settings_file() -> SettingsFile:
    """Give the settings in the folder that the system has for them, under the policy of this computer."""
    import platformdirs

    from app.settings.policy import usual_policy

    folder = platformdirs.user_config_path("gehoorwijzer", appauthor=False)
    return SettingsFile(folder / "settings.json", usual_policy())


def _line_of(name: str, text: str) -> int:
    found = re.search(rf'"{re.escape(name)}"\s*:', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
