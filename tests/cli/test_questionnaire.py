# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import os
import subprocess
import sys
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


MAIN = "import sys; from app.cli import main; sys.exit(main())"
FROM_FILE = """\
| survey |
|        | type                       | name | label |
|        | select_one_from_file c.csv | q    | Vraag |
"""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name;label;prijs\r\na;A;1,50\r\n", ""),
        ("name,label\na,A\u2028B\n", ""),
        ("name,label\na,A\nb,B,C\n", "regel 3 heeft meer cellen dan de eerste regel"),
    ],
)
def test_a_file_of_choices_may_come_from_excel_in_dutch(
    content: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(FROM_FILE, encoding="utf-8")
    (tmp_path / "c.csv").write_bytes(content.encode())
    assert run("check", tmp_path / "a.md") == (NO if says else WELL)
    assert (says or "geen problemen") in capsys.readouterr().out
    if not says:
        assert run("convert", tmp_path / "a.md", tmp_path / "b.yaml") == WELL
        written = (tmp_path / "b.yaml").read_text(encoding="utf-8")
        assert "1,50" in written or "u2028" in written


def test_convert_writes_in_no_other_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(FROM_FILE, encoding="utf-8")
    (tmp_path / "c.csv").write_bytes(b"name,label\na,A\n")
    assert run("convert", tmp_path / "a.md", tmp_path / "b.yaml") == WELL
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8").replace("c.csv", "../../c.csv")
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    assert run("convert", tmp_path / "c.yaml", tmp_path / "d.xlsx") == NO
    assert "ligt in een andere map" in capsys.readouterr().err
    assert not (tmp_path / "d.xlsx").exists()


def test_a_terminal_of_few_letters_and_a_reader_who_leaves_are_no_trouble(tmp_path: Path) -> None:
    rows = "".join(f"| | text | q{at} | Q | ${{x}} = 1 |\n" for at in range(90))
    (tmp_path / "a.md").write_text(
        f"| survey |\n| | type | name | label | relevant |\n{rows}", encoding="utf-8"
    )
    command = [sys.executable, "-c", MAIN, "questionnaire", "check", str(tmp_path / "a.md")]
    told = subprocess.run(
        command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, timeout=60, check=False
    )
    assert told.returncode == NO
    assert b"\\u201e" in told.stdout
    reader, writer = os.pipe()
    os.close(reader)
    left = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert b"Traceback" not in left.stderr
    assert b"BrokenPipe" not in left.stderr


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
