# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings: what a user chose, what an office locks, and what is told when a file is wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.desktop.display import Display
from app.desktop.preferences import Preferences
from app.errors import EnvironmentFault, UserError
from app.i18n import Translator
from app.settings import SCHEMA, Origin, Policy, Settings, SettingsFile, usual_settings_file
from app.settings.policy import VARIABLE, policy_place, read_policy, usual_policy
from app.settings.schema import DEFAULTS, Value, checked, from_text
from app.settings.tables import as_lines, document, explained, shown

PLAIN = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40)


def value_of(name: str) -> st.SearchStrategy[Value]:
    """Make any value that a setting may have."""
    one, default = SCHEMA[name], DEFAULTS[name]
    if one.choices:
        return st.sampled_from(one.choices)
    if isinstance(default, bool):
        return st.booleans()
    return st.integers(*one.bounds) if one.bounds else PLAIN


OWN = [name for name, one in SCHEMA.items() if not one.office]
CHOICES = st.fixed_dictionaries({}, optional={name: value_of(name) for name in OWN})


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = SettingsFile(tmp_path / "settings.json").load()
    assert loaded.settings == Settings()
    assert loaded.problems == ()
    assert set(loaded.origins.values()) == {Origin.DEFAULT}


@given(chosen=CHOICES)
def test_what_was_chosen_comes_back(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, Value]
) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings") / "new folder" / "settings.json")
    file.change(chosen)
    loaded = file.load()
    assert loaded.settings == replace(Settings(), **chosen)  # type: ignore[arg-type]
    assert {name for name, origin in loaded.origins.items() if origin is Origin.OWN} == chosen.keys()
    assert loaded.problems == ()


@given(data=st.data(), name=st.sampled_from(list(SCHEMA)))
def test_a_value_is_read_as_it_is_shown(data: st.DataObject, name: str) -> None:
    value = data.draw(value_of(name))
    assert from_text(name, shown(value)) == value


@given(name=st.sampled_from(list(SCHEMA)), text=st.text())
def test_any_text_is_a_value_that_may_be_or_is_refused(name: str, text: str) -> None:
    try:
        value = from_text(name, text)
    except UserError:
        return
    assert checked(name, value) == value


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (b"", 1),
        (b"{", 1),
        (b'{\n "scale": 100,\n "theme": }', 3),
        (b"[1, 2]", 1),
        (b"\xff\xfe\x00", 1),
        (b"[" * 100_000, 1),
    ],
)
def test_a_damaged_file_is_told_and_put_aside(tmp_path: Path, damage: bytes, line: int) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings()
    assert f"settings.json, regel {line}: de instellingen waren beschadigd." in str(loaded.problems[0])
    assert (tmp_path / "settings.json.beschadigd").read_bytes() == damage
    assert not path.exists()


@pytest.mark.parametrize("wrong", ['"groot"', "true", "null", "79", "201", "1e2", "[]"])
def test_a_wrong_value_is_told_with_its_line_and_the_others_hold(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{\n  "theme": "dark",\n  "scale": {wrong}\n}}', encoding="utf-8")
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings(theme="dark")
    (problem,) = map(str, loaded.problems)
    assert problem.startswith(f"{path}, regel 3: „scale” kan niet ")
    assert problem.endswith("Een geheel getal van 80 tot en met 200. De standaardinstelling geldt nu.")


def test_settings_of_another_version_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "voice": "low", "language": ""}), encoding="utf-8")
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings(theme="dark")
    assert loaded.problems == ()


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    loaded = SettingsFile(tmp_path).load()
    assert loaded.settings == Settings()
    assert str(tmp_path) in str(loaded.problems[0])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="bewaard"):
        SettingsFile(tmp_path / "file" / "settings.json").change({"scale": 120})


def test_the_usual_place_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    usual_settings_file().change({"scale": 120})
    assert [file.name for file in tmp_path.rglob("*.json")] == ["settings.json"]


# The policy of an office


def policy(folder: Path, text: str) -> Policy:
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


POLICY = """\
by: Functioneel beheer
locked:
  idle_minutes: 3
defaults:
  theme: dark
  scale: 150
"""


def test_what_is_locked_holds_over_a_user_s_choice_and_comes_back_with_the_lock_gone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change({"idle_minutes": 30, "scale": 100})
    file = SettingsFile(path, policy(tmp_path, POLICY))
    loaded = file.load()
    assert loaded.settings == Settings(idle_minutes=3, theme="dark", scale=100)
    assert {name: loaded.origin(name) for name in ("idle_minutes", "theme", "scale", "language")} == {
        "idle_minutes": Origin.LOCKED,
        "theme": Origin.POLICY_DEFAULT,
        "scale": Origin.OWN,
        "language": Origin.DEFAULT,
    }
    with pytest.raises(UserError, match="vastgezet door Functioneel beheer"):
        file.change({"idle_minutes": 30})
    with pytest.raises(UserError, match="vastgezet"):
        file.unset("idle_minutes")
    file.change({"theme": "light"})
    assert SettingsFile(path).load().settings.idle_minutes == 30


def test_a_choice_that_is_dropped_lets_the_policy_s_default_hold(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json", policy(tmp_path, POLICY))
    assert file.change({"scale": 90}).settings.scale == 90
    assert file.unset("scale").settings.scale == 150


def test_what_the_office_decides_no_user_sets(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"classification": "OPENBAAR"}', encoding="utf-8")
    file = SettingsFile(path, policy(tmp_path, "locked: {drop_folder: /mnt/meldingen}\n"))
    assert file.load().settings == Settings(drop_folder="/mnt/meldingen")
    with pytest.raises(UserError, match="door het kantoor"):
        file.change({"classification": "OPENBAAR"})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  idle_minutes: drie", "„idle_minutes” kan niet „drie” zijn"),
        ("  idle_minutes: 61", "van 1 tot en met 60"),
        ("  idle_minutes: [1, 2]", "„idle_minutes” heeft één waarde"),
        ("  idle_minute: 3", "Bedoelt u „idle_minutes”?"),
        ("  last_person: iemand", "houdt het programma zelf bij"),
    ],
)
def test_a_wrong_policy_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    found = policy(tmp_path, f"by: Beheer\nlocked:\n  capture: no\n{line}\n")
    (problem,) = map(str, found.problems)
    assert f"{tmp_path / 'policy.yaml'}, regel 4: " in problem
    assert told in problem
    assert found.locked["capture"] is False
    file = SettingsFile(tmp_path / "settings.json", found)
    file.path.write_text('{"idle_minutes": 50}', encoding="utf-8")
    loaded = file.load()
    assert loaded.problems == found.problems
    assert loaded.settings.idle_minutes == (5 if "idle_minutes" in found.locked else 50)


@pytest.mark.parametrize("text", ["locked: {", "", "- a\n- b\n", "&a b", "x" * 300_000])
def test_of_a_policy_that_cannot_be_read_what_guards_stays_shut(tmp_path: Path, text: str) -> None:
    found = policy(tmp_path, text)
    assert found.locked == {"idle_minutes": 5, "capture": False}
    (problem,) = map(str, found.problems)
    assert "policy.yaml, regel 1: " in problem


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_policy_of_other_bytes_or_a_folder_is_told(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "policy.yaml"
    if data is None:
        file.mkdir()
    else:
        file.write_bytes(data)
    assert read_policy(file).locked == {"idle_minutes": 5, "capture": False}


def test_the_environment_names_a_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if policy_place().exists():
        pytest.skip("this computer has a policy of its own")
    assert usual_policy() == Policy()
    policy(tmp_path, POLICY)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "policy.yaml"))
    assert usual_policy().locked == {"idle_minutes": 3}
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere.yaml"))
    assert "er is geen bestand op die plaats" in str(usual_policy().problems[0])


def test_each_platform_has_a_place_that_users_cannot_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/elsewhere")
    assert policy_place("linux").as_posix() == "/etc/gehoorwijzer/policy.yaml"
    assert policy_place("darwin").as_posix() == "/Library/Application Support/gehoorwijzer/policy.yaml"
    assert policy_place("win32").name == "policy.yaml"


# In tables, and while the window is open


def test_the_table_says_what_holds_and_why(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json", policy(tmp_path, POLICY))
    lines = {line.split()[0]: line for line in as_lines(file.load(), Translator("en"))}
    assert lines.keys() == SCHEMA.keys()
    assert lines["idle_minutes"].split(maxsplit=1)[1].startswith("3 ")
    assert lines["idle_minutes"].endswith("locked by Functioneel beheer")
    assert "policy, can be changed" in lines["theme"]
    told = "\n".join(explained(file.load(), "idle_minutes", Translator("en")))
    assert "from 1 to 60" in told
    assert "Default: 5" in told


def test_the_document_names_every_setting() -> None:
    text = document()
    assert all(f"| `{name}` |" in text for name in SCHEMA)


def test_what_is_locked_cannot_be_changed_from_the_window(tmp_path: Path, qapp: QApplication) -> None:
    file = SettingsFile(tmp_path / "settings.json", policy(tmp_path, "locked: {theme: contrast}\n"))
    loaded = file.load()
    display = Display(theme=loaded.settings.theme)
    preferences = Preferences(file, loaded, display)
    assert preferences.actions_locked() == {"theme"}
    display.next_theme()
    assert display.theme == "contrast"
    display.larger()
    preferences.change("idle_minutes", 7)
    assert file.load().settings == Settings(theme="contrast", scale=110, idle_minutes=7)


def test_a_choice_that_cannot_be_kept_holds_and_is_told(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    file = SettingsFile(tmp_path / "file" / "settings.json")
    display = Display()
    preferences = Preferences(file, replace(file.load(), problems=()), display)
    told: list[Exception] = []
    preferences.failed.connect(told.append)
    preferences.change("idle_minutes", 7)
    display.next_theme()
    assert (preferences.values.idle_minutes, preferences.values.theme) == (7, "dark")
    assert [type(error) for error in told] == [EnvironmentFault, EnvironmentFault]
