# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the files are that ship with the program: resources, questionnaires, translations."""

from functools import cache
from pathlib import Path


@cache
def _shipped() -> Path:
    packaged = Path(__file__).parent / "_shipped"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent


def resource(*parts: str) -> Path:
    """Give the path of a shipped resource, such as ``resource("fonts", "NotoSans-Regular.ttf")``."""
    return _shipped().joinpath("resources", *parts)


def questionnaires() -> Path:
    """Give the folder of shipped questionnaires, one folder a questionnaire, one file a version."""
    return _shipped() / "questionnaires"


def translations() -> Path:
    """Give the folder of translation catalogues, ``<language>/LC_MESSAGES/gehoorwijzer.po``."""
    return _shipped() / "translations"
