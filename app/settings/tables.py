# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings as tables: which values hold, one of them explained, and the document about all of them."""

from app.errors import Message, says
from app.i18n import Translator
from app.settings.policy import VARIABLE, policy_place
from app.settings.schema import DEFAULTS, SCHEMA, Value, range_of
from app.settings.store import LoadedSettings, Origin

_ORIGINS = {
    Origin.DEFAULT: says("standaard"),
    Origin.POLICY_DEFAULT: says("beleid, te wijzigen"),
    Origin.OWN: says("eigen keuze"),
    Origin.LOCKED: says("beleid, vast"),
}


def shown(value: Value) -> str:
    """Give a value as one types it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def origin_words(loaded: LoadedSettings, name: str) -> Message:
    """Say where a value comes from."""
    return _ORIGINS[loaded.origin(name)]


def locked_words(loaded: LoadedSettings, name: str) -> Message | None:
    """Say who keeps a user from changing a setting, or nothing where nobody does."""
    if loaded.origin(name) is Origin.LOCKED:
        return says("vastgezet door {who}", who=loaded.by)
    return says("bepaalt het kantoor, in het beleid") if SCHEMA[name].office else None


def as_lines(loaded: LoadedSettings, say: Translator) -> list[str]:
    """Give all values as lines in columns: name, value, where it comes from, and whether it is locked."""
    rows = [
        (
            name,
            shown(getattr(loaded.settings, name)),
            say(origin_words(loaded, name)),
            say(locked_words(loaded, name) or ""),
        )
        for name in SCHEMA
    ]
    widths = [max(len(one[at]) for one in rows) for at in range(4)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def explained(loaded: LoadedSettings, name: str, say: Translator) -> list[str]:
    """Explain one setting in sentences."""
    one = SCHEMA[name]
    told: list[Message] = [one.purpose, range_of(name)]
    if one.unit is not None:
        told.append(says("In {unit}.", unit=one.unit))
    told.append(says("Standaard: {value}", value=shown(DEFAULTS[name])))
    told.append(
        says(
            "Nu: {value} ({origin})",
            value=shown(getattr(loaded.settings, name)),
            origin=origin_words(loaded, name),
        )
    )
    locked = locked_words(loaded, name)
    if locked is not None:
        told.append(says("Niet te wijzigen: {locked}.", locked=locked))
    return [name, *(f"  {say(line)}" for line in told)]


def document() -> str:
    """Give the document about all settings, in English, as Markdown."""
    say = Translator("en")
    lines = [_HEAD]
    for name, one in SCHEMA.items():
        default = shown(DEFAULTS[name])
        unit = f" ({say(one.unit)})" if one.unit else ""
        who = "policy" if one.office else "program" if one.remembered else "user, policy"
        kind = type(DEFAULTS[name]).__name__ + unit
        held = f"`{default}`" if default else "empty"
        cells = (f"`{name}`", say(one.purpose), kind, say(range_of(name)), held, who)
        lines.append(f"| {' | '.join(cells)} |\n")
    lines.append(_FOOT.format(variable=VARIABLE, linux=policy_place("linux"), mac=policy_place("darwin")))
    return "".join(lines)


_HEAD = """\
<!--
SPDX-FileCopyrightText: Gehoorwijzer contributors
SPDX-License-Identifier: EUPL-1.2

Printed by the code: make settings. Do not edit by hand.
-->
# Settings

`gehoorwijzer settings` shows the values that hold, where each comes from, and whether it is locked.
`settings get NAME`, `settings set NAME VALUE`, `settings unset NAME` and `settings explain NAME` do what
they say; the window has a page for the same.

| Name | What it is for | Type | What it may be | Default | Set by |
|---|---|---|---|---|---|
"""

_FOOT = """
## What holds

What the policy locks comes first, then what a user chose, then what the policy proposes, then the default.
A user's choices stand in `settings.json` in the user's own folder for settings. A value that cannot be is
told with file and line, and the default holds in its place; a file that cannot be read is put aside.

## The policy of an office

An administrator puts a file on the computer:

| Platform | Place |
|---|---|
| Windows | `%ProgramData%\\gehoorwijzer\\policy.yaml` |
| Linux | `{linux}` |
| macOS | `{mac}` |

Where there is none, the environment variable `{variable}` may name one. It looks like this:

```yaml
by: Functioneel beheer      # who decides; shown beside each setting that is locked
locked:                     # no user changes these
  idle_minutes: 3
  capture: false
defaults:                   # these hold until a user chooses otherwise
  theme: dark
```

A wrong value in it is told with file and line when the program starts, and gives way to the default, locked
where it was to be locked. Where the whole file cannot be read, the settings that keep others out
(`idle_minutes`, `capture`) are locked at their defaults. A policy guides who uses the program as it is
installed; it stops nobody who can install another program.
"""
