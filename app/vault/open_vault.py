# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault, and the vault while it is open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.clock import Clock
from app.errors import GehoorwijzerError, Message, UserError, says
from app.library.publication import Publication, Retirement, signed_bytes
from app.vault import schema
from app.vault.anchor import Anchor, AnchorStore
from app.vault.anchoring import Anchoring
from app.vault.audit import Act, Finding
from app.vault.backup import Backup, Source
from app.vault.compartment_files import CompartmentFiles
from app.vault.compartments import (
    ADMINISTRATION,
    AUTHORITY,
    CREATED,
    DOSSIERS,
    LIBRARY,
    PRACTICE,
    SIGNALS,
)
from app.vault.evidence import Evidence
from app.vault.half_typed import HalfTyped
from app.vault.header import HEADER_KEY, NEXT, Header, Person, read_header
from app.vault.instance_lock import InstanceLock
from app.vault.keys import FLOOR, Derive, KdfCost, derive_key, wipe
from app.vault.listing import ReadsListing
from app.vault.opening import WRONG, Entered, enter
from app.vault.people import People
from app.vault.progress import Told
from app.vault.publications import Publications, Signed, Stock
from app.vault.rekeying import Rekeying, write_anew
from app.vault.renewing import renew
from app.vault.restore import finish_in_place, is_waiting
from app.vault.retention_work import RetentionWork
from app.vault.roll import Roll, Standing
from app.vault.second_factor import SecondFactor
from app.vault.signal_work import SignalWork
from app.vault.signing import Signature, signed_by
from app.vault.slots import SIGNING
from app.vault.stores import PracticeStore
from app.vault.tries import Tries, WrongTries
from app.vault.verifying import Looked, Verifying
from app.vault.work import DossierWork, LibraryWork

__all__ = ["WRONG", "Act", "OpenVault", "open_vault"]

_NOTHING: Mapping[str, Message] = {}


class OpenVault:
    """An open vault. It is used by one thread; `close` drops its keys."""

    def __init__(
        self,
        folder: Path,
        person: Person,
        keys: dict[str, bytearray],
        clock: Clock,
        lock: InstanceLock,
        anchoring: Anchoring,
        standing: Standing,
        damaged: Mapping[str, Message] = _NOTHING,
    ) -> None:
        self.person = person
        self._standing = standing
        self._anchoring = anchoring
        self._folder = folder
        self._own = {name: key for name, key in keys.items() if name not in CREATED}
        self._clock = clock
        self._lock = lock
        self._publications = Publications(folder)
        self._unfinished: dict[str, bytes] = {}
        compartments = {name: key for name, key in keys.items() if name in CREATED}
        self._files = CompartmentFiles(folder, person.name, compartments, clock, anchoring, damaged)
        self._evidence = Evidence(folder, self._files, anchoring, clock, self._header, self.published)

    def dossiers(self, act: Act) -> DossierWork:
        """Begin work on hearings.

        Raises:
            UserError: the person may not open them.
        """
        return DossierWork(*self._files.opened(DOSSIERS), self._clock, act, schema.HEARING_TABLES)

    def signals(self, act: Act) -> SignalWork:
        """Begin work on observations and reports.

        Raises:
            UserError: the person may not open them.
        """
        return SignalWork(*self._files.opened(SIGNALS), self._clock, act, schema.SIGNAL_TABLES)

    def retention(self, compartment: str, act: Act) -> RetentionWork:
        """Begin work on what is past its term.

        Raises:
            UserError: the person may not open the compartment.
        """
        return RetentionWork(
            *self._files.opened(compartment), self._clock, act, schema.RETENTION_TABLES[compartment]
        )

    def compact(self, compartment: str) -> None:
        """Write a compartment's file anew, without what was destroyed."""
        self._files.database(compartment).compact()

    def library(self, act: Act) -> LibraryWork:
        """Begin work on drafts.

        Raises:
            UserError: the person may not open them.
        """
        return LibraryWork(*self._files.opened(LIBRARY), self._clock, act, schema.LIBRARY_TABLES)

    @property
    def half_typed(self) -> HalfTyped:
        """What this person was typing when the vault was locked."""
        return HalfTyped(self._folder, self.person.name, self._files.keys)

    def opens(self, compartment: str) -> bool:
        """Tell whether this person can open a compartment."""
        return compartment in self.compartments

    def practice(self) -> PracticeStore:
        """Give the store of practice.

        Raises:
            UserError: the person may not open it.
        """
        return PracticeStore(self.person, *self._files.opened(PRACTICE), self._clock)

    @contextmanager
    def dossiers_listing(self) -> Iterator[ReadsListing]:
        """Read the worklist: no answers, read at every key of a search, and so without an audit row."""
        with self.dossiers(Act("list", "worklist", "")) as work:
            yield work

    @property
    def publications(self) -> Publications:
        """What team leads published."""
        return self._publications

    def published(self) -> Stock:
        """Read what is published, with every signature checked."""
        return self._publications.stock(self.people.header())

    def sign(self, content: Publication | Retirement) -> Signature:
        """Sign a publication as the person who opened the vault."""
        slot = self.people.header().slot(self.person.name)
        if slot is None:
            raise UserError(says("{name} staat niet meer in de kluis.", name=self.person.name))
        return signed_by(slot, self._own[SIGNING], signed_bytes(content))

    def publish(self, signed: Signed) -> None:
        """Add what was signed, and remember that it is there.

        Raises:
            UserError: this version is there already.
            EnvironmentFault: the folder cannot be written.
        """
        self._publications.put(signed)
        self.people.remember_published(self._publications.hashes(self.people.header()))

    @property
    def people(self) -> People:
        """Who may open this vault, and what an administrator can change about that."""
        return People(self._roll())

    @property
    def rekeying(self) -> Rekeying:
        """Which keys are to be changed, and what an administrator can decide about that."""
        return Rekeying(self._roll())

    def renew_authority(self) -> None:
        """Give the vault another authority (`Rekeying.renew_authority`)."""
        self.rekeying.renew_authority(self._publications.hashes(self.people.header()).values())

    def rotate(self, compartment: str, tell: Told) -> None:
        """Give a compartment another key; its file is written anew.

        A program that is killed meanwhile leaves the old file or the new one, and either opens.

        Args:
            compartment: which one.
            tell: is told of the progress; what it raises stops it, and the old key stays.

        Raises:
            UserError: the person may not open it, or somebody's way in is damaged.
            EnvironmentFault: the disk is full, or fails; the compartment opens as it is.
        """
        old = bytes(self._files.key(compartment))
        if compartment not in self._unfinished:
            database, audit = self._files.opened(compartment)
            database.empty_log()
            database.close()
            new = self.rekeying.begin(compartment)
            fresh = self._files.audit_under(compartment, new)
            try:
                write_anew(self._folder, compartment, old, new, fresh, self._clock.now(), tell)
            except GehoorwijzerError:  # also where somebody stopped it
                self.rekeying.take_back(compartment)
                raise
            fresh.settled()
            self._unfinished[compartment] = old
            self._files.keys[compartment] = bytearray(new)
            database.turn(self._files.keys[compartment])
            audit.turn(new)
        self.rekeying.finish(compartment, self._unfinished[compartment], bytes(self._files.keys[compartment]))
        del self._unfinished[compartment]

    @property
    def compartments(self) -> tuple[str, ...]:
        """The compartments that this person can open."""
        return self._files.names

    @property
    def evidence(self) -> Evidence:
        """What tells whether the vault is as it was left, and who did what."""
        return self._evidence

    def begin_verifying(self, against: Anchor | None = None) -> Verifying:
        """Give what checking needs, for another thread (`Evidence.begin_verifying`)."""
        return self._evidence.begin_verifying(against)

    def finish_verifying(
        self, looked: tuple[Looked, ...], against: Anchor | None = None
    ) -> tuple[Finding, ...]:
        """Give all that checking found (`Evidence.finish_verifying`)."""
        return self._evidence.finish_verifying(looked, against)

    def verify(self, against: Anchor | None = None, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check all that the person may open (`Evidence.verify`)."""
        return self._evidence.verify(against, told)

    def notices(self) -> tuple[Message, ...]:
        """Say what does not fit what was remembered of this vault (`Evidence.notices`)."""
        return self._evidence.notices()

    @property
    def anchor(self) -> Anchor:
        """Where the trails that this person can open ended, as it is remembered outside the folder."""
        return self._evidence.anchor

    def settle_restored(self) -> None:
        """Go on from the trails of a backup that was put back (`Evidence.settle_restored`)."""
        self._evidence.settle_restored(self._own[HEADER_KEY])
        self._evidence.settle_restored_elsewhere()

    def backup_source(self) -> Source:
        """Give what a backup is made of, for another thread; whoever asks closes it."""
        header = self.people.header()
        keys = {name: bytearray(key) for name, key in self._files.keys.items()}
        own = bytearray(self._own[HEADER_KEY])
        return Source(self._folder, header.vault_id, self.person.name, keys, own)

    def record_backup(self, backup: Backup) -> None:
        """Put on record that a backup was made."""
        act = Act("backup", "backup", backup.name, {"reason": backup.reason.value})
        self._files.put_on_record(act, self.compartments)

    def record_restore(self, name: str) -> None:
        """Put on record that a backup will take this vault's place."""
        self._files.put_on_record(Act("restore", "backup", name), self.compartments)

    def put_tries_on_record(self, tries: Mapping[str, Tries]) -> None:
        """Write in each trail who was tried with a wrong passphrase since the vault was opened last."""
        for name, one in sorted(tries.items()):
            detail = {"count": str(one.count), "first": one.first, "last": one.last}
            self._files.put_on_record(Act("wrong_try", "person", name, detail), self.compartments)

    def close(self) -> None:
        """Close the files, drop the keys and let others in."""
        self._anchoring.settle()
        self._files.close()
        wipe(self._own.values())
        self._own.clear()
        self._lock.release()

    def settle_keys(self, entered: Entered) -> bool:
        """Finish a change of keys that was under way when the vault was closed, or take it back.

        Tells whether the header is another than the one that was seen last.
        """
        changed = self._anchoring.check_header(entered.header)
        for name in sorted(entered.keys):
            compartment = name.removeprefix(NEXT)
            if name == compartment or compartment in self._files.damaged:
                continue
            following = self._own.pop(name)
            if compartment in entered.turned:
                old = bytes(self._files.keys[compartment])
                self._files.keys[compartment] = following
                self.rekeying.finish(compartment, old, bytes(following))
            else:
                self.rekeying.take_back(compartment)
        return changed

    def settle_header(self, entered: Entered, *, changed: bool) -> None:
        """Bring the header to the form of this version, and remember it."""
        if entered.header.form == 1 and AUTHORITY in self._own:
            hashes = self._publications.hashes(entered.header)
            self._files.keys[ADMINISTRATION] = bytearray(renew(self._roll(), hashes))
        elif entered.renewed is not None:
            self.people.renew_own(entered.renewed)
        header = self.people.header()
        self._anchoring.header_moved(header)
        self._files.seen = header.generation if changed else 0

    def _header(self) -> Header:
        return self.people.header()

    def _roll(self) -> Roll:
        return Roll(
            self._folder,
            self.person,
            self._held(),
            self._files.put_on_record,
            self._renew,
            lambda: self._clock.now().isoformat(),
            self._anchoring.header_moved,
            self._standing,
        )

    def _held(self) -> dict[str, bytes]:
        """Give every key that this person holds, by name."""
        return {name: bytes(key) for name, key in {**self._files.keys, **self._own}.items()}

    def _renew(self, name: str, key: bytes) -> None:
        """Hold another key in the place of an old one."""
        wipe([self._own[name]])
        self._own[name] = bytearray(key)


def open_vault(
    folder: Path,
    name: str,
    passphrase: str,
    clock: Clock,
    floor: KdfCost = FLOOR,
    derive: Derive = derive_key,
    anchors: Iterable[AnchorStore] = (),
    before_migration: Callable[[Source], Backup] | None = None,
    factor: SecondFactor | None = None,
) -> OpenVault:
    """Open a vault.

    Args:
        folder: of the vault.
        name: of the person.
        passphrase: of the person.
        clock: tells the time.
        floor: the lowest cost that is accepted.
        derive: derives the key of a passphrase.
        anchors: remember where the trails ended, the quickest first; nothing is remembered without one.
        before_migration: makes a backup before files go to a newer schema; where it fails, they do not.
        factor: what the person has, where the slot asks for something beside the passphrase.

    A wrong passphrase and a name that is not there cost the same full derivation and give the same answer.

    Raises:
        UserError: name or passphrase is wrong; a second factor is missing or another; there is no vault; or
            it is open already.
        IntegrityError: the vault is damaged; it is left as it was.
        EnvironmentFault: the machine does not let it be read or written.
    """
    finish_in_place(folder)
    stores = tuple(anchors)
    for store in stores:
        store.prepare()
    try:
        entered = enter(folder, name, passphrase, clock, floor, derive, factor)
        lock = InstanceLock(folder)
    except BaseException:
        for store in stores:
            store.close()
        raise
    anchoring = Anchoring(stores, entered.header.vault_id)
    standing = Standing(entered.header.mac)
    opened = OpenVault(
        folder, entered.slot.person, dict(entered.keys), clock, lock, anchoring, standing, entered.damaged
    )
    try:
        _refuse_waiting(folder)
        _refuse_changed(folder, entered.header)
        changed = opened.settle_keys(entered)
        saved = _saved(opened, before_migration) if entered.outdated else None
        opened.settle_restored()
        opened.settle_header(entered, changed=changed)
        if saved is not None:
            opened.record_backup(saved)
        people = [slot.person.name for slot in entered.header.slots]
        opened.put_tries_on_record(WrongTries(folder, clock).take(people))
    except BaseException:
        opened.close()
        raise
    return opened


def _refuse_waiting(folder: Path) -> None:
    if is_waiting(folder):  # it was put there after we looked, and before we had the lock
        raise UserError(says("Er wordt een reservekopie teruggezet. Probeer het over een minuut opnieuw."))


def _refuse_changed(folder: Path, header: Header) -> None:
    found = read_header(folder)
    if (
        found is None or found.mac != header.mac
    ):  # by who had the vault open until just now, or by nobody good
        raise UserError(says("De toegang tot de kluis is zojuist veranderd. Probeer het opnieuw."))


def _saved(opened: OpenVault, before_migration: Callable[[Source], Backup] | None) -> Backup | None:
    if before_migration is None:
        return None
    source = opened.backup_source()
    try:
        return before_migration(source)
    finally:
        source.close()
