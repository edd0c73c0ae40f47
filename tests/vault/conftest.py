# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vault for each test that asks for one, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vault.open_vault import OpenVault
from tests.vault.making import make, unlock


@pytest.fixture(scope="session")
def new_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("vault") / "kluis")


@pytest.fixture
def folder(new_vault: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_vault, tmp_path / "kluis"))


@pytest.fixture
def vault(folder: Path) -> Iterator[OpenVault]:
    opened = unlock(folder)
    yield opened
    opened.close()
