# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: what it says, and with which code it ends."""

import shutil
from pathlib import Path

import pytest

from app.assets import questionnaires, resource
from app.cli import MACHINE_FAILED, NO, WELL, WRONG_USE, main

PASSPHRASE = "een wachtzin van vijf woorden"
NAME = "hoormedewerker 0412"

Out = pytest.CaptureFixture[str]


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "wachtzin"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return file


def in_dutch(*arguments: object) -> int:
    return main(["--language", "nl", *map(str, arguments)])


@pytest.mark.parametrize("file", sorted(questionnaires().glob("*/*.yaml")), ids=lambda file: file.parent.name)
def test_a_shipped_questionnaire_has_no_problems(file: Path, capsys: Out) -> None:
    assert in_dutch("questionnaire", "check", file) == WELL
    assert capsys.readouterr().out == f"{file}: geen problemen.\n"


@pytest.mark.parametrize("file", sorted(resource("scenarios").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_shipped_scenario_has_no_problems(file: Path, capsys: Out) -> None:
    assert in_dutch("scenario", "check", file) == WELL
    assert capsys.readouterr().out == f"{file}: geen problemen.\n"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("questionnaire", "regel 1: „survey” ontbreekt. Voeg het toe."),
        ("scenario", "regel 1: „fallback” ontbreekt. Voeg het toe."),
    ],
)
def test_every_problem_is_told_with_its_line(kind: str, line: str, tmp_path: Path, capsys: Out) -> None:
    file = tmp_path / "proef.yaml"
    file.write_text(f"{kind}: {{id: X}}\n", encoding="utf-8")
    assert in_dutch(kind, "check", file) == NO
    told = capsys.readouterr().out.splitlines()
    assert len(told) > 2
    assert f"{file}, {line}" in told


def test_the_language_can_be_chosen(tmp_path: Path, capsys: Out) -> None:
    file = tmp_path / "proef.yaml"
    file.write_text("scenario: [", encoding="utf-8")
    assert main(["--language", "en", "scenario", "check", str(file)]) == NO
    assert "this is not valid YAML" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: Out) -> None:
    assert in_dutch("questionnaire", "check", tmp_path / "weg.yaml") == MACHINE_FAILED
    told = capsys.readouterr().err
    assert told.startswith(f"{tmp_path / 'weg.yaml'} kan niet worden gelezen: ")
    assert len(told.splitlines()) == 1


def test_a_vault_is_made_described_and_checked(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder = tmp_path / "kluis"
    who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *who) == WELL
    assert in_dutch("vault", "status", folder) == WELL
    assert f"{NAME}: administrator, interviewer, signal_coordinator" in capsys.readouterr().out
    assert in_dutch("vault", "verify", folder, *who) == WELL
    assert "dossiers: het logboek klopt" in capsys.readouterr().out


def test_a_vault_is_not_made_over_another(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder = tmp_path / "kluis"
    who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *who) == WELL
    before = (folder / "vault.json").read_bytes()
    assert in_dutch("vault", "init", folder, *who) == NO
    assert "staat al iets" in capsys.readouterr().err
    assert (folder / "vault.json").read_bytes() == before


def test_a_wrong_passphrase_is_one_sentence(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder = tmp_path / "kluis"
    who = ("--name", NAME, "--passphrase-file", passphrase)
    in_dutch("vault", "init", folder, *who)
    passphrase.write_text("een andere wachtzin", encoding="utf-8")
    capsys.readouterr()
    assert in_dutch("vault", "verify", folder, *who) == NO
    assert capsys.readouterr().err == "De naam of de wachtzin klopt niet. Probeer het opnieuw.\n"


def test_no_vault_is_told(tmp_path: Path, capsys: Out) -> None:
    assert in_dutch("vault", "status", tmp_path) == NO
    assert capsys.readouterr().out == f"In {tmp_path} staat geen kluis.\n"


def test_a_passphrase_is_no_argument(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        in_dutch("vault", "init", tmp_path / "kluis", "--name", NAME, "--passphrase", PASSPHRASE)
    assert ended.value.code == WRONG_USE


def test_without_a_display_the_window_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert in_dutch() == MACHINE_FAILED
    assert capsys.readouterr().err == "Er is geen scherm. Gebruik: gehoorwijzer demo --out MAP\n"


def test_people_are_added_given_roles_and_removed(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder = tmp_path / "kluis"
    who = ("--name", NAME, "--passphrase-file", passphrase)
    in_dutch("vault", "init", folder, *who)
    theirs = tmp_path / "hun wachtzin"
    theirs.write_text("de zin van een collega\n", encoding="utf-8")
    second = ("--user", "collega 0388")
    capsys.readouterr()
    added = in_dutch(
        *("vault", "users", "add", folder, *who, *second, "--role", "interviewer"),
        *("--role", "trainer", "--user-passphrase-file", theirs),
    )
    assert added == WELL
    assert capsys.readouterr().out.splitlines()[1:] == ["collega 0388: interviewer, trainer"]
    assert in_dutch("vault", "users", "roles", folder, *who, *second, "--role", "signal_coordinator") == WELL
    assert in_dutch("vault", "users", "list", folder) == WELL
    assert capsys.readouterr().out.splitlines()[-1] == "collega 0388: signal_coordinator"
    assert in_dutch("vault", "verify", folder, "--name", "collega 0388", "--passphrase-file", theirs) == WELL
    told = capsys.readouterr().out
    assert "signals: het logboek klopt" in told
    assert "dossiers" not in told
    assert in_dutch("vault", "users", "remove", folder, *who, *second) == WELL
    assert "collega 0388" not in capsys.readouterr().out
    assert in_dutch("vault", "users", "remove", folder, *who, "--user", NAME) == NO
    assert "de laatste beheerder" in capsys.readouterr().err


def test_a_role_that_is_not_there_is_told(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder = tmp_path / "kluis"
    who = ("--name", NAME, "--passphrase-file", passphrase)
    in_dutch("vault", "init", folder, *who)
    user = ("--user", "collega 0388", "--user-passphrase-file", passphrase)
    assert in_dutch("vault", "users", "add", folder, *who, *user, "--role", "baas") == NO
    assert "Rol „baas” bestaat niet. Kies uit: interviewer" in capsys.readouterr().err
    assert in_dutch("vault", "users", "add", folder, *who, *user) == NO
    assert capsys.readouterr().err == "Kies minstens één rol.\n"


def test_another_office_is_accepted_by_its_code(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    who = ("--name", NAME, "--passphrase-file", passphrase)
    ours, theirs = tmp_path / "kluis", tmp_path / "andere"
    for folder in (ours, theirs):
        in_dutch("vault", "init", folder, *who)
    capsys.readouterr()
    assert in_dutch("vault", "office", theirs) == WELL
    code = capsys.readouterr().out.strip()
    assert in_dutch("vault", "trust", ours, *who, "--office", "Kantoor Zuid", "--code", code) == WELL
    assert capsys.readouterr().out == "Vragenlijsten van Kantoor Zuid zijn nu toegelaten.\n"
    assert in_dutch("vault", "trust", ours, *who, "--office", "Kantoor Zuid", "--code", code[:-1]) == NO
    assert "geen code van een kantoor" in capsys.readouterr().err
    assert in_dutch("vault", "office", tmp_path / "nergens") == NO


# The ways in


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make deriving a key as cheap as the floor allows."""
    from app.vault import keys

    monkeypatch.setattr(keys, "calibrate", lambda: keys.FLOOR)


def words_in(out: str) -> str:
    """Give the recovery words that were printed."""
    return " ".join(line for line in out.splitlines() if line[:2].strip().isdigit())


@pytest.mark.usefixtures("cheap")
def test_recovery_words_are_printed_once_and_open_the_vault(
    tmp_path: Path, passphrase: Path, capsys: Out
) -> None:
    folder, new, words = tmp_path / "kluis", tmp_path / "nieuw", tmp_path / "woorden"
    as_who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *as_who, "--recovery") == WELL
    words.write_text(words_in(capsys.readouterr().out), encoding="utf-8")
    new.write_text("paard batterij nietje juist", encoding="utf-8")
    use = ("vault", "recovery", "use", folder, "--user", NAME, "--new-passphrase-file", new, "--words-file")
    assert in_dutch(*use, passphrase) == NO
    assert "Woord 1, „een”, staat niet in de lijst." in capsys.readouterr().err
    assert in_dutch(*use, words) == WELL
    assert "Maak nu nieuwe herstelwoorden" in capsys.readouterr().out
    assert in_dutch("vault", "recovery", "make", folder, *as_who) == NO
    as_who = ("--name", NAME, "--passphrase-file", new)
    assert in_dutch("vault", "recovery", "make", folder, *as_who) == WELL
    capsys.readouterr()
    assert in_dutch(*use, words) == NO
    assert "Zijn er later nieuwe gemaakt?" in capsys.readouterr().err


@pytest.mark.usefixtures("cheap")
def test_a_passphrase_is_changed_and_an_easy_one_refused(
    tmp_path: Path, passphrase: Path, capsys: Out
) -> None:
    folder, new = tmp_path / "kluis", tmp_path / "nieuw"
    as_who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *as_who) == WELL
    change = ("vault", "passphrase", folder, *as_who, "--new-passphrase-file", new)
    new.write_text("gehoorwijzer2026", encoding="utf-8")
    assert in_dutch(*change) == NO
    assert "makkelijk te raden" in capsys.readouterr().err
    new.write_text("paard batterij nietje juist", encoding="utf-8")
    assert in_dutch(*change) == WELL
    assert in_dutch("vault", "verify", folder, *as_who) == NO
    assert in_dutch("vault", "verify", folder, "--name", NAME, "--passphrase-file", new) == WELL
    assert capsys.readouterr().out.endswith("De kluis klopt, voor zover u haar kunt openen.\n")


@pytest.mark.usefixtures("cheap")
def test_an_old_folder_is_told_by_verifying_and_by_the_printed_anchor(
    tmp_path: Path, passphrase: Path, capsys: Out
) -> None:
    folder, old = tmp_path / "kluis", tmp_path / "oud"
    as_who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *as_who) == WELL
    assert in_dutch("vault", "audit", folder, *as_who) == WELL
    shutil.copytree(folder, old)
    assert in_dutch("vault", "audit", folder, *as_who, "--words", "read_trail") == WELL
    assert "las het logboek" in capsys.readouterr().out
    assert in_dutch("vault", "anchor", folder, *as_who) == WELL
    line = capsys.readouterr().out.strip()
    shutil.rmtree(folder)
    old.replace(folder)
    assert in_dutch("vault", "verify", folder, *as_who, "--anchor", line) == NO
    assert "dossiers: er is een oudere kopie teruggezet" in capsys.readouterr().out
    assert in_dutch("vault", "verify", folder, *as_who, "--anchor", line[:-1]) == NO
    assert "niet goed overgetypt" in capsys.readouterr().err
    assert in_dutch("vault", "anchor", folder, *as_who, "--accept") == WELL
    assert in_dutch("vault", "verify", folder, *as_who) == WELL


@pytest.mark.usefixtures("cheap")
def test_a_backup_is_made_listed_checked_and_put_back(tmp_path: Path, passphrase: Path, capsys: Out) -> None:
    folder, copies = tmp_path / "kluis", tmp_path / "kluis-reservekopieen"
    as_who = ("--name", NAME, "--passphrase-file", passphrase)
    assert in_dutch("vault", "init", folder, *as_who) == WELL
    assert in_dutch("vault", "backup", folder, *as_who) == WELL
    (copy,) = copies.iterdir()
    assert f"Reservekopie {copy.name} is gemaakt en gecontroleerd" in capsys.readouterr().out
    assert in_dutch("vault", "backups", folder) == WELL
    assert capsys.readouterr().out.startswith(copy.name)
    assert in_dutch("vault", "backups", folder, "--check", copy.name) == NO
    assert in_dutch("vault", "backups", folder, "--check", copy.name, *as_who) == WELL

    assert in_dutch("vault", "restore", folder, copy.name, "--into", tmp_path / "nieuw", *as_who) == WELL
    assert in_dutch("vault", "restore", folder, copy.name, "--into", tmp_path / "nieuw", *as_who) == NO
    assert in_dutch("vault", "restore", folder, copy.name, "--in-place", *as_who) == WELL
    (aside,) = tmp_path.glob("kluis-voor-*")
    assert str(aside) in capsys.readouterr().out
    assert in_dutch("vault", "verify", folder, *as_who) == WELL

    (copy / "dossiers.db").write_bytes(b"iets anders")
    assert in_dutch("vault", "backups", folder, "--check", copy.name, *as_who) == NO
    assert "dossiers.db" in capsys.readouterr().out
    assert in_dutch("vault", "restore", folder, copy.name, "--in-place", *as_who) == NO
    assert in_dutch("vault", "restore", folder, "geen", "--in-place", *as_who) == NO


@pytest.mark.parametrize("given", [EOFError(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "")])
def test_a_passphrase_that_cannot_be_read_is_one_sentence(
    given: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    """Ctrl+D, and bytes that are no text in the language of the terminal."""

    def ended(_question: str) -> str:
        raise given

    monkeypatch.setattr("getpass.getpass", ended)
    assert in_dutch("vault", "init", tmp_path / "kluis", "--name", NAME) == NO
    assert capsys.readouterr().err.startswith("Er is geen wachtzin gelezen.")
    assert not (tmp_path / "kluis").exists()
