# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every file of a vault cut off, with a flipped bit, of an older day or of another vault.

Whatever was done to a file: it is told by name, no file is changed by trying, and every other compartment
still opens. `make tamper` tries every length in the first and last KiB, and a bit of every 59th
byte; without it, each with a stride.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import IntegrityError, UserError
from app.vault.anchor import AnchorFolder
from app.vault.compartments import ADMINISTRATION, DOSSIERS, LIBRARY, PRACTICE, SIGNALS, file_of
from app.vault.header import HEADER
from app.vault.open_vault import OpenVault, open_vault
from tests.fakes import SteppingClock
from tests.vault.making import ACT, CHEAP, NAME, PASSPHRASE, answer, bytes_of, make, opened, turn

STRIDE = int(os.environ.get("TAMPER_STRIDE", "61"))
PAGE = 4096
KIB = 1024
CONTENT = (DOSSIERS, SIGNALS, LIBRARY, PRACTICE)
ALL = (*CONTENT, ADMINISTRATION)


@dataclass(frozen=True, slots=True)
class Place:
    """A vault with a hearing in it, as it was today and as it was before the last answer."""

    folder: Path
    today: Path
    older: Path
    anchors: Path

    def enter(self) -> OpenVault:
        return open_vault(
            self.folder, NAME, PASSPHRASE, SteppingClock(), CHEAP, anchors=[AnchorFolder(self.anchors)]
        )

    def whole(self) -> None:
        """Lay the vault as it is today."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.today, self.folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    root = tmp_path_factory.mktemp("kluizen")
    place = Place(root / "kluis", root / "vandaag", root / "gisteren", root / "ankers")
    make(place.folder, "interviewer", "team_lead", "trainer", "administrator")
    for number, kept in ((1, place.older), (2, place.today)):
        vault = place.enter()
        with vault.dossiers(ACT) as work:
            if number == 1:
                work.append(opened())
            work.append(turn(number), answer(number, "woorden " * 40))
            work.commit()
        for compartment in (SIGNALS, LIBRARY):
            with vault.signals(ACT) if compartment == SIGNALS else vault.library(ACT) as other:
                other.commit()
        with vault.practice().dossiers(ACT) as practice:
            practice.commit()
        vault.close()
        shutil.copytree(place.folder, kept)
    return place


@pytest.fixture(autouse=True)
def as_it_is_today(place: Place) -> Iterator[None]:
    kept = {path: path.read_bytes() for path in place.anchors.iterdir()}
    place.whole()
    yield
    for path, data in kept.items():
        path.write_bytes(data)


def told(place: Place) -> str:
    """Open and verify; give every sentence that something is wrong, none where all is well."""
    try:
        vault = place.enter()
    except (IntegrityError, UserError) as error:
        return str(error)
    try:
        said = [str(message) for message in vault.notices()]
        return "\n".join(said + [str(one.message) for one in vault.verify() if not one.ok])
    finally:
        vault.close()


def opens_beside(place: Place, damaged: str) -> None:
    """See that every compartment of content but the damaged one opens and can be written."""
    vault = place.enter()
    try:
        for compartment in CONTENT:
            assert vault.opens(compartment) == (compartment != damaged)
        if damaged != DOSSIERS:
            with vault.dossiers(ACT) as work:
                assert len(work.hearing("g1")) == 5
                work.commit()
    finally:
        vault.close()


def lengths(size: int) -> list[int]:
    """Give the lengths in the first and the last KiB of a file, each `STRIDE` apart, with the outermost."""
    first, last = range(0, min(KIB, size), STRIDE), range(max(0, size - KIB), size, STRIDE)
    return sorted({*first, *last, 1, size - 1})


def test_a_vault_that_nobody_touched_is_sound(place: Place) -> None:
    assert told(place) == ""


@pytest.mark.parametrize("compartment", ALL)
def test_a_file_that_was_cut_off_is_told_wherever(place: Place, compartment: str) -> None:
    file = place.folder / file_of(compartment)
    whole = file.read_bytes()
    for length in lengths(len(whole)):
        place.whole()
        file.write_bytes(whole[:length])
        assert compartment in told(place), length
        assert file.read_bytes() == whole[:length]


@pytest.mark.parametrize("compartment", ALL)
def test_a_flipped_bit_is_told_wherever(place: Place, compartment: str) -> None:
    file = place.folder / file_of(compartment)
    whole = file.read_bytes()
    for at in range(0, len(whole), STRIDE * 59):
        place.whole()
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << at % 8
        file.write_bytes(spoilt)
        assert compartment in told(place), at


@pytest.mark.parametrize("compartment", CONTENT)
@pytest.mark.parametrize("damage", ["missing", "empty", "noise", "of another vault"])
def test_the_rest_opens_beside_a_file_that_does_not(
    place: Place, compartment: str, damage: str, tmp_path: Path
) -> None:
    file = place.folder / file_of(compartment)
    match damage:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "noise":
            file.write_bytes(os.urandom(3 * PAGE))
        case _:
            other = make(tmp_path / "andere", "interviewer", "team_lead", "trainer")
            shutil.copy(other / file.name, file)
    before = file.read_bytes() if file.exists() else None
    opens_beside(place, compartment)
    assert file.name in told(place)
    assert (file.read_bytes() if file.exists() else None) == before


def test_a_page_found_damaged_while_the_vault_opens_keeps_nobody_from_the_rest(place: Place) -> None:
    file = place.folder / file_of(SIGNALS)
    whole = file.read_bytes()
    for page in range(0, len(whole), PAGE):
        place.whole()
        with pytest.raises(UserError):  # so that opening has something to put on record in each trail
            open_vault(place.folder, NAME, "een andere wachtzin", SteppingClock(), CHEAP)
        spoilt = bytearray(whole)
        spoilt[page + 20] ^= 1
        file.write_bytes(spoilt)
        vault = place.enter()
        with vault.dossiers(ACT) as work:
            work.commit()
        vault.close()


def test_files_that_changed_places_are_both_told(place: Place) -> None:
    one, other = place.folder / file_of(SIGNALS), place.folder / file_of(LIBRARY)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    said = told(place)
    assert one.name in said
    assert other.name in said


@pytest.mark.parametrize("compartment", CONTENT)
def test_an_old_copy_of_a_file_is_told(place: Place, compartment: str) -> None:
    shutil.copy(place.older / file_of(compartment), place.folder / file_of(compartment))
    said = told(place)
    assert f"{compartment}: er is een oudere kopie teruggezet" in said
    assert [line for line in said.splitlines() if compartment not in line] == []


def test_old_copies_of_all_files_are_told_for_each(place: Place) -> None:
    for compartment in CONTENT:
        shutil.copy(place.older / file_of(compartment), place.folder / file_of(compartment))
    said = told(place)
    assert all(f"{compartment}: er is een oudere kopie" in said for compartment in CONTENT)


def test_nothing_opens_with_the_header_of_another_vault(place: Place, tmp_path: Path) -> None:
    other = make(tmp_path / "andere", "interviewer", "team_lead", "trainer")
    shutil.copy(other / HEADER, place.folder / HEADER)
    before = bytes_of(place.folder)
    with pytest.raises((IntegrityError, UserError)):
        place.enter()
    assert bytes_of(place.folder) == before


def test_a_header_that_was_cut_off_or_changed_never_opens_untold(place: Place) -> None:
    file = place.folder / HEADER
    whole = file.read_bytes()
    for length in lengths(len(whole)):
        file.write_bytes(whole[:length])
        assert told(place), length
        place.whole()
    for at in range(0, len(whole), STRIDE):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << at % 8
        file.write_bytes(spoilt)
        assert told(place), at
        place.whole()
