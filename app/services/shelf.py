# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The questionnaires at hand: sources by version, and their compiled form by the hash of their bytes."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import EnvironmentFault, GehoorwijzerError, Message, UserError, says
from app.library.in_force import Version, in_force
from app.library.publication import Publication
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.model import Questionnaire
from app.questionnaire.read_yaml import read_questionnaire
from app.services.questionnaire_cache import QuestionnaireCache

if TYPE_CHECKING:
    from app.vault.publications import Stock


@dataclass(frozen=True, slots=True)
class Sourced:
    """A compiled questionnaire with the source it was made from and that source's SHA-256, in hex.

    `version` tells on which days a new hearing may take it.
    """

    source: str
    digest: str
    compiled: CompiledQuestionnaire
    version: Version


@dataclass(frozen=True, slots=True)
class Stocked:
    """What is on the shelf, by name and version, and a sentence about each file that was refused."""

    sourced: tuple[Sourced, ...]
    refused: tuple[Message, ...]


def digest_of(source: str) -> str:
    """Give the SHA-256 of a questionnaire's source as lower-case hex; a hearing is bound to it."""
    return hashlib.sha256(source.encode()).hexdigest()


class Shelf:
    """The questionnaires that are shipped, and those that team leads published.

    Args:
        folder: the shipped ones: one folder a questionnaire, one YAML file a version.
        published: gives what is published and in nobody's doubt; nothing where it is left out.
        cache: keeps what was read of the shipped and published ones; none where it is left out.
    """

    def __init__(
        self,
        folder: Path,
        published: "Callable[[], Stock] | None" = None,
        cache: QuestionnaireCache | None = None,
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._published = published
        self._compiled: dict[str, Sourced] = {}

    def stock(self) -> Stocked:
        """Read every questionnaire on the shelf; one that is refused keeps none of the others away."""
        sourced: list[Sourced] = []
        refused: list[Message] = []
        for path in sorted(self._folder.glob("*/*.yaml")):
            try:
                sourced.append(self._read(path))
            except GehoorwijzerError as error:
                refused.append(error.message)
        stock = self._published() if self._published is not None else None
        for signed in stock.published if stock is not None else ():
            content = signed.content
            if not isinstance(content, Publication):
                continue
            retired = (content.subject, content.version) in stock.retired if stock is not None else False
            try:
                found = self.compiled(
                    content.source, f"{content.subject} {content.version}", is_published=True
                )
            except GehoorwijzerError as error:
                refused.append(error.message)
                continue
            version = Version(
                content.subject, content.version, content.valid_from, content.valid_until, retired=retired
            )
            sourced.append(replace(found, version=version))
        refused += stock.refused if stock is not None else ()
        return Stocked(tuple(sourced), tuple(refused))

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

    def in_force(self, today: date) -> tuple[Sourced, ...]:
        """Give of each questionnaire the version that a new hearing takes today."""
        by_version = {one.version: one for one in self.stock().sourced}
        return tuple(by_version[one] for one in in_force(by_version, today))

    def to_use(self, questionnaire_id: str, today: date) -> Sourced:
        """Give the version of a questionnaire that a new hearing takes today.

        Raises:
            UserError: there is none.
        """
        for sourced in self.in_force(today):
            if sourced.version.subject == questionnaire_id:
                return sourced
        raise UserError(says("Vragenlijst {name} is er niet. Vraag uw teamleider.", name=questionnaire_id))

    def compiled(self, source: str, name: str, *, is_published: bool = False) -> Sourced:
        """Compile `source` once; `name` is what an error calls it. A draft never gets into the cache."""
        digest = digest_of(source)
        known = self._compiled.get(digest)
        if known is None:
            compiled = _compile(source, name, self._cache if is_published else None)
            known = Sourced(source, digest, compiled, _as_shipped(compiled.questionnaire))
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
        return self.compiled(source, name, is_published=True)


def _as_shipped(questionnaire: Questionnaire) -> Version:
    """Give the days of a version that nobody signed: those that it names itself."""
    try:
        begins = date.fromisoformat(questionnaire.valid_from)
    except ValueError:
        begins = date.min
    return Version(questionnaire.id, questionnaire.version, begins)


def compiled_from(source: str, name: str, cache: QuestionnaireCache | None) -> CompiledQuestionnaire:
    """Compile a questionnaire, read from the cache where there is one and it is in there."""
    with _no_collection():
        if cache is not None:
            return cache.compiled(source, name)
        return compile_questionnaire(read_questionnaire(source, name))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Collect no garbage meanwhile: all that is made stays, and looking through it takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_compile = lru_cache(maxsize=64)(compiled_from)
"""Compiles a questionnaire once, however often a vault is opened; there is nothing secret in it."""
