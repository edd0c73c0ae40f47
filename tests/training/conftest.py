# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the shipped scenarios may name, and the scenarios themselves."""

import pytest

from app.assets import questionnaires, resource
from app.questionnaire.read_yaml import read_questionnaire
from app.signals.read_catalogue import read_catalogue
from app.training.known import Known, known
from app.training.read_scenario import read_scenarios
from app.training.scenario import Scenario


@pytest.fixture(scope="session")
def all_known() -> Known:
    shelf = sorted(questionnaires().glob("*/*.yaml"))
    catalogue = resource("catalogue", "illustratief-1.0.0.yaml")
    return known(
        [read_questionnaire(file.read_text(encoding="utf-8"), file.name) for file in shelf],
        [read_catalogue(catalogue.read_text(encoding="utf-8"), catalogue.name)],
    )


@pytest.fixture(scope="session")
def shipped(all_known: Known) -> dict[str, Scenario]:
    files = sorted(resource("scenarios").glob("*.yaml"))
    found = [read_scenarios(file.read_text(encoding="utf-8"), file.name, all_known) for file in files]
    return {scenario.id: scenario for scenarios in found for scenario in scenarios}
