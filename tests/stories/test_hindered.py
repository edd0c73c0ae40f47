# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that asks for more than can be worked out stops nobody: the hearing room says so."""

from tests.stories.conftest import Office

MANY = 65
SURVEY = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
survey:
  - type: group
    name: person
    number: A1
    label: {nl: Persoon, en: Person}
    children:
      - {type: integer, name: homes, number: A1.1, label: {nl: Hoeveel woningen?, en: How many homes?}}
      - {type: text, name: other, number: A1.2, label: {nl: Nog iets?, en: Anything else?},
         relevant: "${homes} != 2000 or TOO_MUCH"}
      - type: group
        name: moves
        label: {nl: Verhuizingen, en: Moves}
        relevant: "${homes} != 2000 or TOO_MUCH"
        children:
          - {type: text, name: why, number: A1.3, label: {nl: Waarom?, en: Why?}}
  - type: group
    name: many
    number: A2
    label: {nl: Veel, en: Many}
    children:
""".replace("TOO_MUCH", "count(/data/many/*[count(/data/many/*[count(/data/many/*) > 0]) > 0]) > 0")
REST = "".join(f"      - {{type: text, name: t{at}, label: {{nl: T, en: T}}}}\n" for at in range(MANY))


def test_the_hearing_goes_on_where_something_cannot_be_worked_out(office: Office) -> None:
    folder = office.folder / "vragenlijsten" / "proef"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(SURVEY + REST, encoding="utf-8")
    program = office.start()
    program.unlock()
    program.begin()
    assert "niet uitrekenen" not in program.words()
    program.typist.type("2000")
    program.typist.press("F5")
    program.typist.settle()
    assert program.words().count("Meld aan de teamleider: de expressie bekijkt te veel delen") == 2
    program.go_to("A1.2")
    program.typist.type("Ja")
    program.typist.press("F5")
    program.close()
    assert office.kept("other").value == "Ja"
