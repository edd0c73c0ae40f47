# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words for the acts in the audit trail."""

from collections.abc import Mapping
from types import MappingProxyType

from app.errors import Message, says

ACTS: Mapping[str, Message] = MappingProxyType(
    {
        "accept_trail": says("aanvaardde het logboek zoals het er is"),
        "add_instance": says("voegde een herhaling toe"),
        "add_person": says("liet iemand met de kluis werken"),
        "answer": says("schreef een antwoord op"),
        "approve_draft": says("keurde een concept goed"),
        "arrived": says("kreeg bericht dat een bestand aankwam"),
        "begin_draft": says("begon een concept"),
        "begin_practice": says("begon een oefening"),
        "change_draft": says("wijzigde een concept"),
        "change_passphrase": says("koos een nieuwe wachtzin"),
        "change_roles": says("gaf iemand andere rollen"),
        "close_hearing": says("sloot een gehoor"),
        "drop_draft": says("trok een concept in"),
        "export_report": says("bood een melding ter verzending aan"),
        "export_trail": says("exporteerde het logboek"),
        "export_version": says("exporteerde een vragenlijst"),
        "fill_in_report": says("vulde een melding in"),
        "finish_practice": says("rondde een oefening af"),
        "follow_up": says("stelde een vervolgvraag"),
        "go_on": says("ging verder na een pauze"),
        "hand_over": says("droeg een gehoor over"),
        "hand_over_notes": says("droeg notities over"),
        "keep_draft": says("liet getypte woorden bewaren"),
        "let_in": says("gaf een collega een sleutel"),
        "list_drafts": says("bekeek de lijst met concepten"),
        "list_practice": says("bekeek de lijst met oefeningen"),
        "make_recovery": says("maakte herstelwoorden"),
        "no_signal": says("keek terug en had niets te melden"),
        "note": says("maakte een notitie"),
        "open_hearing": says("opende een gehoor"),
        "open_report": says("begon een melding"),
        "pause": says("nam een pauze"),
        "print_hearing": says("maakte een verslag van een gehoor"),
        "read_draft": says("las een concept"),
        "read_group": says("las de oefeningen van een groep"),
        "read_notes": says("las notities"),
        "read_outbox": says("bekeek wat wacht op verzending"),
        "read_practice": says("las een oefening"),
        "read_report": says("las een melding"),
        "read_reports": says("bekeek de lijst met meldingen"),
        "read_trail": says("las het logboek"),
        "remark": says("schreef een opmerking op"),
        "remove_instance": says("nam een herhaling weg"),
        "remove_person": says("liet iemand niet meer met de kluis werken"),
        "rename_person": says("gaf iemand een andere naam"),
        "report_sent": says("verzond een melding"),
        "reset_person": says("gaf iemand een nieuwe toegang"),
        "retire_version": says("nam een vragenlijst uit gebruik"),
        "revise_note": says("wijzigde een notitie"),
        "send": says("probeerde een bestand te verzenden"),
        "send_back_draft": says("stuurde een concept terug"),
        "start_hearing": says("begon een gehoor"),
        "submit_draft": says("bood een concept aan"),
        "take_in_hearing": says("nam een gehoor van een collega over"),
        "take_in_notes": says("nam notities van een collega over"),
        "take_in_version": says("nam een vragenlijst van een ander kantoor over"),
        "trust_office": says("liet een ander kantoor toe"),
        "withdraw_note": says("trok een notitie in"),
        "withdraw_report": says("trok een melding in"),
        "wrong_try": says("opende de kluis na verkeerde pogingen"),
    }
)
"""What each act is called, to be read after the name of who did it."""
