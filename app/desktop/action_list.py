# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All actions of the program. This is the place to add one or to change a key."""

from app.desktop.actions import Action
from app.desktop.room_names import (
    CLOSING,
    HEARING_ROOM,
    LIBRARY,
    MANAGE,
    PEOPLE,
    PRACTICE,
    PRACTICE_HEARING,
    SIGNAL_DESK,
    TRIAL,
    WORKLIST,
)
from app.errors import says

_PROGRAM = says("Programma")
_WORKLIST = says("Werklijst")
_HEARING = says("Gehoor")
_NOTES = says("Notities en signalen")

_PRACTICE = says("Oefenen")
_LIBRARY = says("Vragenlijsten")

_IN_WORKLIST = frozenset({WORKLIST})
_IN_HEARING = frozenset({HEARING_ROOM, PRACTICE_HEARING, TRIAL})
_IN_PRACTICE = frozenset({PRACTICE})
_IN_LIBRARY = frozenset({LIBRARY})
_IN_MANAGE = frozenset({MANAGE})
_IN_CLOSING = frozenset({CLOSING})
_IN_SIGNALS = frozenset({SIGNAL_DESK})

ACTIONS: tuple[Action, ...] = (
    Action("lock", says("Vergrendel"), "Ctrl+L", _PROGRAM),
    Action("palette", says("Ga naar vraag of opdracht"), "Ctrl+K", _PROGRAM),
    Action("worklist", says("Werklijst"), "Ctrl+1", _PROGRAM),
    Action("signal_desk", says("Signalen"), "Ctrl+2", _PROGRAM),
    Action("people", says("Medewerkers"), "Ctrl+3", _PROGRAM),
    Action("practice", says("Oefenen"), "Ctrl+4", _PROGRAM),
    Action("library", says("Vragenlijsten"), "Ctrl+5", _PROGRAM),
    Action("manage", says("Beheer"), "Ctrl+6", _PROGRAM),
    Action("settings", says("Instellingen"), "Ctrl+,", _PROGRAM),
    Action("access", says("Mijn toegang"), "", _PROGRAM),
    Action("keys", says("Sleutels van de kluis"), "", _PROGRAM),
    Action("offices", says("Andere kantoren"), "", _PROGRAM),
    Action("trail", says("Logboek"), "", _PROGRAM),
    Action("check", says("Controle van de kluis"), "", _PROGRAM),
    Action("backups", says("Reservekopieën"), "", _PROGRAM),
    Action("retention", says("Bewaartermijnen"), "", _PROGRAM),
    Action("language", says("Andere taal"), "Ctrl+Shift+L", _PROGRAM, while_locked=True),
    Action("both_languages", says("Vragen in twee talen"), "Ctrl+Shift+B", _PROGRAM),
    Action("text_larger", says("Grotere tekst"), "Ctrl+Shift+Up", _PROGRAM, while_locked=True),
    Action("text_smaller", says("Kleinere tekst"), "Ctrl+Shift+Down", _PROGRAM, while_locked=True),
    Action("theme", says("Ander thema"), "Ctrl+Shift+D", _PROGRAM, while_locked=True),
    Action("help", says("Sneltoetsen"), "F1", _PROGRAM, while_locked=True),
    Action("quit", says("Sluit het programma"), "Ctrl+Q", _PROGRAM, while_locked=True),
    Action("new_hearing", says("Nieuw gehoor"), "Ctrl+N", _WORKLIST, _IN_WORKLIST),
    Action("continue", says("Ga verder"), "Return", _WORKLIST, _IN_WORKLIST, key_is_wired=False),
    Action("hand_over", says("Draag over"), "Ctrl+Shift+O", _WORKLIST, _IN_WORKLIST),
    Action("take_in_hearing", says("Neem een gehoor over"), "Ctrl+O", _WORKLIST, _IN_WORKLIST),
    Action("search", says("Zoek"), "Ctrl+F", _WORKLIST, frozenset({WORKLIST, SIGNAL_DESK, MANAGE})),
    Action("make_backup", says("Maak nu een reservekopie"), "Ctrl+Shift+K", _PROGRAM, _IN_MANAGE),
    Action("check_now", says("Controleer de kluis nu"), "Ctrl+Return", _PROGRAM, _IN_MANAGE),
    Action("new_person", says("Nieuwe medewerker"), "Ctrl+N", _PROGRAM, frozenset({PEOPLE})),
    Action("next_question", says("Volgende"), "F5", _HEARING, _IN_HEARING),
    Action("previous_question", says("Vorige"), "Shift+F5", _HEARING, _IN_HEARING),
    Action("next_section", says("Volgend onderdeel"), "Ctrl+PgDown", _HEARING, _IN_HEARING),
    Action("previous_section", says("Vorig onderdeel"), "Ctrl+PgUp", _HEARING, _IN_HEARING),
    Action("guidance", says("Toelichting"), "F2", _HEARING, _IN_HEARING),
    Action("follow_up", says("Vervolgvraag"), "Ctrl+Return", _HEARING, _IN_HEARING),
    Action("remark", says("Opmerking"), "Ctrl+Shift+R", _HEARING, _IN_HEARING),
    Action("interpreter_remark", says("Opmerking van de tolk"), "Ctrl+Shift+T", _HEARING, _IN_HEARING),
    Action("why", says("Waarom deze vraag?"), "Ctrl+Shift+E", _HEARING, _IN_HEARING),
    Action("let_stand", says("Laat staan met reden"), "Ctrl+Shift+O", _HEARING, _IN_HEARING),
    Action("does_not_know", says("Weet niet"), "Alt+1", _HEARING, _IN_HEARING),
    Action("declines", says("Wil niet zeggen"), "Alt+2", _HEARING, _IN_HEARING),
    Action("not_applicable", says("N.v.t."), "Alt+3", _HEARING, _IN_HEARING),
    Action("not_asked", says("Niet gevraagd"), "Alt+4", _HEARING, _IN_HEARING),
    Action("interpreter_trouble", says("Tolken lukt niet"), "Alt+5", _HEARING, _IN_HEARING),
    Action("add_instance", says("Voeg toe"), "Ctrl++", _HEARING, _IN_HEARING),
    Action("remove_instance", says("Verwijder"), "Ctrl+Shift+Del", _HEARING, _IN_HEARING),
    Action("break", says("Pauze"), "F6", _HEARING, _IN_HEARING),
    Action(
        "closing_check",
        says("Gehoor afronden"),
        "Ctrl+Shift+W",
        _HEARING,
        frozenset({HEARING_ROOM, PRACTICE_HEARING, TRIAL, CLOSING}),
    ),
    Action("close_hearing", says("Gehoor sluiten"), "Ctrl+Return", _HEARING, _IN_CLOSING),
    Action(
        "export",
        says("Exporteer"),
        "Ctrl+E",
        _HEARING,
        frozenset({HEARING_ROOM, CLOSING, SIGNAL_DESK, PRACTICE, LIBRARY, MANAGE}),
    ),
    Action("new_draft", says("Maak een concept"), "Ctrl+N", _LIBRARY, _IN_LIBRARY),
    Action("try_draft", says("Voorbeeld"), "Ctrl+Shift+P", _LIBRARY, _IN_LIBRARY),
    Action("submit_draft", says("Ter beoordeling"), "Ctrl+Return", _LIBRARY, _IN_LIBRARY),
    Action("approve_draft", says("Keur goed en publiceer"), "Ctrl+Shift+G", _LIBRARY, _IN_LIBRARY),
    Action("take_in_version", says("Neem een bestand in"), "Ctrl+O", _LIBRARY, _IN_LIBRARY),
    Action("begin_practice", says("Begin de oefening"), "Ctrl+N", _PRACTICE, _IN_PRACTICE),
    Action("finish_practice", says("Naar de nabespreking"), "Ctrl+Return", _PRACTICE, _IN_PRACTICE),
    Action("notes_drawer", says("Notities"), "F9", _NOTES, _IN_HEARING),
    Action("note_from_selection", says("Notitie van selectie"), "Ctrl+Shift+N", _NOTES, _IN_HEARING),
    Action("nothing_to_note", says("Niets te noteren"), "Alt+N", _NOTES, _IN_CLOSING),
    Action("something_to_note", says("Iets noteren"), "F9", _NOTES, _IN_CLOSING),
    Action("report_list", says("Naar de lijst met meldingen"), "F8", _NOTES, _IN_SIGNALS),
    Action("withdraw_report", says("Trek de melding in"), "Ctrl+Shift+Del", _NOTES, _IN_SIGNALS),
    Action("emergency", says("Noodprocedure"), "F10", _NOTES, _IN_HEARING),
)
"""Every action, in the order in which the palette and the help show them."""
