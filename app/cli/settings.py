# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer settings``: which values hold, what a setting is for, and choosing another value."""

import argparse

from app.cli.common import WELL, Commands, Parser, Run, add_act
from app.errors import says
from app.i18n import Translator
from app.settings import LoadedSettings, SettingsFile, usual_settings_file


def add_settings(group: Parser, say: Translator) -> None:
    """Add the commands; without one of them, the values are listed."""
    group.set_defaults(run=_list)
    acts = group.add_subparsers()
    add_act(acts, "list", _list, say(says("toon alle waarden, en waar ze vandaan komen")))
    _about(acts, "get", _get, say(says("toon één waarde")), say)
    chosen = _about(acts, "set", _set, say(says("kies een waarde")), say)
    chosen.add_argument("value", help=say(says("de waarde")))
    _about(acts, "unset", _unset, say(says("laat de standaardwaarde weer gelden")), say)
    _about(acts, "explain", _explain, say(says("leg een instelling uit")), say)


def _about(acts: Commands, name: str, run: Run, helps: str, say: Translator) -> Parser:
    act = add_act(acts, name, run, helps)
    act.add_argument("setting", help=say(says("naam van de instelling")))
    return act


def _loaded(say: Translator) -> tuple[SettingsFile, LoadedSettings]:
    import sys

    store = usual_settings_file()
    loaded = store.load()
    for problem in loaded.problems:
        print(say(problem), file=sys.stderr)
    return store, loaded


def _list(_chosen: argparse.Namespace, say: Translator) -> int:
    from app.settings.tables import as_lines

    for line in as_lines(_loaded(say)[1], say):
        print(line)
    return WELL


def _get(chosen: argparse.Namespace, say: Translator) -> int:
    from app.settings.schema import setting
    from app.settings.tables import shown

    setting(chosen.setting)
    print(shown(getattr(_loaded(say)[1].settings, chosen.setting)))
    return WELL


def _set(chosen: argparse.Namespace, say: Translator) -> int:
    from app.settings.schema import from_text

    _loaded(say)[0].change({chosen.setting: from_text(chosen.setting, chosen.value)})
    return WELL


def _unset(chosen: argparse.Namespace, say: Translator) -> int:
    _loaded(say)[0].unset(chosen.setting)
    return WELL


def _explain(chosen: argparse.Namespace, say: Translator) -> int:
    from app.settings.schema import setting
    from app.settings.tables import explained

    setting(chosen.setting)
    store, loaded = _loaded(say)
    for line in explained(loaded, chosen.setting, say):
        print(line)
    print(say(says("  Eigen keuzen staan in {file}.", file=str(store.path))))
    if store.policy.file is not None:
        print(say(says("  Het beleid staat in {file}.", file=str(store.policy.file))))
    return WELL
