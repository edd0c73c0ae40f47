# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editing a questionnaire in steps: what was not touched stays, and each step is one difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import assets
from app.errors import UserError
from app.i18n import Texts
from app.library import editing
from app.library.diff import Kind, differences
from app.library.outline import outline
from app.questionnaire.compile import check
from app.questionnaire.model import Question, walk
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import NonAnswer

SHIPPED = {
    name: (assets.questionnaires() / name / "1.0.0.yaml").read_text(encoding="utf-8")
    for name in ("aanmeldgehoor", "nader_gehoor")
}
SMALL = """\
# Een opmerking van de auteur.
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
  notice: {nl: Verzonnen., en: Invented.}
choices:
  yes_no:
    - {name: "yes", label: {nl: Ja, en: "Yes"}}
    - {name: "no", label: {nl: Nee, en: "No"}}
survey:
  - type: group
    name: first
    number: A1
    label: {nl: Een, en: One}
    children:
      - {type: text, name: place, number: A1.1, label: {nl: Waar?, en: Where?}}
      # Deze vraag is van later.
      - {type: select_one yes_no, name: knows, number: A1.2, label: {nl: Weet u het?, en: Do you know?}}
  - type: group
    name: second
    number: A2
    label: {nl: Twee, en: Two}
    relevant: "${knows} = 'yes'"
    children:
      - {type: narrative, name: rest, number: A2.1, label: {nl: En verder?, en: And then?}}
"""

words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


def found(source: str) -> list[tuple[str, str, str, str]]:
    """Give the differences from the small questionnaire, short."""
    before, after = (read_questionnaire(one, "x") for one in (SMALL, source))
    return [(one.kind.value, one.name, one.what, one.language) for one in differences(before, after)]


def item(source: str, name: str) -> Question:
    one = next(one for one in walk(read_questionnaire(source, "x").children) if one.name == name)
    assert isinstance(one, Question)
    return one


@pytest.mark.parametrize("name", SHIPPED)
def test_an_edit_leaves_every_other_line_of_a_real_questionnaire_as_it_was(name: str) -> None:
    before = SHIPPED[name]
    after = editing.set_head(before, "version", "1.1.0")
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    assert [(one, other) for one, other in zip(old, new, strict=True) if one != other] == [
        ("  version: 1.0.0", '  version: "1.1.0"')
    ]


@given(nl=words, en=words)
def test_what_an_author_types_is_read_back_and_nothing_else_changed(nl: str, en: str) -> None:
    after = editing.set_property(SMALL, "place", "label", Texts.of({"nl": nl, "en": en}))
    assert item(after, "place").label == Texts.of({"nl": nl, "en": en})
    assert {one[1:3] for one in found(after)} <= {("place", "label")}


@pytest.mark.parametrize(
    "text", ["yes", "no", "1.0", "null", "~", "${place} != ''", "a: b", "# geen opmerking"]
)
def test_what_yaml_takes_for_something_else_stays_text(text: str) -> None:
    after = editing.set_property(SMALL, "place", "hint", Texts.of({"nl": text, "en": text}))
    assert item(after, "place").hint.get("nl") == text


def test_an_empty_value_takes_a_property_out() -> None:
    after = editing.set_property(SMALL, "second", "relevant", "")
    assert found(after) == [("changed", "second", "relevant", "")]
    assert "relevant" not in after


def test_comments_of_authors_stay() -> None:
    after = editing.set_property(SMALL, "rest", "required", "yes")
    assert "# Een opmerking van de auteur." in after
    assert "# Deze vraag is van later." in after


def test_a_question_is_added_where_it_was_asked_for() -> None:
    label = Texts.of({"nl": "Wie?", "en": "Who?"})
    after = editing.add_question(SMALL, "first", "text", "who", "A1.1a", label, after="place")
    assert found(after) == [("added", "who", "", "")]
    assert [one.name for one in walk(read_questionnaire(after, "x").children)] == [
        "first",
        "place",
        "who",
        "knows",
        "second",
        "rest",
    ]
    assert found(editing.remove(after, "who")) == []


def test_a_section_is_added_and_filled() -> None:
    after = editing.add_section(SMALL, "third", "A3", Texts.of({"nl": "Drie", "en": "Three"}), after="first")
    after = editing.add_question(
        after, "third", "text", "why", "A3.1", Texts.of({"nl": "Waarom?", "en": "Why?"})
    )
    assert found(after) == [("added", "third", "", ""), ("added", "why", "", "")]
    assert check(read_questionnaire(after, "x")) == ()


def test_a_move_is_one_difference() -> None:
    assert found(editing.step(SMALL, "place", 1)) in (
        [("moved", "place", "", "")],
        [("moved", "knows", "", "")],
    )
    assert found(editing.step(SMALL, "place", -1)) == []
    assert found(editing.move(SMALL, "place", "second")) == [("moved", "place", "", "")]


def test_choices_are_added_and_taken_out() -> None:
    choices = [
        ("yes", Texts.of({"nl": "Ja", "en": "Yes"}), ()),
        ("maybe", Texts.of({"nl": "Misschien", "en": "Maybe"}), ()),
    ]
    assert found(editing.set_choices(SMALL, "yes_no", choices)) == [
        ("added", "yes_no: maybe", "", ""),
        ("removed", "yes_no: no", "", ""),
    ]


def test_an_enumeration_is_written_whole_even_when_it_is_empty() -> None:
    only = editing.set_property(SMALL, "place", "non_answers", ("unknown",))
    assert item(only, "place").non_answers == {NonAnswer.UNKNOWN}
    none = editing.set_property(only, "place", "non_answers", ())
    assert item(none, "place").non_answers == frozenset()


def test_a_new_name_is_taken_over_wherever_the_old_one_stood() -> None:
    referring = editing.set_property(
        SMALL,
        "rest",
        "label",
        Texts.of({"nl": "${knows} en ${ knows }?", "en": "${knows_more}${last-saved#knows}"}),
    )
    renamed = editing.rename(referring, "knows", "is_known")
    assert check(read_questionnaire(renamed.replace("${knows_more}", "x"), "x")) == ()
    assert "${knows}" not in renamed
    assert "${last-saved#is_known}" in renamed
    assert "${knows_more}" in renamed
    assert dict(item(renamed, "rest").label)["nl"] == "${is_known} en ${is_known}?"
    assert editing.rename(SMALL, "knows", "knows") == SMALL


def test_what_stands_in_a_source_is_told_though_it_cannot_be_used() -> None:
    broken = SMALL.replace("${knows} = 'yes'", "${nobody} = 'yes'").replace(
        "type: narrative", "type: nonsense"
    )
    told = outline(broken)
    assert [(one.values["number"], one.depth) for one in told.items] == [
        ("A1", 0),
        ("A1.1", 1),
        ("A1.2", 1),
        ("A2", 0),
        ("A2.1", 1),
    ]
    assert told.head.texts["title"].show("en") == "Trial"
    assert [one.name for one in told.choices["yes_no"]] == ["yes", "no"]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: editing.rename(SMALL, "knows", "place"), "al in gebruik"),
        (lambda: editing.rename(SMALL, "knows", "Is known"), "kleine letters"),
        (lambda: editing.rename(SMALL, "nowhere", "here"), "staat niet in deze vragenlijst"),
        (lambda: editing.set_property(SMALL, "nowhere", "hint", "x"), "staat niet in deze vragenlijst"),
        (lambda: editing.add_question(SMALL, "first", "text", "place", "", Texts()), "al in gebruik"),
        (lambda: editing.add_question(SMALL, "first", "text", "Place 1", "", Texts()), "kleine letters"),
        (lambda: editing.add_question(SMALL, "place", "text", "new", "", Texts()), "Kies een onderdeel"),
        (lambda: editing.add_section(SMALL, "third", "", Texts(), after="nowhere"), "andere plaats"),
        (lambda: editing.move(SMALL, "first", "first"), "in zichzelf"),
        (lambda: editing.move(SMALL, "place", ""), "altijd in een onderdeel"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(act: object, told: str) -> None:
    assert callable(act)
    with pytest.raises(UserError, match=told):
        act()


def test_equal_questionnaires_have_no_differences() -> None:
    for source in SHIPPED.values():
        one = read_questionnaire(source, "x")
        assert differences(one, one) == ()


def test_every_text_that_differs_is_shown_with_both_wordings() -> None:
    after = editing.set_property(SMALL, "place", "label", Texts.of({"nl": "Waarheen?", "en": "Where?"}))
    (one,) = differences(read_questionnaire(SMALL, "x"), read_questionnaire(after, "x"))
    assert (one.kind, one.number, one.language, one.before, one.after) == (
        Kind.CHANGED,
        "A1.1",
        "nl",
        "Waar?",
        "Waarheen?",
    )


def test_a_name_that_stands_in_several_groups_is_not_guessed() -> None:
    source = SMALL.replace("name: knows", "name: first")
    words = Texts.of({"nl": "X", "en": "Y"})
    with pytest.raises(UserError, match="staat hier vaker"):
        editing.set_property(source, "first", "label", words)
    after = editing.set_property(source, "/first/first", "label", words)
    assert [one.place for one in outline(after).items if dict(one.texts["label"]) == dict(words)] == [
        "/first/first"
    ]


def test_a_language_that_goes_takes_its_texts_along_and_no_others() -> None:
    three = editing.set_languages(SMALL, ("nl", "en", "ti"))
    three = editing.set_property(three, "place", "label", Texts.of({"nl": "A", "en": "B", "ti": "C"}))
    two = editing.set_languages(three, ("nl", "en"))
    assert dict(item(two, "place").label) == {"nl": "A", "en": "B"}
    assert check(read_questionnaire(two, "x")) == ()
    with pytest.raises(UserError, match="geen taalcode"):
        editing.set_languages(SMALL, ("nl", "Engels"))


def test_a_column_of_choices_is_kept_and_goes_with_its_last_word() -> None:
    yes = ("yes", Texts.of({"nl": "Ja", "en": "Yes"}), ("noord",))
    no = ("no", Texts.of({"nl": "Nee", "en": "No"}), ("",))
    after = editing.set_choices(SMALL, "yes_no", (yes, no), ("streek",))
    found = read_questionnaire(after, "x").choices["yes_no"]
    assert [dict(one.columns) for one in found] == [{"streek": "noord"}, {}]
    gone = editing.set_choices(after, "yes_no", ((*yes[:2], ("",)), no), ("streek",))
    assert "streek" not in gone
    for columns, told in ((("label",), "kan geen kolom zijn"), (("Streek 1",), "kan geen kolom zijn")):
        with pytest.raises(UserError, match=told):
            editing.set_choices(SMALL, "yes_no", (yes, no), columns)
    with pytest.raises(UserError, match="staat er twee keer"):
        editing.set_choices(SMALL, "yes_no", (yes, yes), ("streek",))
