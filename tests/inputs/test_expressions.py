# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions made to do harm, and any at all: an answer or one sentence, in time and within bounds.

They are evaluated in a process of its own, whose memory is bounded, over a document that is as large as they
come. ``INPUT_CASES`` says how many are made at random.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.expressions.over_xml import compile_over_xml, evaluate_over_xml
from app.questionnaire.expressions.parser import ExpressionError
from app.questionnaire.expressions.scope import EvaluationError, Outside
from app.questionnaire.expressions.xml_tree import read_xml

CASES = int(os.environ.get("INPUT_CASES", "300"))
SECONDS = 2.0
MEMORY = 1_000_000_000
LARGE = "<data><t>" + "x" * 1_000_000 + "</t>" + "<a><b>1</b><b>2</b></a>" * 20_000 + "</data>"


def doubled(times: int) -> str:
    inner = "'aaaaaaaaaaaaaaaa'"
    for _ in range(times):
        inner = f"concat({inner},{inner})"
    return inner


HARMFUL = {
    "a million characters": "1+" * 500_000 + "1",
    "ten thousand brackets": "(" * 9_000 + "1" + ")" * 9_000,
    "ten thousand calls": "not(" * 4_000 + "1" + ")" * 4_000,
    "ten thousand predicates": "a[" * 9_000 + "1" + "]" * 9_000,
    "ten thousand minus signs": "-" * 10_000 + "1",
    "counts in counts": "count(//*[count(//*[count(//*) > 1]) > 1])",
    "everything after everything": "count(//*/following::*/preceding::*)",
    "a union of everything": "count(" + "|".join(["//*"] * 400) + ")",
    "doubling": doubled(9),
    "all pairs in order": "//b > //b[. = 2]",
    "all pairs alike": "//b[. = 1] = //b[. = 2]",
    "all pairs apart": "//b[. = 1] != //b[. = 1]",
    "a set for each node": "//b[. = //b[. = 99]]",
    "a long text for each node": "count(//*[contains(/data/t, 'z')])",
    "a long literal for each node": f"count(//*[translate('{'ab' * 8_000}', 'a', 'b') = ''])",
    "a long pattern for each node": f"count(//*[regex('{'a' * 5_000}', '(a+)+b')])",
    "powers of powers": "pow(pow(pow(10, 100), 100), 100)",
    "many digits": "string(1" + "0" * 5_000 + " * 9" + "9" * 5_000 + ")",
    "a piece without end": f"substr({'9' * 400}, 0, {'9' * 400})",
    "everything joined": "string-length(join(/data/t, //b))",
    "weights beyond bounds": "weighted-checklist(0, " + "9" * 400 + ", true(), " + "9" * 400 + ")",
    "a pattern that looks back and forth": f"regex('{'a' * 5_000}!', '(a+)+$')",
    "a pattern of many ways": f"regex('{'a' * 5_000}', '(a|aa)+(a|aa)+(a|aa)+b')",
    "a pattern that counts": "regex('a', '((a{1,1000}){1,1000}){1,1000}')",
    "letters without end": f"uuid({'9' * 300})",
    "shuffles in shuffles": "count(randomize(//*[count(randomize(//*)) > 0]))",
    "a date beyond time": f"date({'9' * 300})",
    "decimals beyond all": f"round(1.5, {'9' * 300})",
    "a day in a very long form": f"format-date('2026-01-01', '{'%Y' * 4_900}')",
}

SCRIPT = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
from tests.inputs.test_expressions import HARMFUL, LARGE, outcome
from app.questionnaire.expressions.xml_tree import read_xml
tree, told = read_xml(LARGE), {}
for name, text in HARMFUL.items():
    begun = time.process_time()
    found = outcome(text, tree)
    told[name] = [time.process_time() - begun, found]
print(json.dumps(told))
"""


def outcome(text: str, tree: object) -> str:
    """Give what an expression gives, or why it is refused."""
    outside = Outside(datetime(2026, 1, 1, tzinfo=UTC), lambda: 0.5, lambda: "u")
    try:
        return str(evaluate_over_xml(compile_over_xml(text), tree, outside))[:200]  # type: ignore[arg-type]
    except (ExpressionError, EvaluationError) as error:
        return f"refused: {error}"


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by RLIMIT_AS, which Windows lacks")
def test_expressions_made_to_do_harm_end_in_time_and_within_bounds() -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(MEMORY)], capture_output=True, text=True, timeout=300, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]
    found = json.loads(told.stdout)
    assert found.keys() == HARMFUL.keys()
    assert {name: seconds for name, (seconds, _) in found.items() if seconds > SECONDS} == {}
    assert found["all pairs apart"][1] == "False"
    assert found["a million characters"][1].startswith("refused: de expressie is langer")
    assert found["counts in counts"][1].startswith("refused: de expressie bekijkt te veel")


TREE = read_xml('<data><a x="1">1</a><a>two</a><b><c>3</c><c/></b></data>')
WORDS = """
a b c //a /data/b .. . @x * 1 2.5 'x' "y" ${q} + - * div mod = != < <= > >= and or | ( ) [ ] , / //
count( not( if( concat( selected( regex( date( substr( pow( sum( join( child:: ancestor:: node() text()
position() last() current() today() é
"""
PIECES = st.sampled_from([*WORDS.split(), "\x00"])


@settings(max_examples=CASES, deadline=2_000)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_expression_gives_something_or_is_refused_with_a_sentence(text: str) -> None:
    found = outcome(text, TREE)
    assert not found.startswith("refused") or len(found) > len("refused: ")
