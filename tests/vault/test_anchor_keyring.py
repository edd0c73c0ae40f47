# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The anchor in the keyring of the system: compared beside the file, and in nobody's way."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from app.vault.anchor import Anchor, AnchorFolder, Head
from app.vault.anchor_keyring import SERVICE, KeyringAnchors, usual_keyring
from app.vault.open_vault import OpenVault, open_vault
from tests.fakes import SteppingClock
from tests.vault.making import ACT, CHEAP, NAME, PASSPHRASE, answer, opened, turn

VAULT = "ab" * 16
CLOCK = SteppingClock()


class Keyring(KeyringBackend):
    """A keyring in memory, which can be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._opens()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._opens()
        self.kept[service, username] = password

    def _opens(self) -> None:
        self.asked += 1
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    return tmp_path / "ankers"


def entered(folder: Path, anchors: Path, keyring: KeyringBackend | None) -> OpenVault:
    places = (AnchorFolder(anchors), KeyringAnchors(lambda: keyring))
    return open_vault(folder, NAME, PASSPHRASE, CLOCK, CHEAP, anchors=places)


def written(folder: Path, anchors: Path, keyring: KeyringBackend | None, *numbers: int) -> None:
    vault = entered(folder, anchors, keyring)
    for number in numbers:
        with vault.dossiers(ACT) as work:
            if number == 1:
                work.append(opened())
            work.append(turn(number), answer(number, f"antwoord {number}"))
            work.commit()
    vault.close()


def notices(folder: Path, anchors: Path, keyring: KeyringBackend | None) -> list[str]:
    vault = entered(folder, anchors, keyring)
    told = [str(one) for one in vault.notices()]
    assert set(told) <= {str(one.message) for one in vault.verify() if not one.ok}
    vault.close()
    return told


def test_an_old_folder_is_told_by_the_keyring_when_the_file_is_put_back_or_lost_too(
    folder: Path, anchors: Path, keyring: Keyring
) -> None:
    written(folder, anchors, keyring, 1)
    old, old_anchors = (shutil.copytree(one, one.with_name(f"{one.name} oud")) for one in (folder, anchors))
    written(folder, anchors, keyring, 2, 3)
    for file_too in (True, False):
        for changed in (folder, anchors):
            shutil.rmtree(changed)
        shutil.copytree(old, folder)
        if file_too:
            shutil.copytree(old_anchors, anchors)
        told = notices(folder, anchors, keyring)
        assert any("dossiers: er is een oudere kopie teruggezet" in one for one in told)


def test_what_fits_is_told_of_by_neither_and_each_learns_from_the_other(
    folder: Path, anchors: Path, keyring: Keyring
) -> None:
    written(folder, anchors, None, 1)
    written(folder, anchors, keyring, 2)
    assert notices(folder, anchors, keyring) == []
    shutil.rmtree(anchors)
    assert notices(folder, anchors, keyring) == []
    vault = entered(folder, anchors, keyring)
    in_file = AnchorFolder(anchors).load(vault.anchor.vault_id)
    assert in_file is not None
    assert in_file.heads["dossiers"].number == 2
    vault.close()


def test_the_one_that_does_not_fit_stays_as_it_was_until_it_is_accepted(
    folder: Path, anchors: Path, keyring: Keyring
) -> None:
    written(folder, anchors, keyring, 1)
    old = shutil.copytree(folder, folder.with_name("oud"))
    written(folder, anchors, keyring, 2, 3)
    shutil.rmtree(folder)
    shutil.rmtree(anchors)
    shutil.copytree(old, folder)
    written(folder, anchors, keyring, 4, 5, 6)
    assert any("een ander dan" in one for one in notices(folder, anchors, keyring))
    vault = entered(folder, anchors, keyring)
    vault.evidence.accept_trails()
    vault.close()
    assert notices(folder, anchors, keyring) == []


def test_an_act_does_not_wait_for_the_keyring(folder: Path, anchors: Path, keyring: Keyring) -> None:
    vault = entered(folder, anchors, keyring)
    before = keyring.asked
    for number in range(1, 4):
        with vault.dossiers(ACT) as work:
            work.append(*([opened()] if number == 1 else []), turn(number), answer(number, "ja"))
            work.commit()
    assert keyring.asked == before
    vault.close()
    assert keyring.asked > before


def test_a_locked_keyring_is_told_and_not_written_over(folder: Path, anchors: Path, keyring: Keyring) -> None:
    written(folder, anchors, keyring, 1)
    kept = dict(keyring.kept)
    keyring.locked = True
    (told,) = notices(folder, anchors, keyring)
    assert told.startswith("De sleutelbos van het systeem geeft geen antwoord (KeyringLocked)")
    vault = entered(folder, anchors, keyring)
    assert [str(place)[:26] for place in vault.evidence.anchor_places][1] == told[:26]
    keyring.locked = False
    vault.evidence.accept_trails()
    vault.close()
    assert keyring.kept == kept, "what was not compared is not written over"


def test_no_keyring_is_no_trouble_and_said_where_one_looks(folder: Path, anchors: Path) -> None:
    assert notices(folder, anchors, None) == []
    vault = entered(folder, anchors, None)
    in_file, in_keyring = map(str, vault.evidence.anchor_places)
    assert str(anchors) in in_file
    assert in_keyring.startswith("Deze computer heeft geen sleutelbos")
    vault.close()


def test_what_was_spoiled_in_the_keyring_is_told(folder: Path, anchors: Path, keyring: Keyring) -> None:
    written(folder, anchors, keyring, 1)
    ((service, vault_id),) = keyring.kept
    assert service == SERVICE
    for spoiled in ("", "x", keyring.kept[service, vault_id][:-1], "0" + keyring.kept[service, vault_id]):
        keyring.kept[service, vault_id] = spoiled
        (told,) = notices(folder, anchors, keyring)
        assert "in de sleutelbos is beschadigd" in told


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What a keyring that hangs waits for."""
    event = threading.Event()
    yield event
    event.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join()


def test_a_keyring_that_hangs_is_waited_for_once(
    folder: Path, anchors: Path, held: threading.Event, keyring: Keyring
) -> None:
    asked = 0

    def hang() -> Keyring:
        nonlocal asked
        asked += 1
        held.wait()
        return keyring

    places = (AnchorFolder(anchors), KeyringAnchors(hang, patience=0.01))
    vault = open_vault(folder, NAME, PASSPHRASE, CLOCK, CHEAP, anchors=places)
    (told,) = map(str, vault.notices())
    assert "geeft geen antwoord: het anker staat nu alleen in het bestand" in told
    with vault.dossiers(ACT) as work:
        work.commit()
    vault.close()
    assert asked == 1


def test_a_system_without_a_keyring_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usual_keyring() is None  # the tests say so, in their environment


def test_a_real_secret_service_keeps_an_anchor(tmp_path: Path) -> None:
    """In a session of its own, where this computer has what it takes."""
    if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
        pytest.skip("no gnome-keyring-daemon and dbus-run-session here")
    program = (
        "from app.vault.anchor import Anchor, Head\n"
        "from app.vault.anchor_keyring import KeyringAnchors\n"
        f"anchor = Anchor('{VAULT}', {{'dossiers': Head(7, bytes(32), '2026-11-23T08:00:00+00:00')}})\n"
        "KeyringAnchors().save(anchor, safe=True)\n"
        "assert KeyringAnchors().load(anchor.vault_id) == anchor\n"
        "print(KeyringAnchors().place(anchor.vault_id))\n"
    )
    session = 'printf geheim | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
    places = {
        name: str(tmp_path / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
    }
    for place in places.values():
        Path(place).mkdir(mode=0o700)
    ran = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", session, "sh", sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env={"PATH": "/usr/bin:/bin", **places},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "In de sleutelbos van het systeem (SecretService" in ran.stdout


def test_an_anchor_in_a_keyring_is_short_enough_for_every_system() -> None:
    """Windows takes 2,560 bytes, two for each letter."""
    keyring = Keyring()
    heads = {
        f"compartment {at:03}": Head(10**9, bytes(32), "2026-11-23T08:00:00.000000+00:00") for at in range(7)
    }
    KeyringAnchors(lambda: keyring).save(Anchor(VAULT, heads), safe=True)
    (kept,) = keyring.kept.values()
    assert 2 * len(kept) < 2560
