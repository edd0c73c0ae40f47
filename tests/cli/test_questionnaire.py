# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from app.cli import main
from app.cli.common import NO, WELL

BOOK = """\
| survey |
|        | type    | name | label   | relevant   |
|        | text    | q    | Vraag   |            |
|        | integer | r    | Getal   | {relevant} |
"""


def run(*words: object) -> int:
    return main(["--language", "nl", "questionnaire", *map(str, words)])


def book(folder: Path, name: str, relevant: str) -> Path:
    path = folder / name
    path.write_text(BOOK.format(relevant=relevant), encoding="utf-8")
    return path


def test_check_says_what_is_wrong_by_sheet_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", book(tmp_path, "a.md", "${x} > 1")) == NO
    assert "a.md, blad survey, rij 3: „${x}” bestaat niet" in capsys.readouterr().out


def test_a_warning_is_told_and_the_file_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", book(tmp_path, "a.md", "true()")) == WELL
    assert "Let op: " in capsys.readouterr().out


@pytest.mark.parametrize("form", ["xlsx", "xls", "yaml", "md"])
def test_convert_writes_another_form_that_says_the_same(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = book(tmp_path, "a.md", "${q} != ''"), tmp_path / f"b.{form}"
    assert run("convert", old, new) == WELL
    capsys.readouterr()
    assert run("check", new) == WELL
    assert run("diff", old, new) == WELL
    assert capsys.readouterr().out.endswith("Er is geen verschil.\n")


def test_convert_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = book(tmp_path, "a.md", "")
    assert run("convert", old, old) == NO
    assert "bestaat al" in capsys.readouterr().err
    assert run("convert", old, tmp_path / "a.pdf") == NO
    assert "eindigt niet op" in capsys.readouterr().err


def test_diff_says_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", book(tmp_path, "a.md", "${q} = 'a'"), book(tmp_path, "b.md", "${q} = 'b'")) == NO
    told = capsys.readouterr().out
    assert "changed: r relevant" in told
    assert "- ${q} = 'a'" in told
    assert "+ ${q} = 'b'" in told
    assert "Lopende gehoren houden de versie" in told
    assert "Andere logica: bij dezelfde antwoorden" in told
    assert "Verwijderd: " not in told
