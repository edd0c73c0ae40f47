# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The functions of expressions: those of XPath 1.0 and of OpenRosa XForms, by family."""

from app.questionnaire.expressions.functions.choosing import CHOOSING
from app.questionnaire.expressions.functions.dates import DATES
from app.questionnaire.expressions.functions.numbers import NUMBERS
from app.questionnaire.expressions.functions.places import PLACES
from app.questionnaire.expressions.functions.sets import SETS
from app.questionnaire.expressions.functions.signature import Function
from app.questionnaire.expressions.functions.text import TEXT

__all__ = ["FAMILIES", "FUNCTIONS", "Function"]

FAMILIES: dict[str, dict[str, Function]] = {
    "Choosing": CHOOSING,
    "Texts": TEXT,
    "Numbers": NUMBERS,
    "Dates": DATES,
    "Sets": SETS,
    "Places": PLACES,
}

FUNCTIONS: dict[str, Function] = {name: one for family in FAMILIES.values() for name, one in family.items()}
"""Every function by name; those that know a hearing are compiled in `app.questionnaire.coder`."""
