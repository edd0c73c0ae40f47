# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An old file, folder or page and a trail that was cut are told, from what is remembered elsewhere."""

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.errors import GehoorwijzerError, IntegrityError, UserError
from app.vault.anchor import Anchor, AnchorFolder, Head, printed, read_printed
from app.vault.compartments import DOSSIERS
from app.vault.open_vault import OpenVault, open_vault
from app.vault.schema import RECORD_TABLES
from app.vault.trail import TrailQuery
from tests.fakes import SteppingClock
from tests.vault.making import ACT, CHEAP, NAME, PASSPHRASE, answer, database, opened, turn

PAGE = 4096


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    return tmp_path / "ankers"


CLOCK = SteppingClock()
"""Goes on from one opening to the next: no two acts have the same time."""


def entered(folder: Path, anchors: Path) -> OpenVault:
    return open_vault(folder, NAME, PASSPHRASE, CLOCK, CHEAP, anchors=[AnchorFolder(anchors)])


def written(folder: Path, anchors: Path, *numbers: int) -> None:
    vault = entered(folder, anchors)
    for number in numbers:
        with vault.dossiers(ACT) as work:
            if number == 1:
                work.append(opened())
            work.append(turn(number), answer(number, f"antwoord {number} " + "woorden " * 60))
            work.commit()
    vault.close()


def wrong(folder: Path, anchors: Path, against: Anchor | None = None) -> list[str]:
    vault = entered(folder, anchors)
    told = [str(finding.message) for finding in vault.verify(against) if not finding.ok]
    assert set(map(str, vault.notices())) <= set(told), "what unlocking tells, verifying tells too"
    vault.close()
    return told


def kept(folder: Path) -> Path:
    copy = folder.with_name("oude kopie")
    shutil.copytree(folder, copy)
    return copy


def test_a_vault_that_nobody_touched_fits_its_anchor(folder: Path, anchors: Path) -> None:
    for number in range(1, 4):
        written(folder, anchors, number)
        assert wrong(folder, anchors) == []


def test_an_old_file_that_was_put_back_is_told_on_unlocking(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    old = kept(folder)
    written(folder, anchors, 2, 3)
    shutil.copy(old / "dossiers.db", folder / "dossiers.db")
    vault = entered(folder, anchors)
    (notice,) = vault.notices()
    assert "dossiers: er is een oudere kopie teruggezet" in str(notice)
    assert "tot regel 3 (2026-11-23 " in str(notice)
    assert "eindigt nu na regel 1" in str(notice)
    with vault.dossiers(ACT) as work:
        assert len(work.hearing("g1")) == 3, "it still opens"
    vault.close()


def test_an_old_folder_that_was_put_back_is_told(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    old = kept(folder)
    written(folder, anchors, 2)
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    assert any("oudere kopie" in told for told in wrong(folder, anchors))


def test_going_on_after_an_old_file_does_not_hide_it(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    old = kept(folder)
    written(folder, anchors, 2)
    shutil.copy(old / "dossiers.db", folder / "dossiers.db")
    written(folder, anchors, 3, 4, 5)
    assert any("een ander dan dat wat hier eerder stond: regel 2" in told for told in wrong(folder, anchors))


def test_a_trail_whose_end_was_cut_off_is_told(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1, 2, 3)
    vault = entered(folder, anchors)
    with database(vault, DOSSIERS).connect() as connection:
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text("DELETE FROM audit WHERE seq = 3"))
        connection.commit()
    vault.close()
    assert any("eindigt nu na regel 2" in told for told in wrong(folder, anchors))


def test_no_old_page_changes_the_records_or_the_trail_untold(folder: Path, anchors: Path) -> None:
    """Each page of the file in turn is put back as it was some answers ago."""
    written(folder, anchors, *range(1, 9))
    old = (folder / "dossiers.db").read_bytes()
    written(folder, anchors, *range(9, 13))
    new = (folder / "dossiers.db").read_bytes()
    before = shutil.copytree(folder, folder.with_name("zoals het was"))
    true = said(before, anchors.with_name("elders"))
    told = untold = 0
    for at in range(0, len(old), PAGE):
        if old[at : at + PAGE] == new[at : at + PAGE]:
            continue
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        (folder / "dossiers.db").write_bytes(new[:at] + old[at : at + PAGE] + new[at + PAGE :])
        try:
            found = bool(wrong(folder, anchors))
        except GehoorwijzerError:
            found = True
        if found:
            told += 1
        else:
            untold += 1
            assert said(folder, anchors.with_name("elders")) == true
    assert told > 4


def said(folder: Path, anchors: Path) -> list[tuple[object, ...]]:
    """Give all that stands in the trail and among the records of the hearings."""
    vault = entered(folder, anchors)
    rows: list[tuple[object, ...]] = []
    with database(vault, DOSSIERS).connect() as connection:
        for table in sorted({"audit", "sequence", *RECORD_TABLES[DOSSIERS]}):
            found = connection.execute(text(f"SELECT * FROM {table} ORDER BY seq"))  # noqa: S608 - our names
            rows += [tuple(row) for row in found]
    vault.close()
    return rows


def test_accepting_is_on_record_with_what_was_anchored(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    old = kept(folder)
    written(folder, anchors, 2)
    shutil.copy(old / "dossiers.db", folder / "dossiers.db")
    vault = entered(folder, anchors)
    vault.evidence.accept_trails()
    assert vault.notices() == ()
    rows, _ = vault.evidence.trail(ACT, TrailQuery(action="accept_trail", object_id="dossiers"))
    assert rows[0].detail["anchored"].startswith("2 ")
    vault.close()
    written(folder, anchors, 3)
    assert wrong(folder, anchors) == []


def test_a_vault_that_was_never_seen_here_raises_no_alarm(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    assert wrong(folder, anchors.with_name("andere computer")) == []


def test_the_anchor_follows_each_act_and_not_only_the_closing(folder: Path, anchors: Path) -> None:
    vault = entered(folder, anchors)
    for number in (1, 2, 3):
        with vault.dossiers(ACT) as work:
            work.commit()
        found = AnchorFolder(anchors).load(vault.anchor.vault_id)
        assert found is not None
        assert found.heads[DOSSIERS].number == number
    vault.close()


def test_what_was_taken_back_is_not_anchored(folder: Path, anchors: Path) -> None:
    written(folder, anchors, 1)
    vault = entered(folder, anchors)
    with vault.dossiers(ACT):
        pass
    assert vault.anchor.heads[DOSSIERS].number == 1
    vault.close()


def test_an_anchor_that_cannot_be_kept_is_told_and_keeps_nobody_from_working(
    folder: Path, anchors: Path
) -> None:
    anchors.write_text("a file where the folder should be")
    written(folder, anchors, 1)
    vault = entered(folder, anchors)
    (notice,) = vault.notices()
    assert "anker van het logboek kan niet worden bewaard" in str(notice)
    vault.close()


# The file


def one_anchor(number: int = 7) -> Anchor:
    return Anchor("ab" * 16, {"dossiers": Head(number, bytes(range(32)), "2026-11-23T08:00+00:00")})


def test_an_anchor_comes_back_as_it_was_kept(anchors: Path) -> None:
    for number in range(5):
        store = AnchorFolder(anchors)
        store.load("ab" * 16)
        store.save(one_anchor(number), safe=number % 2 == 0)
        store.close()
        assert AnchorFolder(anchors).load("ab" * 16) == one_anchor(number)


def test_a_spoiled_place_gives_the_anchor_before(anchors: Path) -> None:
    store = AnchorFolder(anchors)
    store.save(one_anchor(1), safe=False)
    store.save(one_anchor(2), safe=False)
    store.close()
    (file,) = anchors.iterdir()
    whole = file.read_bytes()
    assert whole.index(b"[2,") < PAGE
    for length in range(0, PAGE, 97):
        file.write_bytes(whole[:length].ljust(PAGE, b"x") + whole[PAGE:])
        found = AnchorFolder(anchors).load("ab" * 16)
        assert found in (one_anchor(1), one_anchor(2))
    file.write_bytes(b"x" * 2 * PAGE)
    with pytest.raises(IntegrityError, match="anker van deze kluis is beschadigd"):
        AnchorFolder(anchors).load("ab" * 16)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"7",
        b"[1, 2]",
        b"[" * 2000,
        b'["1", {}]',
        b'[1, {"dossiers": []}]',
        b'[1, {"dossiers": [1, "00", 5]}]',
        b'[1, {"dossiers": [1, "xx", ""]}]',
        b'[1, {"dossiers": [1, "", ""]}]',
        b'[1, {"dossiers": ["1", "00", ""]}]',
        b'[1, {"dossiers": [-1, "00", ""]}]',
        b'[1, {"dossiers": [99999999999999999999, "00", ""]}]',
        b'[1, {"dossiers": [1, "00", "gisteren"]}]',
        b'[1, {"dossiers": [1, "00", "2026-01-01T00:00:00"]}]',
    ],
)
def test_an_anchor_that_somebody_made_up_is_told_and_keeps_nobody_out(
    folder: Path, anchors: Path, body: bytes
) -> None:
    written(folder, anchors, 1)
    (file,) = anchors.iterdir()
    made_up = (hashlib.sha256(body).hexdigest().encode() + b" " + body).ljust(PAGE, b"\n")
    file.write_bytes(made_up * 2)
    assert any("anker van deze kluis is beschadigd" in one for one in wrong(folder, anchors))


# On paper


def test_a_printed_anchor_tells_what_the_kept_one_would(folder: Path, anchors: Path, tmp_path: Path) -> None:
    written(folder, anchors, 1)
    old = kept(folder)
    written(folder, anchors, 2)
    vault = entered(folder, anchors)
    line = printed(vault.anchor)
    vault_id = vault.anchor.vault_id
    vault.close()
    assert wrong(folder, tmp_path / "elders", read_printed(line, vault_id)) == []
    shutil.copy(old / "dossiers.db", folder / "dossiers.db")
    told = wrong(folder, tmp_path / "elders 2", read_printed(line.upper(), vault_id))
    assert any("ging tot regel 2 en eindigt nu na regel 1" in one for one in told)


@given(st.data())
def test_a_printed_anchor_that_was_typed_over_wrongly_is_refused(data: st.DataObject) -> None:
    line = printed(one_anchor())
    at = data.draw(st.integers(0, len(line) - 1))
    letter = data.draw(
        st.sampled_from("abcdefghijklmnopqrstuvwxyz234567:-").filter(lambda new: new != line[at])
    )
    with pytest.raises(UserError):
        read_printed(line[:at] + letter + line[at + 1 :], "ab" * 16)


@pytest.mark.parametrize(
    "change", [lambda line: line[:0], lambda line: line[:-1], lambda line: line + "a", lambda line: line[:5]]
)
def test_what_is_no_printed_anchor_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(UserError):
        read_printed(change(printed(one_anchor())), "ab" * 16)


@pytest.mark.parametrize(
    "part", ["", "dossiers", "dossiers-1", "dossiers-x-aaaaaaaa", "dossiers-1-a", "dossiers-1-1", "a-1-aa-a"]
)
def test_a_line_with_a_check_sum_that_we_never_printed_is_refused(part: str) -> None:
    line = f"gw1:{'ab' * 4}:{part}"
    letters = base64.b32encode(hashlib.sha256(line.encode()).digest()[:5]).decode().lower()
    with pytest.raises(UserError, match="geen anker"):
        read_printed(f"{line}:{letters}", "ab" * 16)


def test_the_anchor_of_another_vault_is_refused() -> None:
    with pytest.raises(UserError, match="andere kluis"):
        read_printed(printed(one_anchor()), "cd" * 16)
