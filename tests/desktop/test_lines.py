# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest

from app.desktop.hearing_room.editors.lines import read_decimal, read_number
from app.errors import UserError


@pytest.mark.parametrize("text", ["1e9999999", "-1e999999999", "1e-999999999", "0e999999999", "9" * 101])
def test_a_number_that_takes_endlessly_long_to_write_is_refused_as_it_is_typed(text: str) -> None:
    for read in (read_number, read_decimal):
        with pytest.raises(UserError, match="meer dan 100 cijfers"):
            read(text)


def test_a_number_of_a_sane_size_is_read_with_a_comma_or_an_exponent() -> None:
    assert (read_number("1e3"), read_number("3,5"), read_decimal("0,001")) == (
        1000,
        Decimal("3.5"),
        Decimal("0.001"),
    )
