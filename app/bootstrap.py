# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the parts together, once. Nothing else in the program knows how they are made."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app import assets
from app.clock import Clock, Ids, RandomIds, SystemClock
from app.errors import EnvironmentFault, says
from app.vault.backup_policy import BackupPolicy

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from app.retention import Terms
    from app.services.access import Access
    from app.services.desk import Desk
    from app.services.policy import OfficePolicy
    from app.services.practise import Practise
    from app.services.scenarios import Scenarios
    from app.services.shelf import Shelf
    from app.signals.catalogue import Catalogue
    from app.signals.wordlist import PlainerWord
    from app.vault.anchor import AnchorStore
    from app.vault.keys import KdfCost
    from app.vault.open_vault import OpenVault

DEMO_PASSPHRASE = "alleen voor de demo"  # noqa: S105 - known to all: it opens vaults with invented data alone
"""Known to all, and shown on the unlock screen of a demo vault alone."""

DEMO_PERSON = "hoormedewerker 0412"

CATALOGUE = "illustratief-1.0.0.yaml"


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between a real run, the demo and a test; everything else follows.

    Attributes:
        vault: the vault's folder.
        drop_folder: where exports for the reporting channel are put.
        clock: tells the time.
        ids: makes identifiers.
        questionnaires: the folder with questionnaires; the shipped ones when absent.
        cost: gives what deriving a key shall cost in a new vault; calibrated on the machine when absent.
        floor: the lowest cost that is accepted; the vault's own floor when absent.
        cache: the folder that keeps questionnaires as they were read; nothing is kept when absent.
        classification: the office's, on each page and in the window; the lowest level when empty.
        classification_basis: the decision that it rests on.
        anchors: the folder, outside the vault, that remembers where its trails ended; nothing when absent.
        keyring: gives the keyring that remembers the same; none is asked when absent.
        backups: the folder for backups; none are made when absent.
        backup_policy: how often backups are made, and which are kept.
    """

    vault: Path
    drop_folder: Path
    clock: Clock
    ids: Ids
    questionnaires: Path | None = None
    cost: "Callable[[], KdfCost] | None" = None
    floor: "KdfCost | None" = None
    anchors: Path | None = None
    keyring: "Callable[[], KeyringBackend | None] | None" = None
    cache: Path | None = None
    backups: Path | None = None
    backup_policy: BackupPolicy = field(default_factory=BackupPolicy)
    classification: str = ""
    classification_basis: str = ""


def usual_backups(vault: Path) -> Path:
    """Give where the backups of a vault are put: where the settings say, or else beside it."""
    from app.settings import usual_settings_file

    chosen = usual_settings_file().load().settings.backup_folder
    return Path(chosen) if chosen else vault.with_name(f"{vault.name}-reservekopieen")


def real_parts(vault: Path, backups: Path | None = None) -> Parts:
    """Give the parts of a real run; what the settings and the policy leave open goes beside the vault.

    Args:
        vault: the vault's folder.
        backups: the folder for backups, where another was chosen.
    """
    import platformdirs

    from app.settings import usual_settings_file

    chosen = usual_settings_file().load().settings
    anchors = platformdirs.user_state_path("gehoorwijzer", appauthor=False) / "anchors"
    outgoing = Path(chosen.drop_folder) if chosen.drop_folder else vault.with_name(f"{vault.name}-uitgaand")
    cache = platformdirs.user_cache_path("gehoorwijzer", appauthor=False) / "questionnaires"
    return Parts(
        vault,
        outgoing,
        SystemClock(),
        RandomIds(),
        anchors=anchors,
        keyring=_usual_keyring,
        cache=cache,
        backups=backups or usual_backups(vault),
        backup_policy=BackupPolicy(
            every=timedelta(hours=chosen.backup_hours),
            daily=chosen.backup_daily,
            weekly=chosen.backup_weekly,
            monthly=chosen.backup_monthly,
        ),
        classification=chosen.classification,
        classification_basis=chosen.classification_basis,
    )


def access(parts: Parts) -> "Access":
    """Put the services together behind the unlock room."""
    from app.services.access import Access
    from app.vault.keys import FLOOR, calibrate

    return Access(
        parts.vault,
        parts.clock,
        parts.cost or calibrate,
        lambda vault: build_desk(vault, parts),
        floor=parts.floor or FLOOR,
        demo_passphrase=DEMO_PASSPHRASE,
        anchors=_anchors(parts),
        backups=parts.backups,
    )


def _usual_keyring() -> "KeyringBackend | None":
    from app.vault.anchor_keyring import usual_keyring

    return usual_keyring()


def _anchors(parts: Parts) -> "tuple[AnchorStore, ...]":
    from app.vault.anchor import AnchorFolder
    from app.vault.anchor_keyring import KeyringAnchors

    folder = (AnchorFolder(parts.anchors),) if parts.anchors else ()
    return (*folder, *((KeyringAnchors(parts.keyring),) if parts.keyring else ()))


def build_desk(vault: "OpenVault", parts: Parts) -> "Desk":
    """Put the services together on an opened vault."""
    from app.channel.drop_folder import DropFolder
    from app.services.administer_vault import AdministerVault
    from app.services.check_vault import CheckVault
    from app.services.close_hearing import CloseHearing
    from app.services.conduct_hearing import ConductHearing
    from app.services.desk import Desk
    from app.services.hand_over import HandOver
    from app.services.keep_backups import KeepBackups
    from app.services.keep_library import KeepLibrary
    from app.services.keep_people import KeepPeople
    from app.services.keep_retention import KeepRetention
    from app.services.note_signal import NoteSignal
    from app.services.questionnaire_cache import QuestionnaireCache
    from app.services.read_audit import ReadAudit
    from app.services.report_signal import ReportSignal
    from app.services.rotate_keys import RotateKeys
    from app.services.shelf import Shelf
    from app.services.worklist import Worklist
    from app.vault.compartments import PRACTICE
    from app.vault.keys import FLOOR, calibrate

    _make_drop_folder(parts.drop_folder)
    policy = _office_policy(parts)
    cache = QuestionnaireCache(parts.cache) if parts.cache else None
    shelf = Shelf(parts.questionnaires or assets.questionnaires(), vault.published, cache)
    catalogue = shipped_catalogue()
    words = _wordlist()
    conduct = ConductHearing(vault, shelf, parts.clock, parts.ids, policy)
    way_out = DropFolder(parts.drop_folder)
    roles = vault.person.roles
    rotate = RotateKeys(vault)
    return Desk(
        person_name=vault.person.name,
        roles=roles,
        worklist=Worklist(vault, shelf, policy, parts.clock),
        conduct=conduct,
        close=CloseHearing(conduct, parts.clock, policy),
        notes=NoteSignal(vault, catalogue, conduct, parts.clock, parts.ids),
        reports=ReportSignal(vault, catalogue, words, way_out, parts.clock, parts.ids, policy),
        practice=_practice(vault, parts, shelf, catalogue) if vault.opens(PRACTICE) else None,
        library=KeepLibrary(vault, shelf, catalogue, parts.clock, parts.ids)
        if "team_lead" in roles
        else None,
        people=KeepPeople(vault, parts.cost or calibrate),
        audit=ReadAudit(vault),
        check=CheckVault(vault),
        administer=AdministerVault(vault, parts.cost or calibrate),
        backups=KeepBackups(
            vault, parts.vault, parts.backups, parts.backup_policy, parts.clock, parts.floor or FLOOR
        ),
        hand_over=HandOver(vault, shelf, parts.clock, parts.ids),
        retention=KeepRetention(vault, shipped_terms(), parts.clock, parts.ids),
        rotate=rotate,
        vault=vault,
        let_in=tuple(person.name for person in vault.people.let_in()),
        notices=vault.notices(),
        reminder=rotate.reminder(),
    )


def _office_policy(parts: Parts) -> "OfficePolicy":
    from app.services.policy import OfficePolicy

    policy = OfficePolicy(parts.drop_folder, classification_basis=parts.classification_basis)
    return replace(policy, classification=parts.classification) if parts.classification else policy


def _practice(vault: "OpenVault", parts: Parts, shelf: "Shelf", catalogue: "Catalogue") -> "Practise":
    """Put the services of practice together: on a store of their own, and without a way to the channel."""
    from app.services.conduct_hearing import ConductHearing
    from app.services.note_signal import NoteSignal
    from app.services.policy import OfficePolicy
    from app.services.practice_views import PRACTICE_CLASSIFICATION
    from app.services.practise import Practise

    store = vault.practice()
    policy = OfficePolicy(parts.drop_folder, classification=PRACTICE_CLASSIFICATION)
    conduct = ConductHearing(store, shelf, parts.clock, parts.ids, policy)
    notes = NoteSignal(store, catalogue, conduct, parts.clock, parts.ids)
    scenarios = _scenarios(shelf, catalogue)
    return Practise(store, conduct, notes, scenarios, shelf, catalogue, parts.clock, parts.ids)


@cache  # it takes longer to read than everything else on unlocking, and is part of the program
def shipped_catalogue() -> "Catalogue":
    """Read the illustrative catalogue."""
    from app.signals.read_catalogue import read_catalogue

    file = assets.resource(f"catalogue/{CATALOGUE}")
    return read_catalogue(file.read_text(encoding="utf-8"), CATALOGUE)


@cache
def _wordlist() -> "tuple[PlainerWord, ...]":
    """Read the words of which a better one is offered."""
    from app.signals.wordlist import read_wordlist

    file = assets.resource("catalogue/wordlist.yaml")
    return read_wordlist(file.read_text(encoding="utf-8"), file.name)


@cache
def shipped_terms() -> "Terms":
    """Read the illustrative terms of retention."""
    from app.retention import read_terms

    file = assets.resource("retention.yaml")
    return read_terms(file.read_text(encoding="utf-8"), file.name)


def shipped_scenarios() -> "Scenarios":
    """Put together the practice scenarios that ship with the program."""
    from app.services.shelf import Shelf

    return _scenarios(Shelf(assets.questionnaires()), shipped_catalogue())


def _scenarios(shelf: "Shelf", catalogue: "Catalogue") -> "Scenarios":
    from app.services.scenarios import Scenarios

    return Scenarios(assets.resource("scenarios"), shelf, [catalogue])


def _make_drop_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De map voor meldingen {folder} kan niet worden gemaakt: {reason}.",
                folder=str(folder),
                reason=error.strerror,
            )
        ) from error


def _usual_vault() -> Path:
    import platformdirs

    return platformdirs.user_data_path("gehoorwijzer", appauthor=False) / "kluis"


def open_window(
    *, vault: Path | None, furnish: "Callable[[Access], object] | None", language: str | None
) -> int:
    """Open the window on a vault, and give the exit code when it is closed.

    Args:
        vault: the vault's folder; the one in the settings, or the usual place, when absent.
        furnish: makes a vault with invented data, in a temporary folder, for looking around.
        language: of the program; that of the settings when absent.
    """
    from app.desktop.program import run_window
    from app.settings import usual_settings_file

    settings = usual_settings_file()
    kept = settings.load().settings
    if furnish is not None:
        with tempfile.TemporaryDirectory(prefix="gehoorwijzer-demo-") as folder:
            parts = replace(
                real_parts(Path(folder) / "kluis"),
                anchors=None,
                keyring=None,
                backups=None,
                drop_folder=Path(folder) / "uitgaand",
            )
            entrance = access(parts)
            furnish(entrance)
            return run_window(entrance, settings, language=language, classification=kept.classification)
    folder_of_vault = vault or (Path(kept.vault_folder) if kept.vault_folder else _usual_vault())
    return run_window(
        access(real_parts(folder_of_vault)), settings, language=language, classification=kept.classification
    )
