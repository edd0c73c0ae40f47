# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions of texts: those of XPath 1.0 §4.2, and OpenRosa's."""

import base64
import binascii
import math

from app.errors import says
from app.questionnaire.expressions.code import Code, number_code, text_code, texts_of, truth_code
from app.questionnaire.expressions.functions.signature import Function, of_texts, truth_of_texts
from app.questionnaire.expressions.patterns import matches
from app.questionnaire.expressions.scope import EvaluationError, Scope

LONGEST = 1_000_000
"""No function makes a longer text."""

DIGESTS = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
_WHITE = " \t\r\n"


def _substring(codes: tuple[Code, ...]) -> Code:
    """XPath 1.0 §4.2: characters count from 1, and both numbers are rounded before they are added."""
    text, start = codes[0].text, codes[1].number
    length = codes[2].number if len(codes) > 2 else None  # noqa: PLR2004 - the third argument

    def cut(scope: Scope) -> str:
        whole = text(scope)
        first = round_half_up(start(scope))
        end = first + round_half_up(length(scope)) if length else math.inf
        if math.isnan(first) or math.isnan(end):
            return ""
        low = int(max(first, 1)) if first < math.inf else len(whole) + 1
        high = int(max(end, 1)) if end < math.inf else len(whole) + 1
        return whole[low - 1 : high - 1]

    return text_code(cut)


def round_half_up(number: float) -> float:
    """Round to the nearest whole number, a half upwards (XPath 1.0 §4.4)."""
    if not math.isfinite(number) or abs(number) >= 2**52:
        return number
    below = math.floor(number)
    rounded = float(below + 1 if number - below >= 0.5 else below)  # noqa: PLR2004 - a half
    return math.copysign(rounded, number) if rounded == 0 else rounded


def _substr(codes: tuple[Code, ...]) -> Code:
    """OpenRosa: from and until count from 0; a negative number counts from the end."""
    text, start = codes[0].text, codes[1].number
    end = codes[2].number if len(codes) > 2 else None  # noqa: PLR2004 - the third argument

    def cut(scope: Scope) -> str:
        return text(scope)[_place(start(scope)) : _place(end(scope)) if end else None]

    return text_code(cut)


def _place(number: float) -> int:
    if math.isfinite(number):
        return int(number)
    return LONGEST if number > 0 else 0


def _around(whole: str, mark: str) -> tuple[str, str]:
    before, found, after = whole.partition(mark) if mark else ("", "x", whole)
    return (before, after) if found else ("", "")


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else "")
    return text.translate(table)


def _normalize(codes: tuple[Code, ...]) -> Code:
    text = codes[0].text if codes else _central_text
    return text_code(lambda scope: _spaced(text(scope)))


def _spaced(text: str) -> str:
    """Take white space together; only what XML knows as such (a no-break space is a letter)."""
    for white in _WHITE[1:]:
        text = text.replace(white, " ")
    return " ".join(word for word in text.split(" ") if word)


def _central_text(scope: Scope) -> str:
    return scope.node.text()


def _property(codes: tuple[Code, ...]) -> Code:
    name = codes[0].text
    return text_code(lambda scope: scope.outside.properties.get(name(scope), ""))


def _length(codes: tuple[Code, ...]) -> Code:
    text = codes[0].text if codes else _central_text
    return number_code(lambda scope: float(len(text(scope))))


def _joined(codes: tuple[Code, ...], mark: Code | None) -> Code:
    every = [texts_of(code) for code in codes]
    marked = mark.text if mark else None

    def joined(scope: Scope) -> str:
        between = marked(scope) if marked else ""
        texts = [text for texts in every for text in texts(scope)]
        if sum(map(len, texts)) + len(between) * max(len(texts) - 1, 0) > LONGEST:
            raise EvaluationError(says("de tekst wordt te lang. Voeg minder samen."))
        return between.join(texts)

    return text_code(joined)


def _regex(codes: tuple[Code, ...]) -> Code:
    text, pattern = codes[0].text, codes[1].text
    return truth_code(lambda scope: matches(text(scope), pattern(scope)))


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = algorithm.strip().upper()
    if name not in DIGESTS:
        return ""
    import hashlib  # brings OpenSSL with it

    found = hashlib.new(name.replace("-", "").lower(), text.encode("utf-8", "replace"), usedforsecurity=False)
    if encoding.strip().lower() == "hex":
        return found.hexdigest()
    return base64.b64encode(found.digest()).decode("ascii")


def _base64_decoded(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()).encode("ascii", "replace"), validate=True).decode(
            "utf-8", "replace"
        )
    except (binascii.Error, ValueError):
        return ""


def _build_concat(codes: tuple[Code, ...]) -> Code:
    return _joined(codes, None)


def _build_join(codes: tuple[Code, ...]) -> Code:
    return _joined(codes[1:], codes[0])


def _string(codes: tuple[Code, ...]) -> Code:
    return text_code(codes[0].text if codes else _central_text)


TEXT: dict[str, Function] = {
    "string": Function("any?", _string, "the text of a value; of nodes, of the first"),
    "concat": Function("values*", _build_concat, "texts one after the other, of nodes all"),
    "join": Function("text values*", _build_join, "texts with a mark between them, of nodes all"),
    "contains": truth_of_texts(
        lambda whole, part: part in whole, "text text", "whether the second is in the first"
    ),
    "starts-with": truth_of_texts(
        lambda a, b: a.startswith(b), "text text", "whether the first begins with the second"
    ),
    "ends-with": truth_of_texts(
        lambda a, b: a.endswith(b), "text text", "whether the first ends with the second"
    ),
    "substring": Function(
        "text number number?", _substring, "a part, from a place that counts from 1, of a length"
    ),
    "substr": Function(
        "text number number?",
        _substr,
        "a part, from and until places that count from 0, or back from the end",
    ),
    "substring-before": of_texts(lambda a, b: _around(a, b)[0], "text text", "what stands before a mark"),
    "substring-after": of_texts(lambda a, b: _around(a, b)[1], "text text", "what stands after a mark"),
    "string-length": Function("text?", _length, "how many characters"),
    "normalize-space": Function("text?", _normalize, "without white space around it, and one space for more"),
    "translate": of_texts(_translate, "text text text", "letters exchanged for others, one by one"),
    "regex": Function("text pattern", _regex, "whether a pattern (RE2) fits the whole text"),
    "digest": of_texts(
        _digest, "text text text?", "a digest: MD5, SHA-1, SHA-256, SHA-384, SHA-512; as hex or base64"
    ),
    "base64-encode": of_texts(
        lambda text: base64.b64encode(text.encode("utf-8", "replace")).decode("ascii"),
        "text",
        "base64 of UTF-8",
    ),
    "property": Function(
        "text", _property, "what is known of the filling in: `username`, `end` (XForms 1.1 §7.8)"
    ),
    "base64-decode": of_texts(_base64_decoded, "text", "the text that base64 stands for"),
}
