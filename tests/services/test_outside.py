# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What expressions ask of the world is the same whenever a hearing is opened again."""

from datetime import timedelta
from pathlib import Path

from app.questionnaire.values import Address
from app.services.views import Header
from tests.fakes import SteppingClock
from tests.workplace import NAME, PASSPHRASE, workplace

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
survey:
  - type: group
    name: whole
    number: P1
    label: {nl: Alles, en: All}
    children:
      - {type: calculate, name: begun, calculation: "format-date-time(now(), '%Y-%m-%d %H:%M')"}
      - {type: calculate, name: chance, calculation: "random()"}
      - {type: calculate, name: mark, calculation: "uuid()"}
      - {type: start, name: start}
      - {type: end, name: end}
      - {type: username, name: username}
      - {type: deviceid, name: device}
      - {type: calculate, name: who, calculation: "concat(${username}, ' ', substr(${start}, 0, 16))"}
      - {type: calculate, name: told, calculation: "concat('Gesloten om ', ${end})"}
      - {type: text, name: q, number: P1.1, label: {nl: Vraag, en: Question}}
"""
NAMES = ("begun", "chance", "mark")


def test_a_hearing_stands_as_it_did_when_it_is_opened_again(tmp_path: Path) -> None:
    shelf = tmp_path / "vragenlijsten"
    (shelf / "proef").mkdir(parents=True)
    (shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    clock = SteppingClock()
    desk = workplace(tmp_path, clock=clock, questionnaires=shelf).unlock(NAME, PASSPHRASE)
    header = Header("aanmeldgehoor", "280.123.4567", "Y. A.", "", "", "", "ar", "", "0412")

    def values() -> list[object]:
        opened = desk.conduct.open_hearing().evaluation
        return [opened.status(Address(name)).value for name in NAMES]

    try:
        first = desk.conduct.start(header, "proef", "1.0.0").hearing_id
        found = values()
        desk.conduct.start(header, "proef", "1.0.0")
        other = values()
        clock.moment += timedelta(days=400)
        desk.conduct.resume(first)
        assert values() == found
    finally:
        desk.lock()
    assert found[0] == "2026-11-23 09:00"
    assert 0 <= float(str(found[1])) < 1
    assert len({*map(str, found[1:]), *map(str, other[1:])}) == 4


def test_a_hearing_knows_when_it_began_and_was_closed_and_who_conducts_it(tmp_path: Path) -> None:
    shelf = tmp_path / "vragenlijsten"
    (shelf / "proef").mkdir(parents=True)
    (shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    clock = SteppingClock()
    desk = workplace(tmp_path, clock=clock, questionnaires=shelf).unlock(NAME, PASSPHRASE)

    def value(name: str) -> object:
        return desk.conduct.open_hearing().evaluation.status(Address(name)).value

    try:
        header = Header("aanmeldgehoor", "280.123.4567", "Y. A.", "", "", "", "ar", "", "0412")
        hearing_id = desk.conduct.start(header, "proef", "1.0.0").hearing_id
        assert (value("end"), value("username"), value("device")) == (None, "0412", None)
        assert str(value("start")).startswith("2026-11-23T09:00")
        assert value("who") == "0412 2026-11-23T09:00"
        desk.conduct.answer(Address("q"), "Ja.")
        clock.moment += timedelta(hours=2)
        desk.conduct.leave()
        desk.conduct.resume(hearing_id)
        assert value("end") is None, "to leave a hearing is not to end it"
        desk.close.close("Aanvrager is moe.")
        ended = value("end")
        assert str(ended).startswith("2026-11-23T11:0")
        assert value("told") == f"Gesloten om {ended}"
        assert desk.conduct.question(Address("q")).value == "Ja."
        clock.moment += timedelta(days=400)
        desk.conduct.resume(hearing_id)
        assert (value("end"), value("told")) == (ended, f"Gesloten om {ended}")
        assert str(value("start")).startswith("2026-11-23T09:00")
    finally:
        desk.lock()
