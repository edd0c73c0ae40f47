# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from app.i18n import Translator
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.explain import About, explain, in_words
from app.questionnaire.values import Address, NonAnswer, PartialDate
from tests.questionnaire.conftest import Fill
from tests.questionnaire.test_acting import ASKED, group

DUTCH = Translator("nl")


def words(filled: Evaluation, address: Address) -> list[str]:
    return in_words(explain(filled, address), DUTCH).splitlines()


def test_what_is_hidden_is_explained_by_the_outermost_group_that_hides_it(family: Evaluation) -> None:
    family.set(Address("age"), 5)
    (one,) = explain(family, Address("number_of_children"))
    assert (one.about, one.name, one.holds) == (About.RELEVANT, "family", False)
    assert words(family, Address("number_of_children")) == [
        "A2 (family) wordt niet gevraagd (regel 34, relevant):",
        "  ${has_children} = 'yes' → niet waar",
        "    ${has_children} → leeg (nu niet gevraagd, dus leeg)",
    ]


def test_a_requirement_is_explained_by_the_answer_it_follows_from(family: Evaluation) -> None:
    family.set(Address("name"), "Yusuf")
    assert words(family, Address("age")) == [
        "A1.2 (age) wordt gevraagd: daar is geen voorwaarde voor.",
        "A1.2 (age) is verplicht (regel 22, required):",
        "  ${name} != '' → waar",
        "    ${name} → „Yusuf”",
    ]


def test_a_refused_answer_is_explained_part_by_part(family: Evaluation) -> None:
    family.set(Address("age"), 130)
    *_, refused = explain(family, Address("age"))
    assert (refused.about, refused.holds) == (About.CONSTRAINT, False)
    assert refused.part is not None
    assert [(part.text, part.gives) for part in refused.part.parts] == [(". >= 0", True), (". <= 120", False)]


def test_a_calculation_shows_the_answers_of_every_instance(family: Evaluation) -> None:
    family.set(Address("age"), 30)
    family.set(Address("has_children"), "yes")
    for identifier, years in (("c1", 5), ("c2", 7)):
        family.add_instance("children", identifier)
        family.set(Address("child_age", (identifier,)), years)
    assert words(family, Address("years_together"))[-3:] == [
        "years_together wordt berekend (regel 46, calculation):",
        "  sum(${child_age}) → 12",
        "    ${child_age} → „5”, „7”",
    ]
    assert words(family, Address("place_in_row", ("c2",)))[-1] == "  position(..) → 2"


def test_a_non_answer_is_named(family: Evaluation) -> None:
    family.set(Address("age"), NonAnswer.INTERPRETER_TROUBLE)
    assert words(family, Address("has_children"))[-1] == "    ${age} → leeg (het tolken lukte niet)"


def test_explaining_changes_nothing(family: Evaluation) -> None:
    family.set(Address("age"), 30)
    before = family.snapshot()
    for address in family.addresses():
        explain(family, address)
    assert family.snapshot() == before
    assert family.undo().changed >= {Address("age")}


def test_what_cannot_be_told_is_said_to_be_so(fill: Fill) -> None:
    found = fill(
        group(
            f"type: partial_date, name: left, {ASKED}",
            f"type: text, name: why, {ASKED}, relevant: \"not(${{left}} < '2019-05-12')\"",
        )
    )
    found.set(Address("left"), PartialDate("2019-05"))
    assert [line.partition("→")[2].strip() for line in words(found, Address("why"))[1:]] == [
        "niet te zeggen",
        "niet te zeggen",
        "„2019-05”",
    ]
    assert found.status(Address("why")).relevant
