# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting in: whether there is a vault, making one, and unlocking it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import Clock
from app.errors import EnvironmentFault, GehoorwijzerError, Message, UserError, says
from app.services.passphrases import check_passphrase
from app.vault.header import RECOVERY, NewPerson, read_status
from app.vault.keys import FLOOR, KdfCost
from app.vault.restore import finish_in_place

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.vault.anchor import AnchorStore
    from app.vault.backup import Backup, Source
    from app.vault.header import Header
    from app.vault.open_vault import OpenVault
    from app.vault.second_factor import KeyFile

_FIRST_ROLES = frozenset({"administrator", "interviewer", "signal_coordinator", "team_lead", "trainer"})
"""Whoever makes a vault can open all of it, and gives the keys on."""


@dataclass(frozen=True, slots=True)
class PersonListed:
    """Somebody who may unlock the vault.

    Attributes:
        second_factor: the kind of what is needed beside the passphrase, such as ``keyfile``; or empty.
        damaged: whether this way in is damaged, so that it opens nothing.
        label: what administrators call this way in; empty when nothing.
    """

    name: str
    roles: frozenset[str]
    second_factor: str = ""
    damaged: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class AccessStatus:
    """What is known before unlocking.

    Attributes:
        exists: whether there is a vault in the folder.
        people: who may unlock it.
        demo: whether it holds invented data only.
        demo_passphrase: a demo vault's passphrase, known to all; otherwise empty.
        problem: why a vault that is there cannot be opened.
        recovery: whether there are recovery words.
    """

    exists: bool
    people: tuple[PersonListed, ...] = ()
    demo: bool = False
    demo_passphrase: str = ""
    problem: Message | None = None
    recovery: bool = False


class Access:
    """The use cases of the unlock room.

    Args:
        folder: where the vault is, or will be.
        clock: tells the time.
        cost: gives what deriving a key shall cost; called once, when a vault is made.
        desk: puts the services together on an opened vault.
        floor: the lowest cost that is accepted.
        demo_passphrase: what a demo vault is opened with.
        anchors: remember outside the vault where its trails ended, the quickest first.
        backups: where a backup is put before files go to a newer schema; none is made when absent.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        cost: Callable[[], KdfCost],
        desk: "Callable[[OpenVault], Desk]",
        *,
        floor: KdfCost = FLOOR,
        demo_passphrase: str = "",
        anchors: "tuple[AnchorStore, ...]" = (),
        backups: Path | None = None,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._cost = cost
        self._desk = desk
        self._floor = floor
        self._demo_passphrase = demo_passphrase
        self._anchors = anchors
        self._backups = backups

    def status(self) -> AccessStatus:
        """Tell whether there is a vault and who may unlock it; a damaged one is told, not raised."""
        try:
            finish_in_place(self._folder)  # or there might seem to be no vault
            found = read_status(self._folder)
        except GehoorwijzerError as error:
            return AccessStatus(exists=True, problem=error.message)
        factors, labels = dict(found.factors), dict(found.labels)
        people = tuple(
            PersonListed(
                person.name,
                person.roles,
                factors.get(person.name, ""),
                person.name in found.damaged,
                labels.get(person.name, ""),
            )
            for person in found.people
        )
        passphrase = self._demo_passphrase if found.demo else ""
        return AccessStatus(found.exists, people, found.demo, passphrase, recovery=found.recovery)

    def create(self, name: str, passphrase: str, *, demo: bool = False) -> None:
        """Make a vault with its first person.

        Raises:
            UserError: the name is empty, the passphrase is too short or easy to guess, or there is a
                vault already.
        """
        person = NewPerson(check_name(name), _FIRST_ROLES, check_passphrase(passphrase, [name]))
        from app.vault.create import create_vault

        finish_in_place(self._folder)
        create_vault(self._folder, person, self._clock, self._cost(), demo=demo)

    def anchor_places(self) -> tuple[Message, ...]:
        """Say where it is remembered, outside the vault, where its trails ended.

        Raises:
            UserError: there is no vault.
        """
        return tuple(store.place(self._header().vault_id) for store in self._anchors)

    def office_code(self) -> str:
        """Give this vault's code, with which another office can accept what is published here.

        Raises:
            UserError: there is no vault.
        """
        from app.vault.publications import office_code

        return office_code(self._header().office)

    def recover(self, typed: str) -> "Desk":
        """Open the vault with the recovery words, as somebody who may do everything; that is on record.

        Raises:
            UserError: a word is not right (its place is told), the words are of before, or there are none.
            IntegrityError: the vault is damaged; it is left as it was.
        """
        from app.vault.open_vault import WRONG
        from app.vault.recovery_words import as_passphrase, read_words

        words = read_words(typed)
        if not read_status(self._folder).recovery:
            raise UserError(says("Deze kluis heeft geen herstelwoorden. Vraag een beheerder om hulp."))
        try:
            return self.unlock(RECOVERY, as_passphrase(words))
        except UserError as error:
            if error.message != WRONG:
                raise
            raise UserError(
                says("Met deze herstelwoorden gaat de kluis niet open. Zijn er later nieuwe gemaakt?")
            ) from error

    def give_back(self, name: str, typed: str, passphrase: str) -> "Desk":
        """Give somebody who lost the passphrase another with the recovery words, and open the vault for them.

        Where a key file was needed, it is not any more.

        Raises:
            UserError: a word is not right, the words are of before or there are none; or the passphrase is
                too short or easy to guess. Nothing changed then.
            IntegrityError: the vault is damaged; it is left as it was.
        """
        check_passphrase(passphrase, [name])
        desk = self.recover(typed)
        try:
            desk.administer.reset(name, passphrase)
        finally:
            desk.lock()
        return self.unlock(name, passphrase)

    def unlock(self, name: str, passphrase: str, key_file: Path | None = None) -> "Desk":
        """Open the vault.

        Args:
            name: of the person.
            passphrase: of the person.
            key_file: where the key file is, for whoever needs one.

        Raises:
            UserError: name or passphrase is wrong, and both cost the full key derivation; or the key file is
                missing, or another.
            IntegrityError: the vault is damaged; it is left as it was.
        """
        # The database is slow to load: the window is on the screen before it is needed.
        from app.vault.open_vault import open_vault

        factor = read_key_file(key_file) if key_file is not None else None
        opened = open_vault(
            self._folder,
            name,
            passphrase,
            self._clock,
            self._floor,
            anchors=self._anchors,
            factor=factor,
            before_migration=self._save if self._backups is not None else None,
        )
        try:
            return self._desk(opened)
        except BaseException:
            opened.close()
            raise

    def _header(self) -> "Header":
        from app.vault.header import read_header

        header = read_header(self._folder)
        if header is None:
            raise UserError(says("In {folder} staat geen kluis.", folder=str(self._folder)))
        return header

    def _save(self, source: "Source") -> "Backup":
        from app.vault.backup import make_backup
        from app.vault.backup_policy import Reason

        if self._backups is None:
            raise ValueError("there is no folder for backups")
        return make_backup(source, self._backups, Reason.MIGRATION, self._clock.now())


def read_key_file(file: Path) -> "KeyFile":
    """Read a key file.

    Raises:
        UserError: it is none.
        EnvironmentFault: it cannot be read.
    """
    from app.vault.second_factor import MOST_BYTES, KeyFile

    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(
            says("{file} kan niet worden gelezen: {reason}.", file=str(file), reason=error.strerror)
        ) from error
    return KeyFile.read(data)


def check_name(name: str) -> str:
    """Give a person's name as it is kept.

    Raises:
        UserError: it is empty.
    """
    if not name.strip():
        raise UserError(says("Vul een naam in, bijvoorbeeld hoormedewerker 0412."))
    return name.strip()
