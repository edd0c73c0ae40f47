# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing a questionnaire's source in steps that an author understands; comments and all else stay.

Every function takes a source and gives a new one. What an author typed is always kept as text. An item is
meant by its name, or by its place, as in ``/family/children``, for a name may stand in several groups.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from app.errors import UserError, says
from app.i18n import Texts
from app.questionnaire.build import language_code
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.naming import LAST_SAVED

Value = str | Texts | tuple[str, ...]
"""One text, a text in several languages, or an enumeration."""

Choice = tuple[str, Texts, tuple[str, ...]]
"""A choice: its name, its label, and what stands in each of the columns that its list has besides."""

_PLAIN = frozenset({"type", "name"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_NO_COLUMN = frozenset({"name", "label", *MEDIA})


def set_property(source: str, name: str, what: str, value: Value) -> str:
    """Give an item another value for a property; an empty text takes the property out.

    Raises:
        UserError: there is no such item.
    """
    root = _loaded(source)
    item, _siblings = _found(root, name)
    _put(item, what, value)
    return _dumped(root)


def rename(source: str, name: str, new: str) -> str:
    """Give an item another name, also wherever an expression or a text refers to it.

    Where its old name stands in several groups, ``${name}`` tells nobody which is meant: it is left as it is,
    and means the other one as soon as there is only one.

    Raises:
        UserError: there is no such item, or the new name is taken or is no name.
    """
    root = _loaded(source)
    item, _siblings = _found(root, name)
    old = str(item["name"])
    if old == new:
        return source
    _must_be_new(root, new)
    alone = _names(root["survey"]).count(old) == 1
    item["name"] = new
    if alone:
        for before in ("", LAST_SAVED):
            reference = re.compile(rf"\$\{{\s*{before}{re.escape(old)}\s*\}}")
            _replace(root["survey"], reference, f"${{{before}{new}}}")
    return _dumped(root)


def set_head(source: str, what: str, value: Value) -> str:
    """Give the questionnaire itself another value, such as its title, notice or version."""
    root = _loaded(source)
    _put(root["questionnaire"], what, value)
    return _dumped(root)


def set_languages(source: str, codes: Sequence[str]) -> str:
    """Have the questionnaire in these languages; texts in the others go with them.

    Raises:
        UserError: a code is none.
    """
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            raise UserError(says("„{code}” is geen taalcode. Schrijf bijvoorbeeld nl, en of ti.", code=code))
    root = _loaded(source)
    known = {language_code(str(name)): str(name) for name in root["questionnaire"].get("languages", ())}
    root["questionnaire"]["languages"] = _enumeration(tuple(known.get(code, code) for code in codes))
    _take_out(root, known, frozenset(known) - frozenset(codes))
    return _dumped(root)


def _take_out(node: Any, known: Collection[str], gone: Collection[str]) -> None:
    """Take the texts in some languages out, wherever a text stands in languages that are known."""
    inside = node.values() if isinstance(node, CommentedMap) else node
    if isinstance(node, CommentedMap) and node and all(str(key) in known for key in node):
        for code in gone:
            node.pop(code, None)
        return
    for one in inside:
        if isinstance(one, (CommentedMap, CommentedSeq)):
            _take_out(one, known, gone)


def add_section(source: str, name: str, number: str, label: Texts, after: str = "") -> str:
    """Add an empty section after another one, or at the end.

    Raises:
        UserError: the name is taken or is no name, or there is no such section.
    """
    root = _loaded(source)
    _must_be_new(root, name)
    item = CommentedMap(type="group", name=name, number=_text(number), label=_texts(label))
    item["children"] = CommentedSeq()
    _insert(root["survey"], item, after)
    return _dumped(root)


def add_question(
    source: str, parent: str, kind: str, name: str, number: str, label: Texts, after: str = ""
) -> str:
    """Add a question to a section, group or repeat, after another item or at the end.

    Args:
        source: the questionnaire.
        parent: the name of what it is added to.
        kind: as in the file, such as ``text`` or ``select_one yes_no``.
        name: of the question, in no use yet.
        number: as colleagues will know it.
        label: its words.
        after: the item it comes after; the end when empty.

    Raises:
        UserError: the name is taken or is no name, or there is no such place.
    """
    root = _loaded(source)
    _must_be_new(root, name)
    item = CommentedMap(type=kind, name=name, number=_text(number), label=_texts(label))
    _insert(_children(root, parent), item, after)
    return _dumped(root)


def add_repeat(source: str, parent: str, name: str, number: str, label: Texts, after: str = "") -> str:
    """Add an empty repeat to a section, group or repeat, after another item or at the end.

    Raises:
        UserError: the name is taken or is no name, or there is no such place.
    """
    root = _loaded(source)
    _must_be_new(root, name)
    item = CommentedMap(type="repeat", name=name, number=_text(number), label=_texts(label))
    item["children"] = CommentedSeq()
    _insert(_children(root, parent), item, after)
    return _dumped(root)


def move(source: str, name: str, parent: str, after: str = "") -> str:
    """Put an item elsewhere: into `parent`, after another item or as the first when `after` is empty.

    Raises:
        UserError: there is no such item or place, or the item would come to stand in itself.
    """
    root = _loaded(source)
    item, siblings = _found(root, name)
    target = _children(root, parent) if parent else root["survey"]
    if _stands_in(target, item):
        raise UserError(says("Een onderdeel kan niet in zichzelf staan. Kies een andere plaats."))
    if not parent and item["type"] != "group":
        raise UserError(says("Een vraag staat altijd in een onderdeel. Kies een onderdeel."))
    siblings.remove(item)
    _insert(target, item, after, first=not after)
    return _dumped(root)


def step(source: str, name: str, by: int) -> str:
    """Move an item one place up (-1) or down (1) among what it stands with; at an end it stays.

    Raises:
        UserError: there is no such item.
    """
    root = _loaded(source)
    item, siblings = _found(root, name)
    here = siblings.index(item)
    there = min(max(here + by, 0), len(siblings) - 1)
    siblings.remove(item)
    siblings.insert(there, item)
    return _dumped(root)


def remove(source: str, name: str) -> str:
    """Take an item out, with all that stands in it.

    Raises:
        UserError: there is no such item.
    """
    root = _loaded(source)
    item, siblings = _found(root, name)
    siblings.remove(item)
    return _dumped(root)


def set_choices(source: str, list_name: str, choices: Sequence[Choice], columns: Sequence[str] = ()) -> str:
    """Give a list of choices other choices; one that stays keeps what else is known of it.

    Args:
        source: the questionnaire.
        list_name: the list, which may be new.
        choices: all of them, in order.
        columns: what stands in the list besides names and labels, such as a region to filter on.

    Raises:
        UserError: a column has no name that can be one, or a choice has none or that of another.
    """
    for column in columns:
        if not _NAME.fullmatch(column) or column in _NO_COLUMN:
            raise UserError(says("„{name}” kan geen kolom zijn. Kies een andere naam.", name=column))
    names = [name for name, _label, _values in choices]
    for name in names:
        if not name:
            raise UserError(says("Een keuze heeft nog geen code. Vul er een in, zoals „ja”."))
        if names.count(name) > 1:
            raise UserError(says("De code „{name}” staat er twee keer. Kies een andere.", name=name))
    root = _loaded(source)
    lists = root.setdefault("choices", CommentedMap())
    known = {str(one["name"]): one for one in lists.get(list_name, ())}
    new = CommentedSeq()
    for name, label, values in choices:
        choice = known.get(name) or CommentedMap(name=_text(name))
        choice["label"] = _texts(label)
        for column, value in zip(columns, values, strict=True):
            _put(choice, column, value)
        new.append(choice)
    lists[list_name] = new
    return _dumped(root)


class _Pieces:
    """Collects what is written, as text: a stream that has an encoding of its own gets no bytes."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, piece: str) -> None:
        self.pieces.append(piece)


def _loaded(source: str) -> Any:
    return _yaml().load(source)


def _dumped(root: Any) -> str:
    out = _Pieces()
    _yaml().dump(root, out)
    return "".join(out.pieces)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _replace(node: CommentedMap | CommentedSeq, old: re.Pattern[str], new: str) -> None:
    """Replace what matches in every text below a node."""
    places = list(node) if isinstance(node, CommentedMap) else range(len(node))
    for place in places:
        value = node[place]
        if isinstance(value, (CommentedMap, CommentedSeq)):
            _replace(value, old, new)
        elif isinstance(value, str) and old.search(value):
            node[place] = _text(old.sub(lambda _found: new, value))


def _put(item: CommentedMap, what: str, value: Value) -> None:
    if isinstance(value, tuple):
        item[what] = _enumeration(value)
    elif not value:
        item.pop(what, None)
    elif isinstance(value, Texts):
        item[what] = _texts(value)
    else:
        item[what] = value if what in _PLAIN else _text(value)


def _text(value: str) -> str:
    made: str = DoubleQuotedScalarString(value)
    return made


def _enumeration(values: tuple[str, ...]) -> CommentedSeq:
    made = CommentedSeq(values)
    made.fa.set_flow_style()
    return made


def _texts(texts: Texts) -> CommentedMap:
    made = CommentedMap({language: _text(words) for language, words in texts if words})
    made.fa.set_flow_style()
    return made


def _found(root: Any, wanted: str) -> tuple[CommentedMap, CommentedSeq]:
    """Give an item and the list that it stands in; one whose name stands in several groups is not guessed."""
    found = [
        (item, siblings)
        for item, siblings, place in _everything(root["survey"], "")
        if wanted in (place, item.get("name"))
    ]
    name = wanted.rpartition("/")[2]
    if len(found) > 1:
        raise UserError(
            says("„{name}” staat hier vaker. Geef elke vraag in het bestand een eigen naam.", name=name)
        )
    if not found:
        raise UserError(says("„{name}” staat niet in deze vragenlijst. Open het concept opnieuw.", name=name))
    return found[0]


def _everything(siblings: Any, around: str) -> Iterator[tuple[CommentedMap, CommentedSeq, str]]:
    for item in siblings:
        place = f"{around}/{item.get('name', '')}"
        yield item, siblings, place
        yield from _everything(item.get("children", ()), place)


def _stands_in(target: CommentedSeq, item: CommentedMap) -> bool:
    inside = item.get("children", ())
    return target is inside or any(_stands_in(target, one) for one in inside)


def _children(root: Any, parent: str) -> CommentedSeq:
    item, _siblings = _found(root, parent)
    if item["type"] not in ("group", "repeat"):
        raise UserError(says("In een vraag kan niets anders staan. Kies een onderdeel."))
    children: CommentedSeq = item.setdefault("children", CommentedSeq())
    return children


def _insert(siblings: CommentedSeq, item: CommentedMap, after: str, *, first: bool = False) -> None:
    names = [one.get("name") for one in siblings]
    if after and after not in names:
        raise UserError(says("„{name}” staat hier niet. Kies een andere plaats.", name=after))
    if first:
        siblings.insert(0, item)
    else:
        siblings.insert(names.index(after) + 1 if after else len(siblings), item)


def _must_be_new(root: Any, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UserError(
            says("Een naam bestaat uit kleine letters, cijfers en „_”, en begint met een letter.")
        )
    for item, _siblings, place in _everything(root["survey"], ""):
        if item.get("name") == name:
            raise UserError(
                says(
                    "De naam „{name}” is al in gebruik ({place}). Kies een andere naam.",
                    name=name,
                    place=item.get("number") or place,
                )
            )


def _names(items: Any) -> list[str]:
    return [str(item.get("name", "")) for item, _siblings, _place in _everything(items, "")]
