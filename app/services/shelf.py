# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The questionnaires at hand: sources by version, and their compiled form by the hash of their bytes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.errors import EnvironmentFault, GehoorwijzerError, Message, UserError, says
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.read_yaml import read_questionnaire


@dataclass(frozen=True, slots=True)
class Sourced:
    """A compiled questionnaire with the source it was made from and that source's SHA-256, in hex."""

    source: str
    digest: str
    compiled: CompiledQuestionnaire


@dataclass(frozen=True, slots=True)
class Stock:
    """What is on the shelf, by name and version, and a sentence about each file that was refused."""

    sourced: tuple[Sourced, ...]
    refused: tuple[Message, ...]


def digest_of(source: str) -> str:
    """Give the SHA-256 of a questionnaire's source as lower-case hex; a hearing is bound to it."""
    return hashlib.sha256(source.encode()).hexdigest()


class Shelf:
    """Questionnaires in a folder, one folder a questionnaire, one YAML file a version."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled: dict[str, Sourced] = {}

    def stock(self) -> Stock:
        """Read every questionnaire on the shelf; one that is refused keeps none of the others away."""
        sourced: list[Sourced] = []
        refused: list[Message] = []
        for path in sorted(self._folder.glob("*/*.yaml")):
            try:
                sourced.append(self._read(path))
            except GehoorwijzerError as error:
                refused.append(error.message)
        return Stock(tuple(sourced), tuple(refused))

    def find(self, questionnaire_id: str, version: str) -> Sourced:
        """Give one version of a questionnaire.

        Raises:
            UserError: it is not on the shelf.
        """
        for sourced in self.stock().sourced:
            found = sourced.compiled.questionnaire
            if (found.id, found.version) == (questionnaire_id, version):
                return sourced
        raise UserError(
            says(
                "Vragenlijst {name} versie {version} is er niet. Kies een andere vragenlijst.",
                name=questionnaire_id,
                version=version,
            )
        )

    def latest(self, questionnaire_id: str) -> Sourced:
        """Give the newest version of a questionnaire.

        Raises:
            UserError: there is none on the shelf.
        """
        found = [one for one in self.stock().sourced if one.compiled.questionnaire.id == questionnaire_id]
        if not found:
            raise UserError(
                says("Vragenlijst {name} is er niet. Vraag uw teamleider.", name=questionnaire_id)
            )
        return max(found, key=lambda one: _order(one.compiled.questionnaire.version))

    def compiled(self, source: str, name: str) -> Sourced:
        """Compile `source` once; `name` is what an error calls it."""
        digest = digest_of(source)
        known = self._compiled.get(digest)
        if known is None:
            known = Sourced(source, digest, compile_questionnaire(read_questionnaire(source, name)))
            self._compiled[digest] = known
        return known

    def _read(self, path: Path) -> Sourced:
        name = f"{path.parent.name}/{path.name}"
        try:
            source = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise UserError(
                says("{file} is geen UTF-8-tekst. Sla het bestand op als UTF-8.", file=name)
            ) from error
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "{file} kan niet worden gelezen: {reason}. Controleer de rechten.",
                    file=name,
                    reason=error.strerror,
                )
            ) from error
        return self.compiled(source, name)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
