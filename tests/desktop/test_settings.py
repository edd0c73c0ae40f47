# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import EnvironmentFault
from app.settings import Settings, SettingsFile, usual_settings_file

SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(["", "nl", "en"]),
    theme=st.text(),
    scale=st.integers(),
    vault_folder=st.text(),
    last_person=st.text(st.characters(exclude_categories=["Cs"])),
)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = SettingsFile(tmp_path / "settings.json").load()
    assert loaded.settings == Settings()
    assert loaded.problem is None


@given(settings=SETTINGS)
def test_what_was_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings") / "new folder" / "settings.json")
    file.save(settings)
    assert file.load().settings == settings
    assert file.load().problem is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'{"scale": "groot"}',
        b'{"scale": true}',
        b'{"language": null}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_told_and_put_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings()
    assert "beschadigd" in str(loaded.problem)
    assert (tmp_path / "settings.json.beschadigd").read_bytes() == damage
    assert not path.exists()


def test_settings_of_a_later_version_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "voice": "low"}), encoding="utf-8")
    assert SettingsFile(path).load().settings == Settings(theme="dark")


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    loaded = SettingsFile(tmp_path).load()
    assert loaded.settings == Settings()
    assert str(tmp_path) in str(loaded.problem)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="bewaard"):
        SettingsFile(tmp_path / "file" / "settings.json").save(Settings())


def test_the_usual_place_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    usual_settings_file().save(Settings(scale=120))
    assert [file.name for file in tmp_path.rglob("*.json")] == ["settings.json"]
