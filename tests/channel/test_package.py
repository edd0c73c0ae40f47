# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channel.package import Package


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".verborgen",
        "map/naam.pdf",
        "..\\naam.pdf",
        "a:b.pdf",
        "naam.pdf ",
        "re\ngel.pdf",
        "x\0.pdf",
        "n" * 201,
    ],
)
def test_a_name_that_could_leave_the_folder_or_hide_is_no_file_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        Package(name, b"", "k")


def test_a_package_needs_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Package("naam.pdf", b"", "")


@given(st.binary(), st.binary())
def test_digest_tells_contents_apart(one: bytes, other: bytes) -> None:
    same = Package("a", one, "k").digest == Package("b", other, "l").digest
    assert same == (one == other)
