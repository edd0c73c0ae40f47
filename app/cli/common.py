# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every group of commands uses: exit codes, the parser, and how files and passphrases are read."""

import argparse
import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from app.errors import EnvironmentFault, UserError, says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.strict_yaml import Problem

WELL, NO, WRONG_USE, MACHINE_FAILED = 0, 1, 2, 3


class Parser(argparse.ArgumentParser):
    """Takes whole names alone: half a name could turn a passphrase into the name of a file, and print it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False} | options)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - argparse has no public name for it
Run = Callable[[argparse.Namespace, Translator], int]


def add_act(acts: Commands, name: str, run: Run, helps: str) -> Parser:
    """Add a command that is carried out by `run`."""
    act = acts.add_parser(name, help=helps)
    act.set_defaults(run=run)
    return act


def ask_who(act: Parser, say: Translator) -> None:
    """Let a command say as whom the vault is opened."""
    act.add_argument("--name", required=True, help=say(says("naam van de medewerker")))
    act.add_argument(
        "--passphrase-file",
        type=Path,
        help=say(says("bestand met de wachtzin; anders wordt ernaar gevraagd")),
    )
    act.add_argument(
        "--key-file",
        type=Path,
        help=say(says("sleutelbestand, voor wie er een nodig heeft naast de wachtzin")),
    )


@contextmanager
def unlocked(
    chosen: argparse.Namespace, say: Translator, words: str | None = None, backups: Path | None = None
) -> Iterator["Desk"]:
    """Open the vault as the one who is named, and lock it again whatever happens.

    Args:
        chosen: the arguments of the command.
        say: translates.
        words: the passphrase, where it was read already.
        backups: where backups are put; the usual place when absent.
    """
    from app.bootstrap import access, real_parts

    desk = access(real_parts(chosen.folder, backups)).unlock(
        chosen.name, passphrase(chosen, say) if words is None else words, chosen.key_file
    )
    try:
        yield desk
    finally:
        desk.lock()


def tell(problems: "Sequence[Problem]", file: Path, say: Translator) -> int:
    """Print what is wrong with a file, or that nothing is; warnings alone make it no less well."""
    from app.strict_yaml import Severity

    for problem in problems:
        print(say(problem.says()))
    if not problems:
        print(say(says("{file}: geen problemen.", file=str(file))))
    return NO if any(problem.severity is Severity.ERROR for problem in problems) else WELL


def passphrase(chosen: argparse.Namespace, say: Translator) -> str:
    """Read the passphrase of the one who is named."""
    return secret(chosen.passphrase_file, say(says("Wachtzin: ")))


def secret(file: Path | None, question: str) -> str:
    """Read a passphrase from a file, or ask for it; it is never an argument, which others could see.

    Raises:
        UserError: nothing was typed, or it is no text.
        EnvironmentFault: the file cannot be read.
    """
    if file is not None:
        return read_text(file).rstrip("\n")
    try:
        return getpass.getpass(question)
    except (EOFError, UnicodeDecodeError) as error:
        raise UserError(
            says("Er is geen wachtzin gelezen. Typ de wachtzin en sluit af met Enter.")
        ) from error


def read_text(file: Path) -> str:
    """Read a file of text.

    Raises:
        UserError: it is not UTF-8.
        EnvironmentFault: it cannot be read.
    """
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError as error:
        raise UserError(
            says("{file} is geen UTF-8-tekst. Sla het bestand op als UTF-8.", file=str(file))
        ) from error


def read_bytes(file: Path) -> bytes:
    """Read a file.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            says("{file} kan niet worden gelezen: {reason}.", file=str(file), reason=error.strerror)
        ) from error


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file that only its owner can read; what stands there already is never written over.

    Raises:
        UserError: there is a file of that name.
        EnvironmentFault: it cannot be written.
    """
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
    except FileExistsError as error:
        raise UserError(says("{file} is er al. Kies een andere naam.", file=str(file))) from error
    except OSError as error:
        raise EnvironmentFault(
            says("{file} kan niet worden geschreven: {reason}.", file=str(file), reason=error.strerror)
        ) from error
