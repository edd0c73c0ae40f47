# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: opens the window, or does without it what a service can do.

Ends with 0 when all is well, 1 when the answer is "no", 2 for wrong use, 3 when the machine failed. A user
gets one sentence, never a traceback.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cli.common import MACHINE_FAILED, NO, WELL, WRONG_USE, Commands, Parser, add_act
from app.discretion import keep_to_oneself
from app.errors import EnvironmentFault, GehoorwijzerError, says
from app.i18n import LANGUAGES, Translator

__all__ = ["MACHINE_FAILED", "NO", "WELL", "WRONG_USE", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and give its exit code."""
    keep_to_oneself()
    words = sys.argv[1:] if arguments is None else arguments
    chosen = _parser(words).parse_args(words)
    say = Translator(chosen.language or _language_of_the_environment())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack the letters of a sentence
    try:
        ended = int(chosen.run(chosen, say))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the output has seen enough; what is still kept for it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO
    except EnvironmentFault as error:
        print(say(error.message), file=sys.stderr)
        return MACHINE_FAILED
    except GehoorwijzerError as error:
        print(say(error.message), file=sys.stderr)
        return NO
    except KeyboardInterrupt:
        return NO
    return ended


def _language_of_the_environment() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else LANGUAGES[0]


def _parser(words: Sequence[str]) -> Parser:
    say = Translator(_language_of_the_environment())
    parser = Parser(
        prog="gehoorwijzer", description=say(says("Begeleidt gehoren en legt waarnemingen zorgvuldig vast."))
    )
    parser.add_argument("--language", choices=LANGUAGES, help=say(says("taal van het programma")))
    parser.add_argument("--vault", type=Path, help=say(says("map van de kluis")))
    parser.add_argument(
        "--demo-vault",
        action="store_true",
        help=say(says("open de kluis met verzonnen gegevens; die wordt zo nodig gemaakt")),
    )
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title=say(says("opdrachten")))
    _add_demo(commands, say)
    for name, (helps, add) in _GROUPS.items():
        group = commands.add_parser(name, help=say(helps))
        if name in words:
            add(group, say)
    return parser


# Each group's commands are read when the group is named: opening the window needs none of them.


def _questionnaire(group: Parser, say: Translator) -> None:
    from app.cli.questionnaire import add_questionnaire

    add_questionnaire(group, say)


def _scenario(group: Parser, say: Translator) -> None:
    from app.cli.scenario import add_scenario

    add_scenario(group, say)


def _vault(group: Parser, say: Translator) -> None:
    from app.cli.vault import add_vault

    add_vault(group, say)


def _settings(group: Parser, say: Translator) -> None:
    from app.cli.settings import add_settings

    add_settings(group, say)


_GROUPS = {
    "questionnaire": (says("werk met vragenlijsten"), _questionnaire),
    "scenario": (says("werk met scenario's om mee te oefenen"), _scenario),
    "vault": (says("werk met de kluis"), _vault),
    "settings": (says("toon en wijzig de instellingen"), _settings),
}
"""The groups of commands: what each is for, and what adds its commands."""


def _add_demo(commands: Commands, say: Translator) -> None:
    demo = add_act(commands, "demo", _demo, say(says("speel een heel gehoor, zonder scherm")))
    demo.add_argument(
        "--out", type=Path, required=True, help=say(says("map voor verslagen en schermbeelden"))
    )


def _window(chosen: argparse.Namespace, say: Translator) -> int:
    if not _has_display():
        print(say(says("Er is geen scherm. Gebruik: gehoorwijzer demo --out MAP")), file=sys.stderr)
        return MACHINE_FAILED
    from app.bootstrap import open_window

    if not chosen.demo_vault:
        return open_window(vault=chosen.vault, furnish=None, language=chosen.language)
    from app.demo.office import furnish

    return open_window(vault=None, furnish=furnish, language=chosen.language)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _demo(chosen: argparse.Namespace, say: Translator) -> int:
    from app.demo.play import play

    for line in play(chosen.out):
        print(say(line), flush=True)
    return WELL
