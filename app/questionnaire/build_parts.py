# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the small parts of a questionnaire: names, texts, formulas, flags, parameters."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.errors import says
from app.i18n import Texts
from app.questionnaire.model import Formula
from app.questionnaire.parameters import parameters_of
from app.strict_yaml import Fields, Node, Reading, Scalar

MEDIA = ("image", "big-image", "audio", "video")
"""The kinds of files that go with a label."""

NAME = re.compile(r"[^\W\d][\w.-]{0,99}")
_TRUTHS = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}
FLAGS = ("true", "false", "yes", "no")

_TRIGGER = re.compile(r"\$\{([^{}\s]+)\}")


class PartsBuilder:
    """Makes what stands in fields; what is wrong is noted in the reading of the sheet at hand."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._languages: tuple[str, ...] = ()

    def _fields(
        self, node: Node | None, needed: tuple[str, ...], all_known: tuple[str, ...]
    ) -> Mapping[str, Node]:
        optional = tuple(key for key in all_known if key not in needed)
        fields = self._reading.fields(node, needed, optional)
        return fields.by_key if fields else {}

    def _plain_fields(self, node: Node | None) -> Mapping[str, str]:
        """Read fields that are kept as they are; a column may be called anything, and be empty."""
        if node is None:
            return MappingProxyType({})
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier horen namen met tekst te staan."))
            return MappingProxyType({})
        return MappingProxyType(
            {
                key: value.text if isinstance(value, Scalar) else self._text(value)
                for key, value in node.by_key.items()
            }
        )

    def _media(self, by_key: Mapping[str, Node]) -> Mapping[str, Texts]:
        return MappingProxyType({kind: self._texts(by_key[kind]) for kind in MEDIA if kind in by_key})

    def _name(self, by_key: Mapping[str, Node]) -> str:
        name = self._matching(by_key.get("name"), NAME, "full_name")
        if name == "meta":
            self._reading.object(by_key["name"].line, says("„meta” is geen vrije naam. Kies een andere."))
        return name

    def _matching(self, node: Node | None, form: re.Pattern[str], example: str) -> str:
        text = self._text(node)
        if node is not None and text and not form.fullmatch(text):
            self._reading.object(
                node.line,
                says("„{text}” kan hier niet. Schrijf bijvoorbeeld: {example}.", text=text, example=example),
            )
        return text

    def _text(self, node: Node | None) -> str:
        return self._reading.text(node)

    def _texts(self, node: Node | None) -> Texts:
        """Take a text in the questionnaire's languages; a plain text is in the first of them."""
        if node is None:
            return Texts()
        if isinstance(node, Scalar):
            text = self._text(node)
            return Texts(((self._languages[0] if self._languages else "", text),)) if text else Texts()
        by_key = self._fields(node, (), self._languages)
        return Texts(tuple((code, self._text(by_key[code])) for code in self._languages if code in by_key))

    def _formula(self, node: Node | None) -> Formula | None:
        text = self._text(node)
        return Formula(text, node.line) if node is not None and text else None

    def _bound(self, node: Node | None) -> Formula | None:
        """Take a formula in which XLSForm lets *yes* and *FALSE* stand for a truth."""
        formula = self._formula(node)
        meant = _TRUTHS.get(formula.text.lower()) if formula is not None else None
        return Formula(meant, formula.line) if formula is not None and meant else formula

    def _required(self, node: Node | None) -> Formula | None:
        formula = self._bound(node)
        return None if formula is None or formula.text.lower() == "false()" else formula

    def _flag(self, node: Node | None) -> bool:
        text = self._text(node).lower().removesuffix("()")
        if node is not None and text not in FLAGS:
            self._reading.object(node.line, says("schrijf hier true of false."))
        return text in ("true", "yes")

    def _trigger(self, node: Node | None) -> tuple[str, ...]:
        pieces = [piece.strip() for piece in self._text(node).split(",")]
        found = [_TRIGGER.fullmatch(piece) for piece in pieces if piece]
        if node is not None and any(pieces) and None in found:
            self._reading.object(
                node.line,
                says(
                    "schrijf bij trigger namen van vragen met komma's ertussen: {example}.",
                    example="${a}, ${b}",
                ),
            )
        return tuple(one[1] for one in found if one is not None)

    def _parameters(self, node: Node | None) -> Mapping[str, str]:
        text = self._text(node)
        found = parameters_of(text) if text else {}
        if found is None and node is not None:
            self._reading.object(
                node.line, says("parameters zien eruit als: start=0 end=10. Controleer „{text}”.", text=text)
            )
        return MappingProxyType(found or {})
