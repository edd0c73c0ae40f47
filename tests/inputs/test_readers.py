# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that were mutilated at random, for each reader: read, or refused with a sentence, in time.

``INPUT_CASES`` says how many for each reader; workbooks stand in ``test_workbooks.py``.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli import main
from app.cli.common import NO
from app.errors import UserError
from app.questionnaire.answer_file import give_answers
from app.questionnaire.choice_files import with_files
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.read_yaml import read_questionnaire
from tests.questionnaire.conftest import FAMILY, HEAD, TODAY

CASES = int(os.environ.get("INPUT_CASES", "100"))
SECONDS = 2.0
YAML = HEAD + FAMILY
MARKDOWN = """\
| survey |
| | type | name | label::nl | label::en | relevant |
| | begin_repeat | kids | Kinderen | Children | |
| | text | name | Naam | Name | |
| | select_one l | pick | Kies | Pick | ${name} != '' |
| | end_repeat | | | | |
| choices |
| | list_name | name | label::nl | label::en |
| | l | a | A | A |
"""
FROM_FILE = YAML.replace("type: select_one place", "type: select_one_from_file towns.csv")
CSV = 'name,label,country\nams,Amsterdam,NL\n"ber","Ber""lin",DE\n'
ANSWERS = json.dumps(
    {"name": "A", "age": 30, "has_children": "yes", "town": "ams", "children": [{"child_age": 4}]}
)
WORDS = """&a *a !!x ? - : | \\ { } [ ] ' " # é ${ ${name} null ~ true 1e999 -0 :: , %"""
SCRAPS = st.sampled_from(
    [*WORDS.split(), "- ", ": ", "| ", "\n", "\t", "\r", "\x00", "\ufeff", "\ud800", "name: x\n"]
)


@st.composite
def mutilated(draw: st.DrawFn, text: str) -> str:
    """Give a text of which some pieces were taken out, put in elsewhere, or replaced."""
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(text)))
        last = draw(st.integers(first, min(len(text), first + 40)))
        piece = draw(st.just("") | SCRAPS | st.text(max_size=5) | st.just(text[first:last] * 2))
        text = text[:first] + piece + text[last:]
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


@contextmanager
def read_or_refused() -> Iterator[None]:
    begun = time.process_time()
    try:
        yield
    except UserError as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    assert time.process_time() - begun < SECONDS


@settings(max_examples=CASES, deadline=None)
@given(mutilated(YAML))
def test_any_yaml(text: str) -> None:
    with read_or_refused():
        Evaluation(compile_questionnaire(read_questionnaire(text, "proef.yaml")), TODAY)


@settings(max_examples=CASES, deadline=None)
@given(mutilated(MARKDOWN))
def test_any_markdown(text: str) -> None:
    with read_or_refused():
        Evaluation(compile_questionnaire(read_workbook(read_markdown(text), "proef.md")), TODAY)


@settings(max_examples=CASES, deadline=None)
@given(mutilated(CSV), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
def test_any_csv(text: str, encoding: str) -> None:
    with read_or_refused():
        found = with_files(
            read_questionnaire(FROM_FILE, "proef.yaml"), lambda _: text.encode(encoding, "replace")
        )
        compile_questionnaire(found)


COMPILED = compile_questionnaire(read_questionnaire(YAML, "proef.yaml"))


@settings(max_examples=CASES, deadline=None)
@given(mutilated(ANSWERS))
def test_any_answers(text: str) -> None:
    with read_or_refused():
        give_answers(Evaluation(COMPILED, TODAY), text)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "age", "town", "children", "child_age", "value", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=CASES, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["name", "age", "town", "land", "children", "x"]), ANY_JSON, max_size=5)
)
def test_answers_of_any_shape(answers: dict[str, Any]) -> None:
    with read_or_refused():
        give_answers(Evaluation(COMPILED, TODAY), json.dumps(answers))


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, "9" * 100_000, '{"age": 1' + "0" * 50_000 + "}"]
)
def test_answers_made_to_do_harm(text: str) -> None:
    with read_or_refused():
        give_answers(Evaluation(COMPILED, TODAY), text)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp1252", "utf-32"])
@pytest.mark.parametrize("form", ["yaml", "md"])
def test_a_text_in_another_encoding_is_refused_with_advice(
    form: str, encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"proef.{form}"
    file.write_bytes({"yaml": YAML, "md": MARKDOWN}[form].replace("Naam", "Naäm").encode(encoding))
    assert main(["--language", "nl", "questionnaire", "check", str(file)]) != 0
    told = "".join(capsys.readouterr())
    assert "UTF-8" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("label::en |", "label::nl |", 1), "label::nl"),
        (lambda text: text.replace("| | text | name |", "| | text | pick |"), "pick"),
        (lambda text: text.replace("| relevant |", "| name |"), "name"),
        (lambda text: text + "| | l | a | B | B |\n", "keuze „a” staat er twee keer"),
    ],
    ids=["a label column twice", "a name twice", "a column twice", "a choice twice"],
)
def test_what_stands_there_twice_is_refused_by_name(
    change: Callable[[str], str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "proef.md"
    file.write_text(change(MARKDOWN), encoding="utf-8")
    assert main(["--language", "nl", "questionnaire", "check", str(file)]) == NO
    assert said in "".join(capsys.readouterr())
