# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the palette offers in the hearing room: questions, the section in front first, and sections."""

from collections.abc import Callable
from functools import partial

from app.desktop.display import Display
from app.desktop.hearing_room.presenter import HearingPresenter
from app.desktop.ports import PaletteEntry
from app.questionnaire.values import Address
from app.services.views import QuestionView

MOST = 12


def question_places(
    presenter: HearingPresenter,
    display: Display,
    text: str,
    go_to: Callable[[Address], object],
    go_to_section: Callable[[str], object],
) -> tuple[PaletteEntry, ...]:
    """Give the places whose number or words hold what was typed; the section in front when nothing was."""
    wanted = text.casefold().strip()
    here = (
        [item for item in presenter.place.items if isinstance(item, QuestionView)] if presenter.place else []
    )
    known = {item.address for item in here}
    elsewhere = [item for item in presenter.everywhere if item.address not in known] if wanted else []
    entries: list[PaletteEntry] = []
    for item in (*here, *elsewhere):
        if item.kind.answerable and item.number:
            title = f"{item.number}  {display.show(item.label)}"
            if wanted in title.casefold():
                entries.append(PaletteEntry(title, "", partial(go_to, item.address)))
    for section in presenter.sections.values():
        title = f"{section.number}  {display.show(section.label)}"
        if section.relevant and wanted in title.casefold():
            detail = f"{section.answered}/{section.total}"
            name = section.name
            entries.append(PaletteEntry(title, detail, partial(go_to_section, name)))
    return tuple(entries[:MOST])
