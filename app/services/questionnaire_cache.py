# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires as they were compiled before, in the user's cache folder; for published ones alone.

A file is found by the hash of the source, of what messages call it, and of the code that read it, and it
begins with the hash of what it holds. Whatever is stale, damaged or unreadable is read from the source again
without a word: the cache makes things faster and decides nothing. It holds nothing but questionnaires.
"""

import ctypes
import gc
import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import app.questionnaire
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.compiled_codec import dump_compiled, load_compiled
from app.questionnaire.model_codec import SCHEMA
from app.questionnaire.read_yaml import read_questionnaire

MOST_BYTES = 64_000_000
"""A longer file is none of ours."""


@dataclass(frozen=True, slots=True)
class QuestionnaireCache:
    """The cache in a folder, which is made when it is needed."""

    folder: Path

    def compiled(self, source: str, name: str) -> CompiledQuestionnaire:
        """Give the compiled questionnaire of a source, from the cache where it is there.

        Raises:
            QuestionnaireError: the source is refused.
        """
        key = hashlib.sha256(f"{_made_by()}\0{name}\0{source}".encode()).hexdigest()
        file = self.folder / f"{key}.json"
        found = _kept(file)
        if found is None:
            found = compile_questionnaire(read_questionnaire(source, name))
            if not found.questionnaire.remarks:
                content = dump_compiled(found)
                _keep(file, content)
                # What was made on the way goes first, so that what stays does not lie scattered among it.
                del found
                gc.collect()
                found = load_compiled(content)
                del content
                _give_back()
        return found


def _give_back() -> None:
    """Let the C library give the memory of what was read back to the system, where it keeps it (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def _kept(file: Path) -> CompiledQuestionnaire | None:
    try:
        if file.stat().st_size > MOST_BYTES:
            return None
        digest, _, content = file.read_text(encoding="utf-8").partition("\n")
        return load_compiled(content) if digest == _digest(content) else None
    except (OSError, ValueError):
        return None


def _keep(file: Path, content: str) -> None:
    """Write a file whole or not at all; where that fails, the next start is as slow as this one."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".new")
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(f"{_digest(content)}\n{content}")
        Path(beside).replace(file)
    except OSError:
        with suppress(OSError):
            Path(beside).unlink()


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def _made_by() -> str:
    """Give the hash of the code that reads questionnaires: another reader may read another thing."""
    made = hashlib.sha256(SCHEMA.encode())
    folder = Path(app.questionnaire.__file__).parent
    beside = [folder.parent / name for name in ("strict_yaml.py", "yaml_events.py", "i18n.py")]
    for file in [*sorted(folder.rglob("*.py")), *beside]:
        made.update(file.read_bytes())
    return made.hexdigest()
