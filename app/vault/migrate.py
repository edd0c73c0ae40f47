# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings a compartment's file to the schema of this version of the program."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from app.errors import UserError, says
from app.vault.compartments import CREATED, DOSSIERS, PRACTICE, SIGNALS

REVISIONS: dict[str, tuple[str, ...]] = dict.fromkeys(CREATED, ("0001", "0002")) | {
    DOSSIERS: ("0001", "0002", "0003", "0004", "0005", "0006"),
    SIGNALS: ("0001", "0002", "0003"),
    PRACTICE: ("0001", "0002", "0003", "0004", "0005", "0006"),
}
"""The schema revisions of each compartment that this version of the program knows, the newest last."""


def revision_of(connection: Connection) -> str | None:
    """Give the revision that a file is at, or nothing for a new file."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def bring_up_to_date(connection: Connection, compartment: str, to: str = "head") -> None:
    """Run the migrations that a file still lacks, in the connection's transaction.

    Args:
        connection: to the file.
        compartment: its name.
        to: the revision to go to; the newest, but for making a file of an older version.

    Raises:
        UserError: the file is of a newer version of the program; it is left as it is.
    """
    known = REVISIONS[compartment]
    current = revision_of(connection)
    refuse_newer(compartment, current)
    if current != known[-1]:
        _run(connection, compartment, to)


def is_outdated(compartment: str, revision: str) -> bool:
    """Tell whether a file lacks migrations that this version of the program knows."""
    return revision != REVISIONS[compartment][-1]


def refuse_newer(compartment: str, revision: str | None) -> None:
    """Refuse a file at a revision that this version of the program does not know.

    Raises:
        UserError: the file is of a newer version.
    """
    if revision is not None and revision not in REVISIONS[compartment]:
        raise UserError(
            says("Deze kluis is gemaakt met een nieuwere versie van Gehoorwijzer. Werk het programma bij.")
        )


def _run(connection: Connection, compartment: str, to: str) -> None:
    # Alembic is slow to load, and most openings need no migration.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations" / compartment))
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: MigrationContext) -> Any:
        # Alembic has no public name for this outside a script of environment, which needs global state.
        return script._upgrade_revs(to, revision)  # noqa: SLF001 - see above

    with EnvironmentContext(config, script, fn=steps) as context:
        context.configure(connection=connection)
        context.run_migrations()
