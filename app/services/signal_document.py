# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts a signal report in words that are ready to print."""

from datetime import datetime

from app.documents.content import Classification
from app.documents.signal_content import SignalContent
from app.errors import Message, says
from app.i18n import Translator
from app.names import day, day_and_time
from app.services.policy import OfficePolicy
from app.services.signal_views import ReportView
from app.services.words import BASES, DIRECTNESS, HEARING_KINDS, URGENCIES
from app.signals.catalogue import Catalogue


def signal_content(
    report: ReportView, catalogue: Catalogue, policy: OfficePolicy, language: str, made_at: datetime
) -> SignalContent:
    """Word a signal report.

    Args:
        report: the report as it stands.
        catalogue: the one its indicator and route are from.
        policy: the office's classification.
        language: of the report's own words; what people said stays as it was noted.
        made_at: when the report is made.
    """
    say = Translator(language)
    note, fields = report.note, report.note.fields
    route = catalogue.route(report.fields.route) if report.fields.route else None
    kind = say(HEARING_KINDS.get(note.hearing_kind, Message(note.hearing_kind)))
    label = note.indicator_label.show(language) if note.indicator_label else ""
    urgency = report.fields.urgency
    return SignalContent(
        language=language,
        title=say(says("Melding van een signaal")),
        classification=Classification(
            policy.classification, policy.classification_basis, note.noted_by, day(made_at, language)
        ),
        report_number=report.number,
        v_number=note.v_number,
        hearing_kind=kind,
        route=(route.label.show(language),) if route else (),
        quote=fields.quote,
        said_at=day_and_time(note.turn_at, language),
        question_number=note.question_number,
        question=note.question,
        session=say(says("zitting {number}", number=note.session)),
        source=say(BASES[fields.basis]),
        directness=say(DIRECTNESS[fields.directness]),
        facts=fields.facts,
        urgency=say(URGENCIES[urgency]) if urgency else "",
        urgency_reason=report.fields.urgency_reason,
        author=note.noted_by,
        noted_at=day_and_time(note.noted_at, language),
        made_at=day_and_time(made_at, language),
        moment=made_at,
        questionnaire_version=note.questionnaire_version,
        catalogue_version=note.catalogue_version,
        indicator=f"{fields.indicator} {label}".strip(),
        original_term=fields.original_term,
        interpreter=note.interpreter_number,
        translation_doubt=fields.translation_doubt,
        context=note.context,
        explanation=fields.explanation,
        reading=fields.reading,
        innocent=fields.innocent,
        against=fields.against,
        unknown=fields.unknown,
        others=report.fields.others,
        consulted=report.fields.consulted,
        notice=catalogue.notice.show(language),
    )
