# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The practice scenarios at hand, and whether a new one may join them."""

from collections.abc import Iterable
from pathlib import Path

from app.errors import UserError, says
from app.services.shelf import Shelf
from app.signals.catalogue import Catalogue
from app.strict_yaml import FileRefusedError, Problem
from app.training.known import known
from app.training.read_scenario import read_scenarios
from app.training.scenario import Scenario


class Scenarios:
    """Scenarios in a folder, one YAML file a scenario or a pair.

    Args:
        folder: where the files are.
        shelf: the questionnaires that they may name.
        catalogues: the catalogues that they may name.
    """

    def __init__(self, folder: Path, shelf: Shelf, catalogues: Iterable[Catalogue]) -> None:
        self._folder = folder
        self._shelf = shelf
        self._catalogues = tuple(catalogues)
        self._found: tuple[Scenario, ...] | None = None

    def all(self) -> tuple[Scenario, ...]:
        """Give every scenario, the variants of a pair apart, in the order of their ids; they are read once.

        Raises:
            UserError: a file is refused; the message names file, line and what to do.
        """
        if self._found is None:
            files = sorted(self._folder.glob("*.yaml"))
            found = [one for file in files for one in self.read(file.read_text(encoding="utf-8"), file.name)]
            self._found = tuple(sorted(found, key=lambda scenario: scenario.id))
        return self._found

    def find(self, scenario_id: str) -> Scenario:
        """Give one scenario.

        Raises:
            UserError: it is not there.
        """
        for scenario in self.all():
            if scenario.id == scenario_id:
                return scenario
        raise UserError(says("Scenario {name} is er niet. Kies een ander scenario.", name=scenario_id))

    def read(self, text: str, name: str) -> tuple[Scenario, ...]:
        """Read a scenario file; `name` is what an error calls it.

        Raises:
            FileRefusedError: with everything that is wrong, by line.
        """
        questionnaires = [sourced.compiled.questionnaire for sourced in self._shelf.stock().sourced]
        return read_scenarios(text, name, known(questionnaires, self._catalogues))

    def problems(self, text: str, name: str) -> tuple[Problem, ...]:
        """Say all that is wrong with a scenario file; nothing when it is right."""
        try:
            self.read(text, name)
        except FileRefusedError as error:
            return error.problems
        return ()
