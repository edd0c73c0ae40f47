# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import IntegrityError, UserError
from app.i18n import Texts
from app.questionnaire.check_value import check_value
from app.questionnaire.codec import decode, encode, plain
from app.questionnaire.model import Choice, Question, QuestionKind
from app.questionnaire.partial_date import bounds, readable
from app.questionnaire.values import Address, NonAnswer, PartialDate, Value

CHOICES = tuple(
    Choice(name, Texts.of({"nl": nl, "en": en}), MappingProxyType({}))
    for name, nl, en in (("bus", "Bus", "Bus"), ("foot", "Te voet", "On foot"))
)

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(-(10**12), 10**12),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(UTC)),
    st.lists(st.text(min_size=1), unique=True).map(tuple),
    st.sampled_from(NonAnswer),
    st.builds(PartialDate, st.just("2019-05~"), st.just("ethiopic"), st.just("ግንቦት 2011")),
)


def question(kind: QuestionKind, list_name: str = "") -> Question:
    none = Texts()
    return Question(
        line=1,
        name="q",
        kind=kind,
        number="A1.1",
        label=none,
        hint=none,
        guidance=none,
        required=None,
        relevant=None,
        constraint=None,
        constraint_message=none,
        warning=None,
        warning_message=none,
        calculation=None,
        choice_filter=None,
        list_name=list_name,
        default="",
        read_only=False,
        appearance="",
        topic="",
        sensitive=False,
        non_answers=frozenset({NonAnswer.UNKNOWN}),
    )


@given(VALUES)
def test_an_answer_comes_back_from_its_stored_form(value: Value) -> None:
    assert decode(encode(value)) == value
    assert type(decode(encode(value))) is type(value)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[1,2]", '["integer","x"]', '["integer",true]', '["date","x"]', '["choices",[1]]', "{}"],
)
def test_what_was_not_stored_by_us_is_refused(text: str) -> None:
    with pytest.raises(IntegrityError):
        decode(text)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionKind.TEXT, 3),
        (QuestionKind.INTEGER, "3"),
        (QuestionKind.INTEGER, True),
        (QuestionKind.DECIMAL, Decimal("NaN")),
        (QuestionKind.DATE, "2026-01-01"),
        (QuestionKind.DATE, datetime(2026, 1, 1, tzinfo=UTC)),
        (QuestionKind.SELECT_ONE, "train"),
        (QuestionKind.SELECT_MULTIPLE, ("bus", "bus")),
        (QuestionKind.COUNTRY, "Eritrea"),
        (QuestionKind.LANGUAGE, "TIGRINYA"),
        (QuestionKind.PARTIAL_DATE, PartialDate("2019-13")),
        (QuestionKind.PARTIAL_DATE, PartialDate("2019-02-30")),
        (QuestionKind.INSTRUCTION, "yes"),
        (QuestionKind.TEXT, NonAnswer.REFUSED),
        (QuestionKind.CALCULATE, "x"),
        (QuestionKind.TEXT, "x" * 200_001),
        pytest.param(QuestionKind.INTEGER, 10**5000, id="5,000 digits"),
        pytest.param(QuestionKind.INTEGER, -(10**100), id="101 digits"),
        (QuestionKind.DECIMAL, Decimal("1e999999999")),
        (QuestionKind.DECIMAL, Decimal("1e-999999999")),
        (QuestionKind.DECIMAL, Decimal("0e999999999")),
        (QuestionKind.RANGE, Decimal("1e9999999")),
    ],
)
def test_a_value_that_does_not_fit_goes_no_further(kind: QuestionKind, value: Value) -> None:
    with pytest.raises(UserError):
        check_value(question(kind, "transport"), value, CHOICES)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (QuestionKind.TEXT, "ዩሱፍ", "ዩሱፍ"),
        (QuestionKind.INTEGER, 3, "3"),
        (QuestionKind.DECIMAL, Decimal("3.50"), "3,50"),
        pytest.param(QuestionKind.INTEGER, 10**99, str(10**99), id="100 digits"),
        (QuestionKind.DATE, date(2026, 11, 23), "23 november 2026"),
        (QuestionKind.TIME, time(9, 5), "09:05"),
        (QuestionKind.SELECT_ONE, "foot", "Te voet"),
        (QuestionKind.SELECT_MULTIPLE, ("foot", "bus"), "Te voet, Bus"),
        (QuestionKind.COUNTRY, "ER", "Eritrea"),
        (QuestionKind.LANGUAGE, "ti", "Tigrinya"),
        (QuestionKind.PARTIAL_DATE, PartialDate("2019-05~"), "mei 2019 (ongeveer)"),
        (QuestionKind.INSTRUCTION, "OK", "OK"),
        (QuestionKind.TEXT, NonAnswer.UNKNOWN, ""),
        (QuestionKind.TEXT, None, ""),
    ],
)
def test_a_fitting_value_is_taken_and_read(kind: QuestionKind, value: Value, words: str) -> None:
    asked = question(kind)
    check_value(asked, value, CHOICES)
    assert plain(value, kind, CHOICES, "nl") == words


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "nl", "en"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019", "2019"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "201X", "201X"),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), "februari 2019", "February 2019"),
        ("2019-24", date(2019, 12, 1), date(2020, 2, 29), "winter 2019", "winter 2019"),
        (
            "2019-05-12?",
            date(2019, 5, 12),
            date(2019, 5, 12),
            "12 mei 2019 (onzeker)",
            "12 May 2019 (uncertain)",
        ),
    ],
)
def test_a_partial_date_has_bounds_and_words(
    edtf: str, earliest: date, latest: date, nl: str, en: str
) -> None:
    found = bounds(edtf)
    assert (found.earliest, found.latest) == (earliest, latest)
    assert (readable(PartialDate(edtf), "nl"), readable(PartialDate(edtf), "en")) == (nl, en)


@given(
    st.from_regex(r"[a-z_]{1,10}", fullmatch=True), st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
)
def test_an_address_is_read_as_it_was_written(name: str, instances: list[str]) -> None:
    address = Address(name, tuple(instances))
    assert Address.parse(str(address)) == address
