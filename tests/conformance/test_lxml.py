# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any expression of XPath 1.0 over any document gives what lxml (libxml2) gives.

Left out is where XForms says otherwise: dates, texts in order (they are read as dates), `round` of a half,
functions that OpenRosa gave another meaning, and the sum of what is empty. And what follows an attribute:
libxml2 begins after the attribute's element, XPath 1.0 (2.2) with what stands in it.
"""

import math
import os
from datetime import UTC, datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from app.questionnaire.expressions.over_xml import compile_over_xml, evaluate_over_xml
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.expressions.xml_tree import read_xml

CASES = int(os.environ.get("INPUT_CASES", "250"))
OUTSIDE = Outside(datetime(2026, 1, 1, tzinfo=UTC), lambda: 0.5, lambda: "u")
NAMES = ("a", "b", "c")
AXES = (
    "child",
    "descendant",
    "descendant-or-self",
    "parent",
    "ancestor",
    "ancestor-or-self",
    "following-sibling",
    "preceding-sibling",
    "following",
    "preceding",
    "self",
)

TEXTS = st.sampled_from(["", "1", "2", "-3.5", "x", " x  y ", "10"])


@st.composite
def documents(draw: st.DrawFn, depth: int = 0) -> str:
    name = "a" if depth == 0 else draw(st.sampled_from(NAMES))
    attribute = f' k="{draw(TEXTS)}"' if draw(st.booleans()) else ""
    parts = [draw(TEXTS)]
    for _ in range(draw(st.integers(0, 3)) if depth < 3 else 0):
        parts += [draw(documents(depth + 1)), draw(TEXTS)]
    return f"<{name}{attribute}>{''.join(parts)}</{name}>"


def steps(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    test = st.sampled_from([*NAMES, "*", "node()", "text()"])
    plain = st.tuples(st.sampled_from(AXES), test).map("::".join)
    short = st.sampled_from(["..", ".", "@k", "@*", *NAMES, "*"])
    filtered = st.tuples(plain, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]")
    return st.one_of(plain, short, filtered)


def paths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    start = st.sampled_from(["", "/", "//"])
    row = st.lists(steps(inner), min_size=1, max_size=3).map("/".join)
    return st.tuples(start, row).map("".join) | st.tuples(row, row).map(lambda two: f"({two[0]} | {two[1]})")


NUMBERS = st.sampled_from(["0", "1", "2", "3.5", "-1"])
BOTTOM = st.one_of(NUMBERS, st.sampled_from(["'x'", "'1'", "''", "position()", "last()", "true()"]))


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    path = paths(inner)
    number = st.one_of(
        NUMBERS,
        st.sampled_from(["position()", "last()"]),
        path.map(lambda one: f"count({one})"),
        path.map(lambda one: f"sum({one}[. != ''])"),
        inner.map(lambda one: f"number({one})"),
        inner.map(lambda one: f"string-length(string({one}))"),
        inner.map(lambda one: f"floor(number({one}))"),
        inner.map(lambda one: f"ceiling(number({one}))"),
    )
    signs = st.sampled_from(["+", "-", "*", "div", "mod", "<", "<=", ">", ">=", "=", "!="])
    alike = st.sampled_from(["=", "!="])
    text = st.one_of(
        inner.map(lambda one: f"string({one})"),
        path.map(lambda one: f"name({one})"),
        st.tuples(inner, inner).map(lambda two: f"concat({two[0]}, {two[1]})"),
        inner.map(lambda one: f"normalize-space({one})"),
        st.tuples(inner, inner).map(lambda two: f"substring-before({two[0]}, {two[1]})"),
        st.tuples(inner, number).map(lambda two: f"substring({two[0]}, {two[1]})"),
        inner.map(lambda one: f"translate({one}, 'x1', 'y')"),
    )
    return st.one_of(
        path,
        number,
        text,
        st.tuples(number, signs, number).map(lambda three: f"({' '.join(three)})"),
        st.tuples(path, alike, path).map(" ".join).map(lambda one: f"({one})"),
        st.tuples(path, signs, NUMBERS).map(" ".join).map(lambda one: f"({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda three: f"({' '.join(three)})"),
        inner.map(lambda one: f"not({one})"),
        inner.map(lambda one: f"boolean({one})"),
        st.tuples(text, text).map(lambda two: f"starts-with({two[0]}, {two[1]})"),
        st.tuples(text, text).map(lambda two: f"contains({two[0]}, {two[1]})"),
    )


EXPRESSIONS = st.recursive(BOTTOM, combined, max_leaves=6)


@settings(max_examples=CASES, deadline=None)
@given(document=documents(), expression=EXPRESSIONS)
def test_it_gives_what_lxml_gives(document: str, expression: str) -> None:
    assume("@" not in expression or "following::" not in expression)
    root = etree.fromstring(document)
    try:
        theirs = root.xpath(expression)
    except etree.XPathError:
        assume(False)
    tree = read_xml(document)
    mine = evaluate_over_xml(
        compile_over_xml(expression), tree.children[0] if not tree.name else tree, OUTSIDE
    )
    if isinstance(theirs, list):
        assert isinstance(mine, list)
        texts = [one if isinstance(one, str) else "".join(one.itertext()) for one in theirs]
        assert [node.text() for node in mine if node.name or node.parent is not None] == texts
    elif isinstance(theirs, float) and isinstance(mine, float):
        assert mine == theirs or (math.isnan(mine) and math.isnan(theirs))
    else:
        assert mine == (str(theirs) if isinstance(theirs, str) else theirs)
