# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire from a file of any kind, with the files of choices that lie beside it."""

from app.errors import UserError, says
from app.questionnaire.choice_files import Find, named_files, with_files
from app.questionnaire.formats.grid import Sheet
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.model import Questionnaire
from app.questionnaire.read_yaml import read_questionnaire
from app.workbooks import read_excel

EXCEL = (".xlsx", ".xls", ".xlsm")
TEXT = (".yaml", ".yml")
MARKDOWN = ".md"


def questionnaire_of(name: str, content: bytes, beside: Find) -> Questionnaire:
    """Read a questionnaire in whichever form its name says it has.

    Args:
        name: of the file; sentences call it so.
        content: the file.
        beside: gives the files that lie beside it.

    Raises:
        UserError: it is refused, or its name says nothing.
    """
    return with_files(_written(name, content), beside)


def _written(name: str, content: bytes) -> Questionnaire:
    lower = name.lower()
    if lower.endswith(EXCEL):
        sheets = read_excel(content, name)
        return read_workbook(
            tuple(Sheet(title, tuple(map(tuple, rows))) for title, rows in sheets.items()), name
        )
    if lower.endswith(TEXT):
        return read_questionnaire(_text(name, content), name)
    if lower.endswith(MARKDOWN):
        return read_workbook(read_markdown(_text(name, content)), name)
    raise UserError(says("{file} eindigt niet op .yaml, .xlsx, .xls of .md.", file=name))


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")  # some editors put a mark of byte order first
    except UnicodeDecodeError as error:
        raise UserError(
            says("{file} is geen UTF-8-tekst. Sla het bestand op als UTF-8.", file=name)
        ) from error


def whole_source(name: str, content: bytes, beside: Find) -> tuple[Questionnaire, str]:
    """Read a questionnaire with all its choices, and give it with a source that holds them.

    Raises:
        UserError: it is refused, or a file of choices that it names is not beside it.
    """
    found = questionnaire_of(name, content, beside)
    missing = [file for file in named_files(found) if file not in found.choices]
    if missing:
        raise UserError(
            says(
                "{file} neemt keuzes uit {missing}. Leg dat in dezelfde map en neem {file} opnieuw in.",
                file=name,
                missing=", ".join(missing),
            )
        )
    is_whole = name.lower().endswith(TEXT) and found == _written(name, content)
    return found, _text(name, content) if is_whole else write_yaml(found)
