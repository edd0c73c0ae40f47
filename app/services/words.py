# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words for what the records name by a code, for windows and reports alike."""

from collections.abc import Mapping
from types import MappingProxyType

from app.errors import Message, says
from app.hearing.records import HearingState, Mode, Role
from app.questionnaire.values import NonAnswer
from app.signals.records import Basis, Directness, ReportState, Urgency

KEY_FILE = "keyfile"
"""The kind of second factor that a file is."""

HEARING_KINDS: Mapping[str, Message] = MappingProxyType(
    {"aanmeldgehoor": says("Aanmeldgehoor"), "nader_gehoor": says("Nader gehoor")}
)

HEARING_STATES: Mapping[HearingState, Message] = MappingProxyType(
    {
        HearingState.PLANNED: says("gepland"),
        HearingState.UNDER_WAY: says("bezig"),
        HearingState.CLOSED: says("gesloten"),
    }
)

MODES: Mapping[Mode, Message] = MappingProxyType(
    {Mode.ON_SITE: says("op locatie"), Mode.VIDEO: says("per video"), Mode.TELEPHONE: says("per telefoon")}
)

ROLES: Mapping[Role, Message] = MappingProxyType(
    {
        Role.INTERVIEWER: says("hoormedewerker"),
        Role.INTERPRETER: says("tolk"),
        Role.LAWYER: says("gemachtigde"),
        Role.VOLUNTEER: says("medewerker VluchtelingenWerk"),
        Role.GUARDIAN: says("voogd"),
        Role.OTHER: says("andere aanwezige"),
    }
)

NON_ANSWERS: Mapping[NonAnswer, Message] = MappingProxyType(
    {
        NonAnswer.UNKNOWN: says("Weet het niet"),
        NonAnswer.REFUSED: says("Wil het niet zeggen"),
        NonAnswer.NOT_APPLICABLE: says("Niet van toepassing"),
        NonAnswer.NOT_ASKED: says("Niet gevraagd"),
        NonAnswer.INTERPRETER_TROUBLE: says("Niet te beantwoorden: het tolken lukte niet"),
    }
)

BASES: Mapping[Basis, Message] = MappingProxyType(
    {
        Basis.STATEMENT: says("eigen verklaring"),
        Basis.CONDUCT: says("waargenomen gedrag"),
        Basis.DOCUMENT: says("document of zelf getoond bestand"),
        Basis.THIRD_PARTY: says("mededeling van een ander"),
    }
)

DIRECTNESS: Mapping[Directness, Message] = MappingProxyType(
    {
        Directness.SAID_TO_ME: says("tegen mij gezegd"),
        Directness.SEEN: says("zelf gezien"),
        Directness.HEARD: says("van horen zeggen"),
        Directness.DOCUMENT: says("gelezen in een document"),
    }
)

URGENCIES: Mapping[Urgency, Message] = MappingProxyType(
    {Urgency.ACUTE: says("acuut"), Urgency.THIS_WEEK: says("deze week"), Urgency.ROUTINE: says("gewoon")}
)

REPORT_STATES: Mapping[ReportState, Message] = MappingProxyType(
    {
        ReportState.NOTE: says("in voorbereiding"),
        ReportState.IN_REVIEW: says("bij een collega"),
        ReportState.READY: says("gereed"),
        ReportState.SEALED: says("klaar voor verzending"),
        ReportState.SENT: says("verzonden"),
        ReportState.ACKNOWLEDGED: says("ontvangen"),
        ReportState.WITHDRAWN: says("ingetrokken"),
    }
)

ROLE_NAMES: Mapping[str, Message] = MappingProxyType(
    {
        "interviewer": says("hoormedewerker"),
        "signal_coordinator": says("signaalcoördinator"),
        "team_lead": says("teamleider"),
        "trainer": says("trainer"),
        "trainee": says("cursist"),
        "administrator": says("beheerder"),
    }
)
"""What the roles of the vault's people are called."""
