# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The versions of questionnaires that are there: what they changed, which serve, and how they travel."""

from datetime import date

from app.clock import Clock
from app.errors import UserError, says
from app.library.diff import Difference, differences
from app.library.in_force import Version, in_force, order
from app.library.publication import LONGEST_TEXT, QUESTIONNAIRE, Publication, Retirement
from app.services.library_views import VersionState, VersionView
from app.services.shelf import Shelf
from app.vault.audit import Act
from app.vault.open_vault import OpenVault
from app.vault.publications import Signed, read, written


class PublishedVersions:
    """The use cases of a team lead with versions that are in force, were, or will be.

    Args:
        vault: the open vault.
        shelf: the questionnaires at hand.
        clock: tells the time.
    """

    def __init__(self, vault: OpenVault, shelf: Shelf, clock: Clock) -> None:
        self._vault = vault
        self._shelf = shelf
        self._clock = clock

    def versions(self) -> tuple[VersionView, ...]:
        """List every version, by questionnaire, the newest first."""
        found = self._shelf.stock().sourced
        now = in_force((one.version for one in found), self._today())
        signers = {
            (one.content.subject, one.content.version): tuple(
                signature.person.name for signature in one.signatures
            )
            for one in self._vault.published().published
        }
        views = [
            VersionView(
                subject=one.version.subject,
                version=one.version.version,
                title=one.compiled.questionnaire.title,
                state=_state(one.version, now, self._today()),
                valid_from=one.version.valid_from,
                valid_until=one.version.valid_until,
                signers=signers.get((one.version.subject, one.version.version), ()),
            )
            for one in found
        ]
        return tuple(sorted(views, key=lambda one: (one.subject, one.valid_from, one.version), reverse=True))

    def changes(self, subject: str, version: str) -> tuple[Difference, ...]:
        """Tell what a version changed with regard to the one before it; nothing for the first.

        Raises:
            UserError: there is no such version.
        """
        shown = self._shelf.find(subject, version)
        found = [one for one in self._shelf.stock().sourced if one.version.subject == subject]
        before = [one for one in found if order(one.version.version) < order(version)]
        if not before:
            return ()
        last = max(before, key=lambda one: order(one.version.version))
        return differences(last.compiled.questionnaire, shown.compiled.questionnaire)

    def version(self, subject: str, version: str) -> VersionView:
        """Show one version that is there."""
        return next(one for one in self.versions() if (one.subject, one.version) == (subject, version))

    def publish(self, signed: Signed) -> None:
        """Put a signed file among the others, after reading it as everybody will.

        Raises:
            UserError: it cannot be read so, or this version is there already.
            EnvironmentFault: the folder cannot be written.
        """
        data = written(signed)
        self._vault.publish(read(data, signed.content.subject, self._vault.people.header()))

    def retire(self, subject: str, version: str, reason: str) -> tuple[VersionView, ...]:
        """Let no new hearing take a published version any more; hearings that have it keep it.

        Raises:
            UserError: it was not published here, it is retired already, no reason is given or one that is too
                long, or no other version would be left for a new hearing.
        """
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom deze versie niet meer mag worden gebruikt."))
        if len(reason) > LONGEST_TEXT:
            raise UserError(says("Deze reden is langer dan {most} tekens. Kort haar in.", most=LONGEST_TEXT))
        self._signed(subject, version)
        others = (
            one.version
            for one in self._shelf.stock().sourced
            if (one.version.subject, one.version.version) != (subject, version)
        )
        if not [one for one in in_force(others, self._today()) if one.subject == subject]:
            raise UserError(
                says("Er blijft dan geen versie over voor een nieuw gehoor. Publiceer eerst een andere.")
            )
        content = Retirement(QUESTIONNAIRE, subject, version, reason.strip(), self._clock.now().isoformat())
        self.publish(Signed(content, self._vault.people.header().office, (self._vault.sign(content),)))
        self._write("retire_version", f"{subject} {version}")
        return self.versions()

    def export(self, subject: str, version: str) -> bytes:
        """Give a published version as a signed file for another vault.

        Raises:
            UserError: it was not published.
        """
        return written(self._signed(subject, version))

    def take_in(self, data: bytes, name: str) -> VersionView:
        """Take in a version that another office published.

        Args:
            data: the file.
            name: what a sentence calls it.

        Raises:
            UserError: it is damaged, of a newer version, of an unknown office, not signed by two team leads,
                does not compile here, or is there already; nothing changes then.
        """
        signed = read(data, name, self._vault.people.header())
        content = signed.content
        if not isinstance(content, Publication):
            raise UserError(says("{file} is geen vragenlijst. Kies een ander bestand.", file=name))
        found = self._shelf.compiled(content.source, name).compiled.questionnaire
        if (found.id, found.version) != (content.subject, content.version):
            raise UserError(says("{file} noemt een andere vragenlijst dan er in staat.", file=name))
        there = [one.version for one in self._shelf.stock().sourced]
        if any((one.subject, one.version) == (content.subject, content.version) for one in there):
            raise UserError(
                says(
                    "{subject} versie {version} staat er al.",
                    subject=content.subject,
                    version=content.version,
                )
            )
        self.publish(signed)
        self._write("take_in_version", f"{content.subject} {content.version}")
        return self.version(content.subject, content.version)

    # Inside

    def _today(self) -> date:
        return self._clock.now().date()

    def _write(self, action: str, object_id: str) -> None:
        with self._vault.library(Act(action, "draft", object_id)) as work:
            work.commit()

    def _signed(self, subject: str, version: str) -> Signed:
        for one in self._vault.published().published:
            if (one.content.subject, one.content.version) == (subject, version):
                return one
        raise UserError(
            says("{subject} versie {version} is hier niet gepubliceerd.", subject=subject, version=version)
        )


def _state(version: Version, now: tuple[Version, ...], today: date) -> VersionState:
    if version in now:
        return VersionState.IN_FORCE
    if version.retired:
        return VersionState.RETIRED
    return VersionState.LATER if version.valid_from > today else VersionState.REPLACED
