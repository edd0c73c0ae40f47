# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checking whether the vault is as it was left, and the anchors by which that can be told later.

Checking may take long. `begin` and `finish` belong to the vault's thread, and the `Job` between them may be
run on any other while work goes on. `check` is all three at once.
"""

from dataclasses import dataclass

from app.errors import Message, says
from app.services.long_work import Job, Progress, Stopped, Told
from app.vault.anchor import Anchor, printed, read_printed
from app.vault.audit import Finding
from app.vault.open_vault import OpenVault
from app.vault.verifying import Looked

__all__ = ["CheckVault", "Checked", "Finding", "Job", "Looked", "Progress", "Stopped", "Told"]

_STOPPED = says("De controle is gestopt. Er is niets veranderd.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking gave: each thing looked at, and all of it in one sentence."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.ok for finding in self.findings)

    @property
    def outcome(self) -> Message:
        """Say in one sentence whether all is well, or what is wrong first."""
        wrong = next((finding for finding in self.findings if not finding.ok), None)
        if wrong is not None:
            return says("De kluis klopt niet. {what}", what=wrong.message)
        return says("De kluis klopt, voor zover u haar kunt openen.")


class CheckVault:
    """The use cases of whoever wants to know whether the vault is whole; each for what they may open."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def begin(self, anchor: str = "") -> Job[tuple[Looked, ...]]:
        """Give the job that looks at every page, every record and the trails, for `finish`.

        Args:
            anchor: a line that was printed earlier, compared too; nothing when empty.

        Raises:
            UserError: the line is mistyped, or of another vault.
        """
        verifying = self._vault.begin_verifying(self._against(anchor))
        return Job(verifying.run, _STOPPED, verifying.close, lambda: None)

    def finish(self, looked: tuple[Looked, ...], anchor: str = "") -> Checked:
        """Look at the header, the anchors and what is published too, and give all that was found."""
        return Checked(self._vault.finish_verifying(looked, self._against(anchor)))

    def check(self, anchor: str = "", told: Told = lambda _: None) -> Checked:
        """Look at all of it, at once (`begin`, `finish`).

        Args:
            anchor: a line that was printed earlier, compared too; nothing when empty.
            told: is told how far it is.

        Raises:
            UserError: the line is mistyped, or of another vault.
        """
        return self.finish(self.begin(anchor).run(told), anchor)

    def anchor(self) -> str:
        """Give the line by which a later check can tell whether anything was put back."""
        return printed(self._vault.anchor)

    def anchor_places(self) -> tuple[Message, ...]:
        """Say where it is remembered, outside the vault, where its trails ended."""
        return self._vault.evidence.anchor_places

    def accept(self) -> None:
        """Go on from the trails as they are, after a copy was put back; this is put on record in each."""
        self._vault.evidence.accept_trails()

    def _against(self, anchor: str) -> Anchor | None:
        return read_printed(anchor, self._vault.anchor.vault_id) if anchor.strip() else None
