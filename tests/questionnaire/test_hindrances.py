# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A formula that cannot be worked out stops no hearing: the doubt counts as documented, and is told."""

from decimal import Decimal

from app.i18n import Translator
from app.questionnaire.begin import beginning_of
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.compiled_codec import dump_compiled, load_compiled
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.explain import explain, in_words
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.settling import MOST_CELLS, MOST_COUNTED
from app.questionnaire.standing import RepeatHeader
from app.questionnaire.values import Address
from tests.questionnaire.conftest import HEAD, TODAY

MANY = 65
"""So many nodes, looked at thrice over, are more than one evaluation visits."""

TOO_MUCH = "${wide} = 1 and " + "count(/data/many/*[count(/data/many/*[count(/data/many/*) > 0]) > 0]) > 0"
"""Is false at once while `wide` is not 1, and else looks at too much."""

SAY = Translator("nl")


def compiled(rows: str, *, many: int = 0) -> CompiledQuestionnaire:
    """Compile a questionnaire of one section: a number `wide`, these rows, and so many questions more."""
    head = "  - type: group\n    name: s\n    label: {nl: S, en: S}\n    children:\n"
    rest = head.replace("name: s", "name: many") if many else ""
    rest += "".join(f"      - {{type: text, name: t{at}, label: {{nl: T, en: T}}}}\n" for at in range(many))
    wide = "      - {type: integer, name: wide, label: {nl: W, en: W}}\n"
    return compile_questionnaire(read_questionnaire(HEAD + head + wide + rows + rest, "proef.yaml"))


def test_what_looks_at_too_much_is_in_doubt_and_the_hearing_goes_on() -> None:
    label = "label: {nl: Q, en: Q}"
    evaluation = Evaluation(
        compiled(
            f"""\
      - {{type: text, name: shown, {label}, relevant: "{TOO_MUCH}"}}
      - {{type: text, name: needed, {label}, required: "{TOO_MUCH}"}}
      - {{type: calculate, name: worked, calculation: "{TOO_MUCH}"}}
      - {{type: text, name: bound, {label}, constraint: "{TOO_MUCH}"}}
      - {{type: text, name: asked, {label}, warning: "not({TOO_MUCH})", warning_message: {{nl: W, en: W}}}}
      - {{type: text, name: locked, {label}, read_only: "{TOO_MUCH}"}}
      - {{type: select_one place, name: chosen, {label}, choice_filter: "country = 'NL' and not({TOO_MUCH})"}}
      - {{type: text, name: filled, {label}, calculation: "{TOO_MUCH}", trigger: "${{wide}}"}}
""",
            many=MANY,
        ),
        TODAY,
    )
    names = ("shown", "needed", "worked", "bound", "asked", "locked", "chosen")
    for name in ("bound", "asked"):
        evaluation.set(Address(name), "iets")
    stands = {name: evaluation.status(Address(name)) for name in names}
    assert not stands["shown"].relevant
    assert stands["bound"].problem is not None
    assert stands["asked"].warning is not None
    assert len(evaluation.choices(Address("chosen"))) == 2
    assert evaluation.hindrances() == ()

    settled = evaluation.set(Address("wide"), 1)
    assert len(evaluation.choices(Address("chosen"))) == 3
    assert not evaluation.is_locked(Address("locked"))
    stands = {name: evaluation.status(Address(name)) for name in names}
    assert stands["shown"].relevant
    assert not stands["needed"].required
    assert stands["worked"].value == ""
    assert stands["bound"].problem is None
    assert stands["asked"].warning is None
    assert {address.name for address, _ in evaluation.hindrances()} == {*names, "filled"}
    assert {Address(name) for name in names} <= settled.changed
    why = SAY(evaluation.hindrances()[0][1])
    assert all(status.hindrance is not None and SAY(status.hindrance) == why for status in stands.values())
    assert why in in_words(explain(evaluation, Address("shown")), SAY)

    evaluation.undo()
    assert evaluation.hindrances() == ()
    assert not evaluation.is_relevant(Address("shown"))


def test_what_cannot_be_worked_out_at_the_beginning_is_told_in_every_hearing() -> None:
    rows = f"""      - {{type: calculate, name: worked, calculation: "{TOO_MUCH.partition("and ")[2]}"}}\n"""
    fresh = compiled(rows, many=MANY)
    again = load_compiled(dump_compiled(fresh))
    assert again.beginning == beginning_of(fresh)
    for one in (fresh, again):
        assert [address.name for address, _ in Evaluation(one, TODAY).hindrances()] == ["worked"]


def test_a_text_that_grows_too_long_is_none_and_told() -> None:
    tenfold = [", ".join([f"${{c{at}}}"] * 10) for at in range(7)]
    longer = "".join(
        f"""      - {{type: calculate, name: c{at}, calculation: "concat({ten})"}}\n"""
        for at, ten in enumerate(tenfold, 1)
    )
    first = '      - {type: calculate, name: c0, calculation: "string(${wide})"}\n'
    evaluation = Evaluation(compiled(first + longer), TODAY)
    evaluation.set(Address("wide"), 7)
    assert evaluation.status(Address("c6")).value == "7" * 1_000_000
    assert evaluation.status(Address("c7")).value == ""
    assert [address.name for address, _ in evaluation.hindrances()] == ["c7"]


def test_a_repeat_with_too_large_a_count_tells_so() -> None:
    rows = """\
      - type: repeat
        name: rows
        label: {nl: R, en: R}
        repeat_count: "${wide}"
        children:
          - {type: text, name: x, label: {nl: X, en: X}}
"""
    evaluation = Evaluation(compiled(rows), TODAY)
    evaluation.set(Address("wide"), 5000)
    header = next(item for item in evaluation.items("s") if isinstance(item, RepeatHeader))
    assert header.count == MOST_COUNTED
    assert header.hindrance is not None
    assert "5000" in SAY(header.hindrance)
    assert "1000" in SAY(header.hindrance)
    evaluation.set(Address("wide"), 3)
    assert evaluation.hindrances() == ()
    assert len(evaluation.instances("rows")) == 3


def test_counts_within_counts_stay_within_bounds() -> None:
    rows = """\
      - type: repeat
        name: outer
        label: {nl: R, en: R}
        repeat_count: "${wide}"
        children:
          - type: repeat
            name: inner
            label: {nl: R, en: R}
            repeat_count: "${wide}"
            children:
              - {type: text, name: x, label: {nl: X, en: X}}
"""
    evaluation = Evaluation(compiled(rows), TODAY)
    evaluation.set(Address("wide"), 1000)
    assert sum(1 for _ in evaluation.addresses()) <= MOST_CELLS + 1
    hindered = {address.name for address, _ in evaluation.hindrances()}
    assert hindered == {"inner"}
    evaluation.set(Address("wide"), 2)
    assert evaluation.hindrances() == ()
    assert sum(1 for _ in evaluation.addresses()) == 5


def test_a_long_sum_goes_on_after_a_term_that_could_not_be_worked_out() -> None:
    terms = " + ".join(f"${{n{at}}}" for at in range(6))
    rows = "".join(f"      - {{type: integer, name: n{at}, label: {{nl: N, en: N}}}}\n" for at in range(6))
    rows += f"""      - {{type: calculate, name: total, calculation: "{terms} + number({TOO_MUCH})"}}\n"""
    evaluation = Evaluation(compiled(rows, many=MANY), TODAY)
    for at in range(6):
        evaluation.set(Address(f"n{at}"), Decimal(at))
    assert evaluation.status(Address("total")).value == "15"
    evaluation.set(Address("wide"), 1)
    assert evaluation.status(Address("total")).value == ""
    evaluation.set(Address("n0"), Decimal(10))
    evaluation.set(Address("wide"), 2)
    assert evaluation.status(Address("total")).value == "25"
