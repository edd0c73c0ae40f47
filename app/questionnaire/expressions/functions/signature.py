# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a function is: the arguments it takes, as the compiler checks them, and how it is compiled.

A signature is written as its parameters, such as ``text number number?``. The words are `text`, `number`,
`truth`, `date`, `nodes` and `any`; ``?`` follows what may be left out, ``*`` what may come any number of
times, ``+`` what comes once or more. `values` stands for nodes of which every text counts, or plain values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.questionnaire.expressions.code import Code, number_code, text_code, truth_code
from app.questionnaire.expressions.conversions import NAN
from app.questionnaire.expressions.scope import Scope

_Given = TypeVar("_Given")
Build = Callable[[tuple[Code, ...]], Code]


@dataclass(frozen=True, slots=True)
class Function:
    """A function.

    Attributes:
        parameters: its signature.
        build: compiles it for its compiled arguments.
        about: what it gives, in a few words, for the reference.
    """

    parameters: str
    build: Build
    about: str

    @property
    def least(self) -> int:
        """How many arguments it takes at least."""
        return sum(1 for word in self.parameters.split() if word[-1] not in "?*")

    @property
    def most(self) -> int | None:
        """How many arguments it takes at most; `None` where there is no end."""
        words = self.parameters.split()
        return None if words and words[-1][-1] in "*+" else len(words)

    def takes(self, at: int) -> str:
        """Give the word for the argument at a place, from 0."""
        words = self.parameters.split()
        return words[min(at, len(words) - 1)].rstrip("?*+") if words else "any"


def of_texts(run: Callable[..., str], parameters: str, about: str) -> Function:
    """Make a function that gives a text and needs nothing but the texts of its arguments."""
    return Function(parameters, lambda codes: text_code(_of_texts(run, codes)), about)


def truth_of_texts(run: Callable[..., bool], parameters: str, about: str) -> Function:
    """Make a function that tells something about the texts of its arguments."""
    return Function(parameters, lambda codes: truth_code(_of_texts(run, codes)), about)


def _of_texts(run: Callable[..., _Given], codes: tuple[Code, ...]) -> Callable[[Scope], _Given]:
    if len(codes) == 1:
        text = codes[0].text
        return lambda scope: run(text(scope))
    texts = [code.text for code in codes]
    return lambda scope: run(*[text(scope) for text in texts])


def of_numbers(run: Callable[..., float], parameters: str, about: str) -> Function:
    """Make a function of numbers; where it has no outcome it gives no number."""

    def build(codes: tuple[Code, ...]) -> Code:
        numbers = [code.number for code in codes]

        def calculated(scope: Scope) -> float:
            try:
                return run(*(number(scope) for number in numbers))
            except (ValueError, OverflowError, ZeroDivisionError):
                return NAN

        return number_code(calculated)

    return Function(parameters, build, about)
