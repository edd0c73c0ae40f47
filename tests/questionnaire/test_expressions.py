# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.parser import DEEPEST, LONGEST_ROW, ExpressionError, parse_expression
from app.questionnaire.expressions.printer import print_expression
from app.questionnaire.expressions.syntax import (
    AXES,
    OPERATORS,
    SELF,
    Call,
    Expression,
    Filter,
    Literal,
    NameTest,
    Negation,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
    TypeTest,
    column,
)
from app.questionnaire.values import Address

NAMES = st.sampled_from(
    ["a", "name", "full-name", "or", "divide", "div", "x.1", "x:y", "and", "child", "self"]
)
PLAIN_NAMES = st.sampled_from(["a", "name", "full-name", "or_else", "divide", "x.1"])
LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Number, st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)),
    st.builds(
        Literal, st.text(st.characters(exclude_characters="'\"", exclude_categories=["Cs"]), max_size=8)
    ),
    st.builds(Literal, st.sampled_from(["it's", 'a "word"'])),
    st.builds(Reference, PLAIN_NAMES),
    st.builds(column, NAMES),
    st.just(SELF),
    st.just(Path(Root(), ())),
)
TESTS = st.one_of(
    st.builds(NameTest, st.one_of(NAMES, st.sampled_from(["*", "x:*"]))),
    st.builds(TypeTest, st.sampled_from(["node", "text", "comment", "processing-instruction"])),
    st.builds(TypeTest, st.just("processing-instruction"), st.sampled_from(["", "print"])),
)


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    signs = st.sampled_from([sign for level in OPERATORS for sign in level])
    predicates = st.lists(inner, max_size=2).map(tuple)
    steps = st.lists(st.builds(Step, st.sampled_from(AXES), TESTS, predicates), min_size=1, max_size=3).map(
        tuple
    )
    # A path goes on from what a path gives by its own steps, so it starts from something else.
    start = inner.filter(lambda one: not isinstance(one, Path))
    return st.one_of(
        st.builds(Operation, signs, inner, inner),
        st.builds(Negation, inner),
        st.builds(Call, PLAIN_NAMES, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Path, st.one_of(st.none(), st.just(Root()), start), steps),
        st.builds(Filter, inner, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    )


@given(st.recursive(LEAVES, _grown, max_leaves=12))
def test_parsing_what_was_printed_gives_the_same_expression(expression: Expression) -> None:
    assert parse_expression(print_expression(expression)) == expression


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1 +", "niet af"),
        ("(1", "niet af"),
        ("${a b}", "teken"),
        ("@", "niet af"),
        ("'open", "teken 1"),
        ("foo::a", "bestaat niet"),
        ("f(1,)", "teken 5"),
        ("a[", "niet af"),
        ("$a", "teken 1"),
        ("1" * 20_001, "langer dan"),
        ("-" * (DEEPEST + 5) + "1", "te veel delen"),
        ("(" * 10_000 + "1", "te diep"),
        (" + ".join(["1"] * (LONGEST_ROW + 5)), "te veel delen"),
        ("a" + "/a" * (LONGEST_ROW + 5), "te veel delen"),
        ("x" * 1_000_000, "langer dan"),
    ],
)
def test_what_is_no_expression_is_refused_with_a_place(text: str, says: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse_expression(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("7 mod 4 - 1", "2"),
        ("-7 mod 4", "-3"),
        ("1 div 0", "Infinity"),
        ("0 div 0", "NaN"),
        ("1 = '1'", "true"),
        ("'1' = '1.0'", "false"),
        ("'' = 0", "false"),
        ("'' != 0", "true"),
        ("true() = 'x'", "true"),
        ("2 > 10", "false"),
        ("'2' > '10'", "false"),
        ("not(false()) and 1", "true"),
        ("if('', 'a', 'b')", "b"),
        ("if(1, 2, 'b') + 1", "3"),
        ("coalesce('', 'x')", "x"),
        ("concat('a', 1, true())", "a1true"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substr('12345', 1, 3)", "23"),
        ("substring-before('a-b', '-')", "a"),
        ("substring-after('a-b', '-')", "b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a   b ')", "a b"),
        ("string-length('één')", "3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("floor(-1.5)", "-2"),
        ("int(-1.5)", "-1"),
        ("min(3, '2', 10)", "2"),
        ("max()", None),
        ("pow(2, 10)", "1024"),
        ("selected('a bb c', 'b')", "false"),
        ("selected('a bb c', 'bb')", "true"),
        ("count-selected('a bb c')", "3"),
        ("selected-at('a bb c', 1)", "bb"),
        ("regex('2801234567', '[0-9]{10}')", "true"),
        ("regex('x2801234567', '[0-9]{10}')", "false"),
        ("boolean-from-string('true')", "true"),
        ("today()", "2026-11-23"),
        ("today() - date('2026-11-20')", "3"),
        ("'2026-02-31' < today()", "false"),
        ("date(today() + 1)", "2026-11-24"),
        ("format-date(today(), '%d-%m-%Y')", "23-11-2026"),
        ("int((format-date(today(), '%Y%m%d') - format-date('1996-11-23', '%Y%m%d')) div 10000)", "30"),
        ("int((format-date(today(), '%Y%m%d') - format-date('1996-11-24', '%Y%m%d')) div 10000)", "29"),
    ],
)
def test_an_expression_gives_what_xpath_and_openrosa_say(
    fill: Callable[[str], Evaluation], formula: str, expected: str | None
) -> None:
    survey = f"""\
  - type: group
    name: s
    label: {{nl: S, en: S}}
    children:
      - type: calculate
        name: c
        calculation: "string({formula})"
"""
    if expected is None:
        with pytest.raises(Exception, match="minstens 1"):
            fill(survey)
        return
    assert fill(survey).status(Address("c")).value == expected


@pytest.mark.parametrize("pattern", [r"(a)\\1", "a(?=b)", "[", "x" * 3_000, "((a{1,100}){1,100}){1,100}"])
def test_a_pattern_that_cannot_be_matched_in_linear_time_is_refused(
    fill: Callable[[str], Evaluation], pattern: str
) -> None:
    survey = f"""\
  - type: group
    name: s
    label: {{nl: S, en: S}}
    children:
      - {{type: calculate, name: c, calculation: "regex('x', '{pattern}')"}}
"""
    with pytest.raises(Exception, match="het patroon van regex"):
        fill(survey)
