# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which role may do what with which compartment: all that is not written here is refused, by keys."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.errors import IntegrityError, UserError
from app.library.publication import QUESTIONNAIRE, Publication
from app.library.records import DraftBegun
from app.signals.records import NoSignalNoted
from app.training.records import PracticeBegun
from app.vault.anchoring import Anchoring
from app.vault.compartments import AUTHORITY, CREATED, ROLE_COMPARTMENTS, file_of
from app.vault.create import create_vault
from app.vault.half_typed import HalfTyped
from app.vault.header import HEADER_KEY, NewPerson, Office, Person
from app.vault.instance_lock import InstanceLock
from app.vault.keys import derive_key
from app.vault.open_vault import Act, OpenVault
from app.vault.opening import Entered, enter
from app.vault.publications import Signed
from app.vault.retention_work import COMPARTMENT_OF
from app.vault.roll import Standing
from app.vault.sealing import authority_of
from app.vault.slots import open_slot
from app.vault.trail import TrailQuery
from tests.fakes import SteppingClock
from tests.vault.making import ACT, CHEAP, MORNING, bytes_of, database, header_of, line, opened, unlock

FOUNDER, OTHER_LEAD, COLLEAGUE = "kwartiermaker", "teamleider B", "collega 0388"
CANARY = "kanariegeel"

RECORDS = "read write trail verify retention backup rotate half_typed"
LISTED = f"{RECORDS} list search"
DRAFTS = "read write trail verify backup rotate half_typed"
TRAIL = "trail verify backup rotate half_typed"
DECISIONS = "add change_roles rename label reset remove recovery trust rotation authority"

MATRIX: dict[str, dict[str, str]] = {
    "interviewer": {"dossiers": LISTED, "signals": RECORDS},
    "signal_coordinator": {"signals": RECORDS},
    "team_lead": {"library": DRAFTS, "vault": "sign"},
    "trainer": {"library": DRAFTS, "practice": LISTED},
    "trainee": {"practice": LISTED},
    "administrator": {"administration": TRAIL, "vault": DECISIONS},
}
"""What each role may do with each compartment, and with the vault as a whole; all else is refused."""

EVERY_ROLE = frozenset(MATRIX)


def passphrase(name: str) -> str:
    return f"de lange zin van {name}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a vault with something in each compartment, and somebody for each role and each pair of roles."""
    folder = tmp_path_factory.mktemp("kantoor") / "kluis"
    founder = NewPerson(FOUNDER, EVERY_ROLE, passphrase(FOUNDER))
    create_vault(folder, founder, SteppingClock(), CHEAP)
    with closing(unlock(folder, FOUNDER, passphrase(FOUNDER))) as vault:
        for roles in (*combinations(MATRIX, 1), *combinations(MATRIX, 2)):
            vault.people.add(NewPerson(named(*roles), frozenset(roles), passphrase(named(*roles))), CHEAP)
        for name, role in ((OTHER_LEAD, "team_lead"), (COLLEAGUE, "trainee")):
            vault.people.add(NewPerson(name, frozenset({role}), passphrase(name)), CHEAP)
        for compartment in ("dossiers", "signals", "library", "practice"):
            write(vault, compartment, "g1")
        vault.half_typed.keep({compartment: {"words": CANARY} for compartment in CREATED})
    return folder


@pytest.fixture
def folder(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "kluis"))


def named(*roles: str) -> str:
    return " en ".join(roles)


def entered(folder: Path, *roles: str) -> OpenVault:
    return unlock(folder, named(*roles), passphrase(named(*roles)))


def write(vault: OpenVault, compartment: str, number: str) -> None:
    """Write one record; a compartment without records has none to write."""
    works: Mapping[str, Callable[[], Any]] = {
        "dossiers": lambda: vault.dossiers(ACT),
        "signals": lambda: vault.signals(ACT),
        "library": lambda: vault.library(ACT),
        "practice": lambda: vault.practice().dossiers(ACT),
    }
    with works[compartment]() as work:
        work.append(record_for(compartment, number))
        if compartment in {"dossiers", "practice"}:
            work.list_hearing(line(number))
        work.commit()
    if compartment == "practice":
        with vault.practice().practice(ACT) as work:
            work.append(PracticeBegun(f"z{number}", number, "s1", "1.0.0", "", FOUNDER, MORNING))
            work.commit()


def record_for(compartment: str, number: str) -> Any:
    match compartment:
        case "signals":
            return NoSignalNoted(f"n{number}", number, MORNING, FOUNDER)
        case "library":
            return DraftBegun(f"d{number}", QUESTIONNAIRE, "proef", "1.1.0", "1.0.0", MORNING, FOUNDER)
        case _:
            return opened(number, name=CANARY)


def reads(vault: OpenVault, compartment: str) -> bool:
    match compartment:
        case "dossiers":
            with vault.dossiers(ACT) as dossiers:
                return bool(dossiers.hearing("g1"))
        case "signals":
            with vault.signals(ACT) as signals:
                return bool(signals.observations("g1"))
        case "library":
            with vault.library(ACT) as library:
                return bool(library.everything())
        case "practice":
            with vault.practice().practice(ACT) as practice:
                return bool(practice.everything())
        case _:
            return False


def writes(vault: OpenVault, compartment: str) -> bool:
    if compartment == "administration":
        return False
    write(vault, compartment, "g2")
    return True


def lists(vault: OpenVault, compartment: str, search: str = "") -> bool:
    stores: Mapping[str, Callable[[], Any]] = {
        "dossiers": vault.dossiers_listing,
        "practice": lambda: vault.practice().dossiers_listing(),
    }
    if compartment not in stores:
        return False
    with stores[compartment]() as listing:
        return bool(listing.listed(search, frozenset(), 10, 0))


def sees_trail(vault: OpenVault, compartment: str) -> bool:
    act = Act("read_trail", "trail", "")
    rows, _ = vault.evidence.trail(act, TrailQuery(compartments=frozenset({compartment})))
    everything, _ = vault.evidence.trail(act, TrailQuery())
    shown = {row.compartment for row in everything}
    assert bool(rows) is (compartment in shown)
    return bool(rows)


def verifies(vault: OpenVault, compartment: str) -> bool:
    findings = vault.verify()
    assert all(finding.ok for finding in findings)
    return any(str(finding.message).startswith(f"{compartment}:") for finding in findings)


def retains(vault: OpenVault, compartment: str) -> bool:
    kinds = [kind for kind, kept_in in COMPARTMENT_OF.items() if kept_in == compartment]
    if not kinds:
        return False
    with vault.retention(compartment, Act("read_retention", kinds[0], "")) as work:
        work.ended(kinds[0])
        work.commit()
    return True


def backs_up(vault: OpenVault, compartment: str) -> bool:
    source = vault.backup_source()
    try:
        return compartment in source.keys
    finally:
        source.close()


def rotates(vault: OpenVault, compartment: str) -> bool:
    vault.rotate(compartment, lambda _progress: None)
    return True


def seals_half_typed(vault: OpenVault, compartment: str) -> bool:
    vault.half_typed.keep({compartment: {"words": CANARY}})
    return compartment in vault.half_typed.take()


ACTS: Mapping[str, Callable[[OpenVault, str], bool]] = {
    "read": reads,
    "write": writes,
    "list": lists,
    "search": partial(lists, search=CANARY),
    "trail": sees_trail,
    "verify": verifies,
    "retention": retains,
    "backup": backs_up,
    "half_typed": seals_half_typed,
    "rotate": rotates,
}


CONTENT = Publication(QUESTIONNAIRE, "proef", "1.1.0", "bron", date(2026, 11, 23), None, MORNING.isoformat())
ELSEWHERE = Office("ab" * 16, demo=False, authority=b"a" * 32)

DECIDING: Mapping[str, Callable[[OpenVault], object]] = {
    "add": lambda vault: vault.people.add(
        NewPerson("iemand", frozenset({"trainee"}), passphrase("iemand")), CHEAP
    ),
    "change_roles": lambda vault: vault.people.change_roles(COLLEAGUE, frozenset({"interviewer"})),
    "label": lambda vault: vault.people.set_label(COLLEAGUE, "kamer 3"),
    "reset": lambda vault: vault.people.reset(COLLEAGUE, passphrase("anders"), CHEAP),
    "rename": lambda vault: vault.people.rename(COLLEAGUE, "collega 0389"),
    "remove": lambda vault: vault.people.remove("collega 0389"),
    "recovery": lambda vault: vault.people.make_recovery("de woorden", CHEAP),
    "trust": lambda vault: vault.people.trust("elders", ELSEWHERE),
    "rotation": lambda vault: vault.rekeying.want(CREATED),
    "authority": lambda vault: vault.renew_authority(),
}


def may(act: Callable[[], object]) -> bool:
    """Tell whether an act is done; what a person may not do is refused with a sentence."""
    try:
        return act() is not False
    except UserError:
        return False


@pytest.mark.parametrize("role", MATRIX)
def test_a_role_does_with_each_compartment_what_is_written_and_nothing_else(folder: Path, role: str) -> None:
    found: dict[str, str] = {}
    with closing(entered(folder, role)) as vault:
        for compartment in CREATED:
            done = [name for name, act in ACTS.items() if may(partial(act, vault, compartment))]
            found[compartment] = " ".join(sorted(done))
    written = MATRIX[role]
    assert found == {name: " ".join(sorted(written.get(name, "").split())) for name in CREATED}


@pytest.mark.parametrize("role", MATRIX)
def test_a_role_decides_about_the_vault_what_is_written_and_nothing_else(folder: Path, role: str) -> None:
    with closing(unlock(folder, OTHER_LEAD, passphrase(OTHER_LEAD))) as lead:
        other = lead.sign(CONTENT)
    with closing(entered(folder, role)) as vault:
        vault.publish(Signed(CONTENT, vault.people.header().office, (vault.sign(CONTENT), other)))
        stock = vault.published()
        assert len(stock.published) + len(stock.refused) == 1
        done = {"sign"} if stock.published else set()
        before = header_of(folder)
        done |= {name for name, act in DECIDING.items() if may(partial(act, vault))}
        assert done == set(MATRIX[role].get("vault", "").split())
        if not done - {"sign"}:
            assert header_of(folder) == before


@pytest.mark.parametrize("role", MATRIX)
def test_the_keys_of_a_role_open_its_files_and_no_others(folder: Path, role: str) -> None:
    slot = got_in(folder, role)
    assert set(slot.slot.sealed) - {HEADER_KEY, AUTHORITY} == compartments(role)
    for compartment in CREATED:
        fitting = {name for name, key in slot.keys.items() if is_opened(folder / file_of(compartment), key)}
        assert fitting == ({compartment} & compartments(role))
        sheets = [HalfTyped(folder, FOUNDER, {compartment: key}).take() for key in slot.keys.values()]
        assert any(sheets) is (compartment in compartments(role))
    decides = any(authority_of(key) == slot.header.authority for key in slot.keys.values())
    assert decides is (role == "administrator")


@pytest.mark.parametrize("role", MATRIX)
def test_a_denied_compartment_stays_shut_where_the_code_asks_no_more(folder: Path, role: str) -> None:
    slot = got_in(folder, role)
    before = bytes_of(folder)
    for denied in set(CREATED) - compartments(role):
        for key in slot.keys.values():
            keys = {name: bytearray(one) for name, one in {**slot.keys, denied: key}.items()}
            everybody = Person(named(role), EVERY_ROLE)
            anchoring = Anchoring((), slot.header.vault_id)
            standing = Standing(slot.header.mac)
            lock = InstanceLock(folder)
            forged = OpenVault(folder, everybody, keys, SteppingClock(), lock, anchoring, standing)
            with closing(forged):
                assert forged.opens(denied)
                with pytest.raises(IntegrityError):
                    database(forged, denied)
    assert bytes_of(folder) == before


@pytest.mark.parametrize("role", MATRIX)
def test_a_key_of_somebody_else_is_of_no_use_in_the_own_slot(folder: Path, role: str) -> None:
    header, own = header_of(folder), got_in(folder, role).slot
    founder = header.slot(FOUNDER)
    assert founder is not None
    assert open_slot(header, founder, passphrase(named(role)), derive_key) is None
    for denied in sorted(set(founder.sealed) - set(own.sealed)):
        grafted = replace(own, sealed={**own.sealed, denied: founder.sealed[denied]})
        with pytest.raises(IntegrityError):
            open_slot(header, grafted, passphrase(named(role)), derive_key)


@pytest.mark.parametrize("roles", list(combinations(MATRIX, 2)), ids=" and ".join)
def test_two_roles_open_what_either_opens(office: Path, roles: tuple[str, str]) -> None:
    slot = got_in(office, *roles)
    opening = {
        compartment
        for compartment in CREATED
        if any(is_opened(office / file_of(compartment), key) for key in slot.keys.values())
    }
    assert opening == compartments(roles[0]) | compartments(roles[1])


def test_the_matrix_is_about_every_role_and_compartment() -> None:
    assert set(ROLE_COMPARTMENTS) == EVERY_ROLE
    assert {name for row in MATRIX.values() for name in row} == {*CREATED, "vault"}
    tried = {*ACTS, *DECIDING, "sign"}
    assert {act for row in MATRIX.values() for acts in row.values() for act in acts.split()} == tried


def compartments(role: str) -> set[str]:
    return set(MATRIX[role]) - {"vault"}


def got_in(folder: Path, *roles: str) -> Entered:
    """Give what a slot on the disk holds, for whoever knows its passphrase."""
    name = named(*roles)
    return enter(folder, name, passphrase(name), SteppingClock(), CHEAP, derive_key, None)


def is_opened(path: Path, key: bytearray) -> bool:
    """Tell whether SQLCipher, without anything of the program, reads a file with a key."""
    connection: Any = dbapi2.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = \"x'{bytes(key).hex()}'\"")
        connection.execute("PRAGMA cipher_page_size = 2048")
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()
