# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer settings``, and that its document says what the code does."""

from pathlib import Path

import pytest

from app.cli import NO, WELL, main
from app.settings.policy import VARIABLE, policy_place
from app.settings.tables import document


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if policy_place().exists():
        pytest.skip("this computer has a policy of its own")
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    file = tmp_path / "beleid.yaml"
    file.write_text("by: Beheer\nlocked:\n  idle_minutes: 3\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file))


def run(*arguments: str) -> int:
    return main(["--language", "nl", "settings", *arguments])


def test_a_value_is_set_got_and_unset(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set", "scale", "150") == WELL
    assert run("get", "scale") == WELL
    assert run("unset", "scale") == WELL
    assert run("get", "scale") == WELL
    assert capsys.readouterr().out == "150\n100\n"


def test_the_list_says_what_is_locked_and_by_whom(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == WELL
    line = next(one for one in capsys.readouterr().out.splitlines() if one.startswith("idle_minutes"))
    assert line.split(maxsplit=1)[1].startswith("3")
    assert line.endswith("vastgezet door Beheer")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "idle_minutes", "9"), "„idle_minutes” is vastgezet door Beheer."),
        (("set", "scale", "reuze"), "„scale” kan niet „reuze” zijn. Een geheel getal van 80 tot en met 200."),
        (("get", "schaal"), "Instelling „schaal” bestaat niet."),
        (("explain", "schaal"), "Instelling „schaal” bestaat niet."),
    ],
)
def test_what_cannot_be_is_one_sentence(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == NO
    assert told in capsys.readouterr().err


def test_a_setting_is_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("explain", "idle_minutes") == WELL
    out = capsys.readouterr().out
    assert "Na hoeveel minuten" in out
    assert str(tmp_path / "beleid.yaml") in out


def test_the_document_is_as_the_code_prints_it() -> None:
    file = Path(__file__).parents[2] / "docs" / "settings.md"
    assert file.read_text(encoding="utf-8") == document()
