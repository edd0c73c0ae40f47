# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is added to a draft: where it comes to stand, and the name, number and words it begins with."""

from collections.abc import Callable
from functools import partial
from string import ascii_lowercase

from app.i18n import Texts
from app.library import editing
from app.services.library_views import DraftView, ItemView

Edit = Callable[[str], str]

Words = dict[str, str]

NEW_CHOICE: Words = {"nl": "Nieuwe keuze", "en": "New choice"}
_NEW_QUESTION: Words = {"nl": "Nieuwe vraag", "en": "New question"}
_NEW_SECTION: Words = {"nl": "Nieuw onderdeel", "en": "New section"}
_NEW_REPEAT: Words = {"nl": "Nieuwe herhaling", "en": "New repeat"}


def with_question(draft: DraftView, item: ItemView) -> tuple[str, Edit]:
    """Give the place of a question after or in an item, and what adds it."""
    return _with(draft, item, "vraag", _NEW_QUESTION, partial(editing.add_question, kind="text"))


def with_repeat(draft: DraftView, item: ItemView) -> tuple[str, Edit]:
    """Give the place of a repeat after or in an item, and what adds it."""
    return _with(draft, item, "herhaling", _NEW_REPEAT, editing.add_repeat)


def with_section(draft: DraftView, item: ItemView) -> tuple[str, Edit]:
    """Give the place of a section after the one that an item stands in, and what adds it."""
    before = draft.items[: draft.items.index(item) + 1]
    section = next(one.name for one in reversed(before) if one.depth == 0)
    name = _name(draft, "onderdeel")
    label = new_words(_NEW_SECTION, draft.languages)
    number = _number(draft, item)
    return f"/{name}", partial(editing.add_section, name=name, number=number, label=label, after=section)


def new_words(words: Words, languages: tuple[str, ...]) -> Texts:
    """Give words to begin with in each of the languages; in one that nobody knows here, those in Dutch."""
    return Texts.of({code: words.get(code, words["nl"]) for code in languages})


def _with(
    draft: DraftView, item: ItemView, begin: str, words: Words, add: Callable[..., str]
) -> tuple[str, Edit]:
    parent = item.place if item.holds else item.place.rpartition("/")[0]
    name = _name(draft, begin)
    edit = partial(
        add,
        parent=parent,
        name=name,
        number=_number(draft, item),
        label=new_words(words, draft.languages),
        after="" if item.holds else item.name,
    )
    return f"{parent}/{name}", edit


def _name(draft: DraftView, begin: str) -> str:
    taken = {item.name for item in draft.items}
    return next(name for name in (f"{begin}_{at}" for at in range(1, 100_000)) if name not in taken)


def _number(draft: DraftView, item: ItemView) -> str:
    """Give a number that nobody uses, as colleagues would split one: A1.1a after A1.1."""
    taken = {one.number for one in draft.items}
    begin = item.number or "V1"
    free = (f"{begin}{letter}" for letter in ascii_lowercase if f"{begin}{letter}" not in taken)
    return next(free, begin)
