# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: opens the window, or does without it what a service can do.

Ends with 0 when all is well, 1 when the answer is "no", 2 for wrong use, 3 when the machine failed. A user
gets one sentence, never a traceback.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from app.errors import EnvironmentFault, GehoorwijzerError, UserError, says
from app.i18n import LANGUAGES, Message, Translator

if TYPE_CHECKING:
    from app.services.keep_people import KeepPeople, PersonView
    from app.strict_yaml import Problem

Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse has no public name for it

WELL, NO, WRONG_USE, MACHINE_FAILED = 0, 1, 2, 3


class _Parser(argparse.ArgumentParser):
    """Takes whole names alone: half a name could turn a passphrase into the name of a file, and print it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False} | options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and give its exit code."""
    chosen = _parser().parse_args(arguments)
    say = Translator(chosen.language or _language_of_the_environment())
    try:
        return int(chosen.run(chosen, say))
    except EnvironmentFault as error:
        print(say(error.message), file=sys.stderr)
        return MACHINE_FAILED
    except GehoorwijzerError as error:
        print(say(error.message), file=sys.stderr)
        return NO
    except KeyboardInterrupt:
        return NO


def _language_of_the_environment() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else LANGUAGES[0]


def _parser() -> _Parser:
    say = Translator(_language_of_the_environment())
    parser = _Parser(
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
    _demo_parser(commands, say)
    _questionnaire_parser(commands, say)
    _scenario_parser(commands, say)
    _vault_parser(commands, say)
    return parser


def _demo_parser(commands: Commands, say: Translator) -> None:
    demo = commands.add_parser("demo", help=say(says("speel een heel gehoor, zonder scherm")))
    demo.add_argument(
        "--out", type=Path, required=True, help=say(says("map voor verslagen en schermbeelden"))
    )
    demo.set_defaults(run=_demo)


def _questionnaire_parser(commands: Commands, say: Translator) -> None:
    questionnaire = commands.add_parser("questionnaire", help=say(says("werk met vragenlijsten")))
    acts = questionnaire.add_subparsers(required=True)
    check = acts.add_parser("check", help=say(says("zeg wat er niet klopt aan een vragenlijst")))
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)


def _scenario_parser(commands: Commands, say: Translator) -> None:
    scenario = commands.add_parser("scenario", help=say(says("werk met scenario's om mee te oefenen")))
    acts = scenario.add_subparsers(required=True)
    check = acts.add_parser("check", help=say(says("zeg wat er niet klopt aan een scenario")))
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check_scenario)


def _vault_parser(commands: Commands, say: Translator) -> None:
    vault = commands.add_parser("vault", help=say(says("werk met de kluis")))
    acts = vault.add_subparsers(required=True)
    acts_and_help: tuple[tuple[str, Callable[..., int], Message, bool], ...] = (
        ("init", _vault_init, says("maak een kluis"), True),
        ("status", _vault_status, says("zeg wat zonder wachtzin bekend is"), False),
        ("verify", _vault_verify, says("controleer of het logboek klopt"), True),
    )
    for name, run, helps, opens in acts_and_help:
        act = acts.add_parser(name, help=say(helps))
        act.add_argument("folder", type=Path)
        if opens:
            _ask_who(act, say)
        act.set_defaults(run=run)
    _users_parser(acts, say)
    _offices_parser(acts, say)


def _users_parser(vault_acts: Commands, say: Translator) -> None:
    users = vault_acts.add_parser("users", help=say(says("zeg wie met de kluis werkt, of verander dat")))
    acts = users.add_subparsers(required=True)
    acts_and_help: tuple[tuple[str, Callable[..., int], Message, bool], ...] = (
        ("add", _users_add, says("laat iemand met de kluis werken"), True),
        ("roles", _users_roles, says("geef iemand andere rollen"), True),
        ("remove", _users_remove, says("laat iemand niet meer met de kluis werken"), False),
    )
    listing = acts.add_parser("list", help=say(says("zeg wie met de kluis werkt")))
    listing.add_argument("folder", type=Path)
    listing.set_defaults(run=_vault_status)
    for name, run, helps, gives_roles in acts_and_help:
        act = acts.add_parser(name, help=say(helps))
        act.add_argument("folder", type=Path)
        _ask_who(act, say)
        act.add_argument("--user", required=True, help=say(says("over wie het gaat")))
        if gives_roles:
            act.add_argument("--role", action="append", default=[], help=say(says("rol; mag vaker")))
        if run is _users_add:
            act.add_argument(
                "--user-passphrase-file",
                type=Path,
                help=say(says("bestand met de wachtzin van die persoon; anders wordt ernaar gevraagd")),
            )
        act.set_defaults(run=run)


def _offices_parser(vault_acts: Commands, say: Translator) -> None:
    office = vault_acts.add_parser(
        "office", help=say(says("toon de code van dit kantoor, voor andere kantoren"))
    )
    office.add_argument("folder", type=Path)
    office.set_defaults(run=_vault_office)
    trust = vault_acts.add_parser("trust", help=say(says("laat vragenlijsten van een ander kantoor toe")))
    trust.add_argument("folder", type=Path)
    _ask_who(trust, say)
    trust.add_argument("--office", required=True, help=say(says("naam van dat kantoor")))
    trust.add_argument("--code", required=True, help=say(says("code van dat kantoor")))
    trust.set_defaults(run=_vault_trust)


def _ask_who(act: _Parser, say: Translator) -> None:
    act.add_argument("--name", required=True, help=say(says("naam van de medewerker")))
    act.add_argument(
        "--passphrase-file",
        type=Path,
        help=say(says("bestand met de wachtzin; anders wordt ernaar gevraagd")),
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


def _check(chosen: argparse.Namespace, say: Translator) -> int:
    from app.questionnaire.compile import check
    from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire

    try:
        problems = check(read_questionnaire(_read(chosen.file), str(chosen.file)))
    except QuestionnaireError as error:
        problems = error.problems
    return _tell(problems, chosen.file, say)


def _check_scenario(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import shipped_scenarios

    problems = shipped_scenarios().problems(_read(chosen.file), str(chosen.file))
    return _tell(problems, chosen.file, say)


def _tell(problems: "Sequence[Problem]", file: Path, say: Translator) -> int:
    for problem in problems:
        print(say(problem.says()))
    if not problems:
        print(say(says("{file}: geen problemen.", file=str(file))))
    return NO if problems else WELL


def _vault_init(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    access(real_parts(chosen.folder)).create(chosen.name, _passphrase(chosen, say))
    print(say(says("De kluis staat in {folder}.", folder=str(chosen.folder))))
    return WELL


def _vault_status(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    status = access(real_parts(chosen.folder)).status()
    if status.problem is not None:
        print(say(status.problem))
        return NO
    if not status.exists:
        print(say(says("In {folder} staat geen kluis.", folder=str(chosen.folder))))
        return NO
    for person in status.people:
        print(f"{person.name}: {', '.join(sorted(person.roles))}")
    return WELL


def _vault_verify(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    desk = access(real_parts(chosen.folder)).unlock(chosen.name, _passphrase(chosen, say))
    try:
        findings = desk.vault.verify()
    finally:
        desk.lock()
    for finding in findings:
        print(say(finding.message))
    return WELL if all(finding.ok for finding in findings) else NO


def _users_add(chosen: argparse.Namespace, say: Translator) -> int:
    question = says("Wachtzin van {name}: ", name=chosen.user)
    passphrase = _secret(chosen.user_passphrase_file, say(question))
    return _with_people(chosen, say, lambda people: people.add(chosen.user, passphrase, chosen.role))


def _users_roles(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.change_roles(chosen.user, chosen.role))


def _users_remove(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.remove(chosen.user))


def _with_people(
    chosen: argparse.Namespace, say: Translator, act: "Callable[[KeepPeople], tuple[PersonView, ...]]"
) -> int:
    """Do something about people as the one who is named, and say how things are then."""
    from app.bootstrap import access, real_parts

    desk = access(real_parts(chosen.folder)).unlock(chosen.name, _passphrase(chosen, say))
    try:
        people = act(desk.people)
    finally:
        desk.lock()
    for person in people:
        roles = ", ".join(sorted(person.roles))
        print(f"{person.name}: {roles}")
        if person.waiting:
            print(say(says("  wacht tot een collega met toegang de kluis opent")))
    return WELL


def _passphrase(chosen: argparse.Namespace, say: Translator) -> str:
    return _secret(chosen.passphrase_file, say(says("Wachtzin: ")))


def _secret(file: Path | None, question: str) -> str:
    """Read a passphrase from a file, or ask for it; it is never an argument, which others could see."""
    return _read(file).rstrip("\n") if file is not None else getpass.getpass(question)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            says("{file} is geen UTF-8-tekst. Sla het bestand op als UTF-8.", file=str(file))
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            says("{file} kan niet worden gelezen: {reason}.", file=str(file), reason=error.strerror)
        ) from error


def _vault_office(chosen: argparse.Namespace, say: Translator) -> int:  # noqa: ARG001 - a code has no words
    from app.bootstrap import access, real_parts

    print(access(real_parts(chosen.folder)).office_code())
    return WELL


def _vault_trust(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    passphrase = _passphrase(chosen, say)
    desk = access(real_parts(chosen.folder)).unlock(chosen.name, passphrase)
    try:
        desk.people.trust(chosen.office, chosen.code)
    finally:
        desk.lock()
    print(say(says("Vragenlijsten van {office} zijn nu toegelaten.", office=chosen.office)))
    return WELL
