# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tells whether an open vault is as it was left: trails, checks, anchors, and what was put back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.clock import Clock
from app.errors import Message
from app.vault import schema
from app.vault.anchor import DECISIONS, HEADER_HEAD, Anchor
from app.vault.anchoring import Anchoring
from app.vault.audit import Act, Finding
from app.vault.compartment_files import CompartmentFiles
from app.vault.faults import file_faults, machine_faults
from app.vault.header import Header
from app.vault.progress import Told
from app.vault.publications import Stock
from app.vault.restored import RESTORED, read_note, write_note
from app.vault.restored_elsewhere import RestoredRow, explains, follows, restored_rows
from app.vault.trail import TrailQuery, TrailRow, TrailWork
from app.vault.verifying import Looked, Verifying, header_findings, header_problems


class Evidence:
    """The evidence of one open vault, as far as the person who opened it may see it.

    Args:
        folder: of the vault.
        files: the compartments that this person can open.
        anchoring: holds them to where they ended before.
        clock: tells the time.
        header: gives the header as it stands on the disk.
        published: gives what is published.
    """

    def __init__(
        self,
        folder: Path,
        files: CompartmentFiles,
        anchoring: Anchoring,
        clock: Clock,
        header: Callable[[], Header],
        published: Callable[[], Stock],
    ) -> None:
        self._folder = folder
        self._files = files
        self._anchoring = anchoring
        self._clock = clock
        self._header = header
        self._published = published
        self._restored: Message | None = None

    def trail(self, act: Act, query: TrailQuery, most: int | None = None) -> tuple[tuple[TrailRow, ...], int]:
        """Read rows of the trails that this person can open, the latest first, and count all that fit.

        Args:
            act: put on record in each compartment that is read.
            query: which rows.
            most: how many are read; all of them when absent.
        """
        rows: list[TrailRow] = []
        total = 0
        for compartment, work in self._trails(act, query.compartments):
            table = schema.AUDIT[compartment]
            with work:
                there = work.count(table, query)
                rows += work.rows(table, compartment, query, there if most is None else most)
                work.commit()
            total += there
        rows.sort(key=lambda row: (row.at, row.seq), reverse=True)
        return tuple(rows[:most]), total

    def trail_names(self, act: Act) -> tuple[frozenset[str], frozenset[str]]:
        """Give the names and the acts that stand in the trails that this person can open."""
        people: set[str] = set()
        actions: set[str] = set()
        for compartment, work in self._trails(act, frozenset()):
            with work:
                people |= work.people(schema.AUDIT[compartment])
                actions |= work.actions(schema.AUDIT[compartment])
                work.commit()
        return frozenset(people), frozenset(actions)

    def begin_verifying(self, against: Anchor | None = None) -> Verifying:
        """Give what verifying needs, for another thread; whoever asks closes it."""
        anchors = (*self._anchoring.anchors, *([against] if against is not None else []))
        return Verifying(self._files.to_look_at(), anchors)

    def finish_verifying(
        self, looked: tuple[Looked, ...], against: Anchor | None = None
    ) -> tuple[Finding, ...]:
        """Give all that verifying found, and what is wrong beside the compartments, as in the header."""
        there = {one.compartment for one in looked}
        damaged = {name: message for name, message in self._files.damaged.items() if name not in there}
        findings = [Finding(ok=False, message=message) for message in damaged.values()]
        findings += [finding for one in looked for finding in one.findings]
        anchors = (*self._anchoring.anchors, *([against] if against is not None else []))
        findings += header_findings(self._header(), looked, anchors)
        findings += [Finding(ok=False, message=message) for message in self._published().refused]
        findings += [Finding(ok=False, message=message) for message in self._anchoring.problems]
        return tuple(findings)

    def verify(self, against: Anchor | None = None, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check all that the person may open: each page of each file, its trail, its records and its anchor.

        Args:
            against: a printed anchor, compared beside the one that is kept.
            told: is told how far it is.
        """
        verifying = self.begin_verifying(against)
        try:
            looked = verifying.run(told)
        finally:
            verifying.close()
        return self.finish_verifying(looked, against)

    def notices(self) -> tuple[Message, ...]:
        """Say what does not fit what was remembered of this vault; looked at on unlocking, and quickly."""
        for _compartment in self._files.sound():
            pass  # opening compares it with its anchor
        told = (
            *self._files.damaged.values(),
            self._restored,
            *self._anchoring.held_back,
            *self._anchoring.problems,
        )
        found = tuple(message for message in told if message is not None)
        return found + header_problems(self._header())

    @property
    def anchor(self) -> Anchor:
        """Where the trails that this person can open ended, as it is remembered outside the folder."""
        for _compartment in self._files.sound():
            pass  # opening says where it ends
        kept = self._anchoring.anchor
        shown = {*self._files.keys, HEADER_HEAD, DECISIONS}
        own = {name: head for name, head in kept.heads.items() if name in shown}
        return Anchor(kept.vault_id, own)

    @property
    def anchor_places(self) -> tuple[Message, ...]:
        """Say where the anchor is kept, outside the vault, and where it is not."""
        return self._anchoring.places

    def accept_trails(self) -> None:
        """Go on from the trails as they are, after a backup was put back; this is put on record in each.

        What the anchor said until now stands in that record.
        """
        for compartment in self._files.sound():
            self._accept(compartment, Act("accept_trail", "trail", compartment))
        self._anchoring.accept_header(self._header())

    def settle_restored(self, key: bytes | bytearray) -> None:
        """Go on from the trails of a backup that was put back, and put that on record in each, once.

        Only what is byte for byte what the backup held is explained by it, and only an anchor of before.

        Args:
            key: of the header.

        Raises:
            EnvironmentFault: the folder cannot be read or written.
        """
        with file_faults(self._folder):
            note = read_note(self._folder, key)
            if note is None:
                return
            untouched = [name for name in self._files.names if note.untouched(self._folder, name)]
            header_too = note.untouched(self._folder, HEADER_HEAD)
        for compartment in untouched:
            heads = self._anchoring.heads(compartment)
            if all(not head.at or datetime.fromisoformat(head.at) <= note.at for head in heads):
                detail = {"backup": note.backup, "by": note.by, "at": note.at.isoformat()}
                if self._accept(compartment, Act(RESTORED, "trail", compartment, detail)):
                    self._restored = note.says()
        heads = self._anchoring.heads(HEADER_HEAD)
        before = all(not head.at or datetime.fromisoformat(head.at) <= note.at for head in heads)
        if header_too and before:
            self._anchoring.accept_header(self._header())
        with file_faults(self._folder):
            write_note(self._folder, note.without(frozenset({*self._files.names, HEADER_HEAD})), key)

    def settle_restored_elsewhere(self) -> None:
        """Go on where the trail itself says that a backup was put back, on another computer or by another.

        That explains an anchor of before which went further than where the trail was taken up again, and no
        other (`explains`). It is put on record in the trail here too, with what was anchored.
        """
        opened = tuple(self._files.sound())
        if not self._anchoring.held_back:
            return
        header, put_back, older = self._header(), list[RestoredRow](), False
        for compartment in opened:
            database, audit = self._files.opened(compartment)
            with machine_faults(database.name), database.connect() as connection:
                rows = restored_rows(connection)
                older |= audit.seen(connection) > header.generation
                wrong = [head for head in self._anchoring.heads(compartment) if not follows(head, connection)]
            put_back += rows
            row = explains(rows, wrong)
            if row is not None:
                act = Act(RESTORED, "trail", compartment, row.detail)
                if self._accept(compartment, act):
                    self._restored = row.says()
        heads = self._anchoring.heads(HEADER_HEAD)
        if not older and any(all(row.is_after(head) for head in heads) for row in put_back):
            self._anchoring.accept_header(header)

    def _accept(self, compartment: str, act: Act) -> bool:
        """Anchor a trail as it is; the record of that says what was anchored until now.

        Tells whether it could be: one that is found damaged is told, and keeps nobody from the others.
        """
        head = self._anchoring.anchor.heads.get(compartment)
        anchored = {"anchored": f"{head.number} {head.mac.hex()}"} if head is not None else {}
        self._files.put_on_record(replace(act, detail={**act.detail, **anchored}), [compartment])
        if compartment in self._files.damaged:
            return False
        database = self._files.database(compartment)
        with machine_faults(database.name), database.connect() as connection:
            self._anchoring.accept(connection, compartment)
        return True

    def _trails(self, act: Act, wanted: frozenset[str]) -> Iterator[tuple[str, TrailWork]]:
        for compartment in self._files.sound():
            if not wanted or compartment in wanted:
                database, audit = self._files.opened(compartment)
                yield compartment, TrailWork(database, audit, self._clock, act, {})
