# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office's policy: a file that an administrator puts on the computer, which sets and locks settings.

It says who decides, what is locked, and what holds until a user chooses something else::

    by: Functioneel beheer
    locked:
      idle_minutes: 3
      capture: false
    defaults:
      theme: dark
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Message, UserError, says
from app.settings.schema import DEFAULTS, SCHEMA, Value, from_text

if TYPE_CHECKING:
    from app.strict_yaml import Node, Reading

VARIABLE = "GEHOORWIJZER_POLICY"
"""The environment variable that names a policy file where the computer has none at its usual place."""

FILE = "policy.yaml"

_SOMEBODY = says("het beleid op deze computer")


@dataclass(frozen=True, slots=True)
class Policy:
    """What an office decides.

    Attributes:
        by: who decides, as the file says; a sentence where it says nothing.
        locked: values that no user can change.
        defaults: values that hold until a user chooses another.
        problems: what is wrong with the file, each with its line.
        file: where it stands; absent where there is none.
    """

    by: str | Message = ""
    locked: Mapping[str, Value] = field(default_factory=dict)
    defaults: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    file: Path | None = None


NO_POLICY = Policy()


def policy_place(platform: str = sys.platform) -> Path:
    """Give where the policy of a computer stands: a folder that its administrators alone can write."""
    if platform == "win32":
        import platformdirs

        return platformdirs.site_config_path("gehoorwijzer", appauthor=False) / FILE
    if platform == "darwin":
        return Path("/Library/Application Support/gehoorwijzer") / FILE
    return Path("/etc/gehoorwijzer") / FILE  # platformdirs would follow a variable that any user can set


def usual_policy() -> Policy:
    """Read the policy of this computer, or the one that the environment names where it has none."""
    place = policy_place()
    named = os.environ.get(VARIABLE)
    return read_policy(Path(named) if named and not place.exists() else place, wanted=bool(named))


def read_policy(file: Path, *, wanted: bool = False) -> Policy:
    """Read a policy file. What is wrong is told, and never stops the program.

    A value that a setting cannot have gives way to the setting's default, locked if it was to be locked. Of
    a file that cannot be read at all, the settings that keep others out are locked at their defaults.

    Args:
        file: where it stands.
        wanted: whether somebody named it, so that its absence is told.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _closed(file, says("er is geen bestand op die plaats.")) if wanted else NO_POLICY
    except OSError as error:
        return _closed(file, says("het kan niet worden gelezen ({reason}).", reason=error.strerror))
    except UnicodeDecodeError:
        return _closed(file, says("het is geen UTF-8-tekst."))
    from app.strict_yaml import FileRefusedError, Reading

    reading = Reading(str(file))
    try:
        head = reading.document(text)
    except FileRefusedError as refused:
        return _closed(file, refused.problems[0].message, refused.problems[0].line)
    reading.fields(head, (), ("by", "locked", "defaults"))
    by = reading.text(head.by_key["by"]) if "by" in head.by_key else ""
    locked = _values(reading, head.by_key.get("locked"), locks=True)
    defaults = _values(reading, head.by_key.get("defaults"), locks=False)
    return Policy(
        by or _SOMEBODY, locked, defaults, tuple(_told(one.says()) for one in reading.problems), file
    )


def _values(reading: "Reading", node: "Node | None", *, locks: bool) -> dict[str, Value]:
    from app.strict_yaml import Scalar

    values: dict[str, Value] = {}
    fields = reading.fields(node, (), tuple(SCHEMA))
    for name, one in fields.by_key.items() if fields is not None else ():
        if name not in SCHEMA:
            continue  # told by `fields`
        if SCHEMA[name].remembered:
            reading.object(one.line, says("„{name}” houdt het programma zelf bij. Verwijder het.", name=name))
            continue
        if isinstance(one, Scalar):
            try:
                values[name] = from_text(name, one.text)
                continue
            except UserError as error:
                reading.object(one.line, error.message)
        else:
            reading.object(one.line, says("„{name}” heeft één waarde, geen lijst.", name=name))
        if locks:
            values[name] = DEFAULTS[name]
    return values


def _closed(file: Path, why: Message, line: int = 1) -> Policy:
    """Give the policy for a file that cannot be read: nobody knows what it locks, so guard what guards."""
    told = says("{file}, regel {line}: {problem}", file=str(file), line=line, problem=why)
    guards = {name: DEFAULTS[name] for name, one in SCHEMA.items() if one.guards}
    return Policy(_SOMEBODY, guards, {}, (_told(told),), file)


def _told(problem: Message) -> Message:
    return says(
        "Het beleid op deze computer klopt niet; de standaardinstelling geldt daar. {problem}",
        problem=problem,
    )
