# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest

from app.documents.content import Classification, Field, Questionnaire
from app.documents.hearing_content import (
    AttendanceContent,
    BreakContent,
    Entry,
    EntryKind,
    HearingContent,
    SectionContent,
    SessionContent,
)
from app.documents.signal_content import SignalContent

MOMENT = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)
CLASSIFICATION = Classification(
    "Departementaal VERTROUWELIJK", "VIRBI 2013", "hoofd regionale unit", "23-11-2026", "10 jaar"
)

ARABIC = "وُلدتُ في حلب وغادرتُ في عام 2014 مع ملف رقم V-2026/0417 (انظر المرفق)."
PERSIAN = "من در سال ۱۳۹۶ از ایران خارج شدم؛ شماره پرونده ۱۲۳ است و می‌خواهم توضیح بدهم."
TIGRINYA = "ኣነ ኣብ ኣስመራ ተወሊደ። ብ2014 ካብ ሃገረይ ወጺአ፡ ስድራቤተይ ግን ኣብኡ ኣላ።"
RUSSIAN = "Я родился в Грозном в 1990 году и работал водителем."
MIXED = "Mijn naam is يوسف إبراهيم (Yusuf Ibrahim), in het Tigrinya ዩሱፍ ኣብርሃም, en ik ben op 3-5-1996 geboren."
LONG_WORD = "arbeidsongeschiktheidsverzekeringsmaatschappij" * 4
LONG = (
    "Wij zijn 's nachts vertrokken. Mijn broer reed voorop met de vrachtwagen en ik zat achterin, samen "
    "met de buren. Bij de tweede brug werden wij tegengehouden door mannen zonder uniform. "
) * 30


@pytest.fixture
def hearing() -> HearingContent:
    question, answered = EntryKind.QUESTION, "14:06"
    return HearingContent(
        language="nl",
        title="Rapport aanmeldgehoor",
        kind_label="Aanmeldgehoor",
        v_number="280.123.4567",
        classification=CLASSIFICATION,
        header=(
            Field("V-nummer", "280.123.4567"),
            Field("Naam", "Yusuf Abraham"),
            Field("Naam in eigen schrift", "ዩሱፍ ኣብርሃም"),
            Field("Geboortedatum", "mei 1996"),
            Field("Nationaliteit", "Eritrese"),
            Field("Taal van het gehoor", "Tigrinya"),
            Field("Nummer tolk", "48213"),
            Field("Afspraken over tempo en pauzes", ""),
        ),
        sessions=(
            SessionContent(
                1,
                "op locatie",
                "Ter Apel, kamer 12",
                "23-11-2026 13:30",
                "16:10",
                (BreakContent("14:20", "14:35"), BreakContent("15:30", "15:40")),
                (
                    AttendanceContent("Hoor- en beslismedewerker", "0412"),
                    AttendanceContent("Tolk", "48213"),
                    AttendanceContent("Advocaat", "", present=False, reason="verhinderd, wil doorgaan"),
                ),
            ),
        ),
        sections=(
            SectionContent(
                "A0",
                "Opening",
                (
                    Entry(
                        EntryKind.INSTRUCTION,
                        "Alles wat u zegt, is vertrouwelijk. Uw land van herkomst krijgt het niet te horen.",
                        "A0.1",
                        at="13:32",
                    ),
                    Entry(question, "Verstaat u de tolk goed?", "A0.2", "Ja.", at="13:33"),
                ),
            ),
            SectionContent(
                "A3",
                "Identiteit en herkomst",
                (
                    Entry(question, "Wat is uw volledige naam?", "A3.1", MIXED, at=answered),
                    Entry(question, "Vertel over uw familie.", "A3.2", ARABIC, at=answered),
                    Entry(question, "Wanneer bent u vertrokken?", "A3.3", PERSIAN, at=answered),
                    Entry(question, "Waar bent u geboren?", "A3.4", TIGRINYA, at=answered),
                    Entry(EntryKind.FOLLOW_UP, "Waar precies?", answer=RUSSIAN, at="14:08"),
                    Entry(
                        question,
                        "Hebt u documenten bij u waaruit uw identiteit, nationaliteit of reisroute blijkt, "
                        "of hebt u die gehad?",
                        "A3.5",
                        non_answer="weet het niet",
                        at="14:10",
                        revised="herzien op 23-11-2026 om 14:22",
                    ),
                    Entry(EntryKind.HEADING, "Kind 1"),
                    Entry(question, "Wat is de naam van dit kind?", "A3.6", LONG_WORD, at="14:12"),
                    Entry(EntryKind.REMARK_REPORTER, "Aanvrager huilt. Pauze van tien minuten.", at="14:19"),
                    Entry(EntryKind.BREAK, "Pauze van 14:20 tot 14:35"),
                    Entry(EntryKind.REMARK_INTERPRETER, "Het woord betekent ook 'oom'.", at="14:40"),
                    Entry(question, "Vertel over uw vertrek.", "A3.10", LONG + "\n\n" + LONG, at="15:02"),
                    Entry(question, "Wilt u nog iets zeggen?", "A3.11"),
                ),
            ),
        ),
        closing=("Het gehoor is aan aanvrager voorgelezen. Aanvrager heeft geen opmerkingen.",),
        questionnaire=Questionnaire("aanmeldgehoor", "1.0.0", "3f" * 32),
        made_at="23-11-2026 om 15:05",
        made_by="medewerker 0412",
        moment=MOMENT,
        notice="Deze vragenlijst is illustratief en niet vastgesteld.",
    )


@pytest.fixture
def signal() -> SignalContent:
    return SignalContent(
        language="nl",
        title="Melding van een signaal",
        classification=CLASSIFICATION,
        report_number="2026-0003",
        v_number="280.123.4567",
        hearing_kind="Aanmeldgehoor",
        route=("Handhavingscoördinator", "Team Speciale Zaken", "Unit 1F"),
        quote="„Ik stond ’s nachts bij de poort en schreef de namen op.”",
        original_term="ሓለዋ / حراسة",
        said_at="23-11-2026 om 14:06",
        question_number="A6.5",
        question="Wat voor werk deed u?",
        session="1",
        source="Verklaring",
        directness="Tegen mij gezegd",
        interpreter="48213",
        translation_doubt="Het woord kan ook 'wacht' betekenen; nagevraagd bij de tolk.",
        context="Vraag A6.4: Waar werkte u? Antwoord: In de stad.",
        explanation="Gevraagd; aanvrager zegt dat hij moest.",
        facts="Aanvrager zegt dat hij namen opschreef bij een poort. " + LONG[:900],
        reading="Mogelijk een bewaker.",
        innocent="Gewoon nachtportier.",
        against="Hij noemt geen wapen en geen meerdere.",
        unknown="",
        urgency="Deze week",
        urgency_reason="Het nader gehoor is volgende week.",
        others="",
        author="medewerker 0412",
        consulted="medewerker 0398",
        noted_at="23-11-2026 om 14:07",
        made_at="23-11-2026 om 15:05",
        moment=MOMENT,
        questionnaire_version="aanmeldgehoor 1.0.0",
        catalogue_version="1.0.0",
        indicator="Rol bij een gewapende groep",
    )
