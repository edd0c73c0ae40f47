# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.evaluation import Evaluation
from app.questionnaire.standing import InstanceHeader, QuestionItem, RepeatHeader
from app.questionnaire.values import Address, NonAnswer, Value
from tests.questionnaire.conftest import FAMILY, evaluation

NAME, AGE, HAS_CHILDREN = Address("name"), Address("age"), Address("has_children")


def with_children(family: Evaluation) -> Evaluation:
    family.set(AGE, 30)
    family.set(HAS_CHILDREN, "yes")
    return family


def test_a_question_appears_when_it_becomes_relevant(family: Evaluation) -> None:
    assert not family.status(HAS_CHILDREN).relevant
    settled = family.set(AGE, 14)
    assert family.status(HAS_CHILDREN).relevant
    assert HAS_CHILDREN in settled.changed
    assert settled.sections == {"person"}
    family.set(AGE, 13)
    assert not family.status(HAS_CHILDREN).relevant


def test_an_answer_that_is_no_longer_relevant_is_kept_and_not_seen(family: Evaluation) -> None:
    with_children(family)
    assert [section.relevant for section in family.sections()] == [True, True]
    family.set(AGE, 3)
    assert family.status(HAS_CHILDREN).value == "yes"
    assert [section.relevant for section in family.sections()] == [True, False]
    family.set(AGE, 40)
    assert [section.relevant for section in family.sections()] == [True, True]


def test_requirement_follows_other_answers_and_a_non_answer_counts(family: Evaluation) -> None:
    assert family.open_required() == (NAME,)
    family.set(NAME, "Yusuf")
    assert family.open_required() == (AGE,)
    family.set(AGE, NonAnswer.UNKNOWN)
    assert family.open_required() == ()
    assert family.status(AGE).answered
    assert not family.status(HAS_CHILDREN).relevant


def test_a_broken_constraint_is_a_problem_in_its_authors_words(family: Evaluation) -> None:
    family.set(AGE, 130)
    ((address, words),) = family.problems()
    assert (address, words.show("nl")) == (AGE, "Vul 0 tot 120 in.")
    assert family.status(AGE).problem == words
    family.set(AGE, 13)
    assert family.problems() == ()


def test_labels_carry_answers_in_both_languages(family: Evaluation) -> None:
    family.set(AGE, 30)
    settled = family.set(NAME, "Yusuf")
    assert HAS_CHILDREN in settled.changed
    assert dict(family.label(HAS_CHILDREN)) == {
        "nl": "Heeft u kinderen, Yusuf?",
        "en": "Do you have children, Yusuf?",
    }


def test_choices_follow_the_filter(family: Evaluation) -> None:
    town = Address("town")
    assert family.choices(town) == ()
    settled = family.set(Address("land"), "NL")
    assert town in settled.changed
    assert [choice.name for choice in family.choices(town)] == ["ams", "rtm"]


def test_repeats_count_and_add_up_and_know_their_place(family: Evaluation) -> None:
    with_children(family)
    for identifier, years in (("c1", 5), ("c2", 7)):
        family.add_instance("children", identifier)
        family.set(Address("child_age", (identifier,)), years)
    assert family.status(Address("years_together")).value == "12"
    assert family.status(Address("place_in_row", ("c2",))).value == "2"
    settled = family.remove_instance("children", "c1")
    assert settled.sections == {"family"}
    assert family.status(Address("number_of_children")).value == "1"
    assert family.status(Address("years_together")).value == "7"
    assert family.status(Address("place_in_row", ("c2",))).value == "1"
    assert not family.has(Address("child_age", ("c1",)))


def test_a_section_lists_what_is_relevant_in_order(family: Evaluation) -> None:
    with_children(family)
    family.add_instance("children", "c1")
    family.set(Address("child_name", ("c1",)), "Sara")
    repeat, instance, *questions = family.items("family")
    assert repeat == RepeatHeader("children", (), 1)
    assert isinstance(instance, InstanceHeader)
    assert instance.title.show("nl") == "Kind Sara"
    assert [item.address.name for item in questions if isinstance(item, QuestionItem)] == [
        "child_name",
        "child_age",
        "summary",
    ]


def test_progress_counts_relevant_questions(family: Evaluation) -> None:
    def progress() -> list[tuple[int, int]]:
        return [(section.answered, section.total) for section in family.sections()]

    assert progress() == [(0, 4), (0, 0)]
    with_children(family)
    family.add_instance("children", "c1")
    family.set(Address("child_age", ("c1",)), 9)
    assert progress() == [(2, 5), (1, 3)]
    family.remove_instance("children", "c1")
    assert progress() == [(2, 5), (0, 0)]


COUNTED = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: integer, name: how_many, label: {nl: Hoeveel, en: How many}}
      - type: repeat
        name: legs
        repeat_count: "${how_many}"
        label: {nl: Etappes, en: Legs}
        children:
          - {type: text, name: from_place, label: {nl: Van, en: From}}
      - {type: calculate, name: route, calculation: "join(' > ', ${from_place})"}
      - {type: calculate, name: why, calculation: "non-answer(${how_many})"}
"""


def test_a_counted_repeat_has_as_many_as_it_should_and_loses_nothing() -> None:
    filled = evaluation(COUNTED)
    filled.set(Address("how_many"), 2)
    filled.set(Address("from_place", ("1",)), "Asmara")
    filled.set(Address("from_place", ("2",)), "Kassala")
    assert filled.status(Address("route")).value == "Asmara > Kassala"
    filled.set(Address("how_many"), 1)
    assert filled.status(Address("route")).value == "Asmara"
    filled.set(Address("how_many"), 2)
    assert filled.status(Address("route")).value == "Asmara > Kassala"
    filled.set(Address("how_many"), NonAnswer.REFUSED)
    assert filled.status(Address("why")).value == "refused"


# Whatever is done, the incremental state is what a fresh evaluation of the same answers gives.

ANSWERS: dict[str, st.SearchStrategy[Value]] = {
    "name": st.sampled_from([None, "", "Yusuf", NonAnswer.REFUSED]),
    "age": st.sampled_from([None, 3, 30, 200, NonAnswer.UNKNOWN]),
    "has_children": st.sampled_from([None, "yes", "no"]),
    "land": st.sampled_from([None, "NL", "DE"]),
    "child_name": st.sampled_from([None, "Sara", "Daniel"]),
    "child_age": st.sampled_from([None, 1, 5, 17]),
    "school": st.sampled_from([None, "De Regenboog"]),
}
ACTS = st.one_of(
    st.tuples(
        st.just("set"),
        st.sampled_from(sorted(ANSWERS)).flatmap(lambda name: st.tuples(st.just(name), ANSWERS[name])),
        st.integers(0, 3),
    ),
    st.tuples(st.just("add"), st.none(), st.just(0)),
    st.tuples(st.just("remove"), st.none(), st.integers(0, 3)),
)


def state(filled: Evaluation) -> list[Any]:
    every = list(filled.addresses())
    return [
        filled.sections(),
        [filled.items(section.name) for section in filled.sections()],
        {address: (filled.status(address), filled.label(address)) for address in every},
        [choice.name for choice in filled.choices(Address("town"))],
        filled.open_required(),
        filled.problems(),
    ]


@settings(max_examples=60)
@given(st.lists(ACTS, max_size=25))
def test_incremental_evaluation_is_a_full_evaluation(acts: list[tuple[str, Any, int]]) -> None:
    filled = evaluation(FAMILY)
    present: list[str] = []
    answers: dict[Address, Value] = {}
    for number, (act, what, which) in enumerate(acts):
        if act == "add":
            present.append(f"c{number}")
            filled.add_instance("children", present[-1])
        elif act == "remove" and present:
            gone = present.pop(which % len(present))
            filled.remove_instance("children", gone)
            answers = {address: value for address, value in answers.items() if gone not in address.instances}
        elif act == "set":
            name, value = what
            if name in ("child_name", "child_age", "school") and not present:
                continue
            inside = name in ("child_name", "child_age", "school")
            address = Address(name, (present[which % len(present)],) if inside else ())
            before = {one: filled.status(one) for one in answers}
            settled = filled.set(address, value)
            answers[address] = value
            for one, status in before.items():
                assert filled.status(one) == status or one in settled.changed
    fresh = evaluation(FAMILY)
    for instance in present:
        fresh.add_instance("children", instance)
    for address, value in answers.items():
        fresh.set(address, value)
    assert state(filled) == state(fresh)


UNLIKELY = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: integer, name: years, label: {nl: Jaren, en: Years}, warning: ". > 90",
         warning_message: {nl: "Klopt het dat iemand zo oud is?", en: "Is anyone that old?"}}
"""


def test_a_warning_asks_and_does_not_refuse() -> None:
    filled = evaluation(UNLIKELY)
    years = Address("years")
    assert filled.status(years).warning is None
    settled = filled.set(years, 91)
    assert years in settled.changed
    ((address, words),) = filled.warnings()
    assert (address, words.show("en")) == (years, "Is anyone that old?")
    assert filled.problems() == ()
    filled.set(years, NonAnswer.INTERPRETER_TROUBLE)
    assert filled.status(years).warning is None


WORDED = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: select_one yes_no, name: certain, label: {nl: Zeker, en: Certain}}
      - {type: integer, name: days, label: {nl: Dagen, en: Days}, constraint: ". > 0"}
      - {type: calculate, name: hours, calculation: "${days} * 24", label: {nl: Uren, en: Hours}}
      - {type: calculate, name: minutes, calculation: "${hours} * 60"}
      - {type: note, name: told, label: {nl: "${certain}: ${hours} uur of ${minutes} minuten",
         en: "${certain}: ${hours} hours or ${minutes} minutes"}}
      - {type: text, name: why, label: {nl: Waarom, en: Why}, required: "${days} > 2"}
"""


def test_a_label_has_the_words_of_a_choice_and_what_was_calculated() -> None:
    filled = evaluation(WORDED)
    assert filled.label(Address("told")).show("nl") == ": NaN uur of NaN minuten"
    filled.set(Address("certain"), "yes")
    filled.set(Address("days"), 2)
    assert filled.label(Address("told")).show("nl") == "Ja: 48 uur of 2880 minuten"
    filled.set(Address("certain"), NonAnswer.REFUSED)
    assert filled.label(Address("told")).show("en") == ": 48 hours or 2880 minutes"


def test_a_calculation_is_listed_where_it_has_words() -> None:
    names = [item.address.name for item in evaluation(WORDED).items("s") if isinstance(item, QuestionItem)]
    assert names == ["certain", "days", "hours", "told", "why"]


def test_whatever_looks_different_is_told() -> None:
    filled = evaluation(WORDED)
    assert filled.set(Address("days"), 3).changed == {
        Address(name) for name in ("days", "hours", "minutes", "told", "why")
    }
    filled.set(Address("days"), 4)
    assert Address("why") not in filled.set(Address("days"), 5).changed
    assert filled.set(Address("days"), 0).changed >= {Address("why")}
    assert str(filled.status(Address("days")).problem)
    assert filled.problems()[0][1].show("nl") == "Dit antwoord past niet bij de vraag."


COMPARED = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: integer, name: most, label: {nl: Hoogste, en: Most}}
      - {type: integer, name: given, label: {nl: Gegeven, en: Given}, constraint: ". <= ${most}",
         warning: ". = ${most} - 1"}
"""


def test_an_answer_is_looked_at_again_when_what_it_is_compared_with_changes() -> None:
    filled = evaluation(COMPARED.replace('- 1"', '- 1", warning_message: {nl: Bijna, en: Nearly}'))
    given = Address("given")
    filled.set(Address("most"), 9)
    filled.set(given, 5)
    assert given in filled.set(Address("most"), 6).changed
    assert filled.status(given).warning is not None
    assert given in filled.set(Address("most"), 4).changed
    assert filled.status(given).problem is not None
    assert filled.status(given).warning is None
    assert given in filled.set(Address("most"), 9).changed
    assert given not in filled.set(Address("most"), 10).changed


def test_a_refusal_is_not_the_word_that_is_its_code() -> None:
    filled = evaluation(
        "  - type: group\n    name: s\n    label: {nl: S, en: S}\n    children:\n"
        "      - {type: text, name: t, label: {nl: T, en: T}}\n"
        "      - {type: calculate, name: why, calculation: \"concat(non-answer(${t}), '/', ${t})\"}\n"
    )
    filled.set(Address("t"), "refused")
    assert filled.status(Address("why")).value == "/refused"
    filled.set(Address("t"), NonAnswer.REFUSED)
    assert filled.status(Address("why")).value == "refused/"
