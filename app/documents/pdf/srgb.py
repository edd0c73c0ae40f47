# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The colour space of our documents as an ICC profile, made here so that it is the same every time.

Source of the figures: IEC 61966-2-1 (sRGB), adapted to D50 as ICC.1:2001-04 (profile version 2.1) asks.
"""

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS = 1024
_HEADER_LENGTH = 128
_NAME = b"sRGB"


@cache
def srgb_profile() -> bytes:
    """Give the profile's bytes."""
    curve = b"curv" + struct.pack(">II", 0, _STEPS) + b"".join(map(_step, range(_STEPS)))
    name = _NAME + b"\0"
    description = b"desc" + struct.pack(">II", 0, len(name)) + name + bytes(8 + 3 + 67)
    tags: list[tuple[bytes, bytes]] = [
        (b"desc", description),
        (b"cprt", b"text" + bytes(4) + b"No rights reserved\0"),
        (b"wtpt", _xyz(_D50)),
        *((tag, _xyz(value)) for tag, value in _PRIMARIES.items()),
        (b"rTRC", curve),
    ]
    directory = []
    body = b""
    offset = _HEADER_LENGTH + 4 + 12 * (len(tags) + 2)
    for tag, content in tags:
        directory.append((tag, offset + len(body), len(content)))
        body += content + bytes(-len(content) % 4)
    _, place, length = directory[-1]
    directory += [(b"gTRC", place, length), (b"bTRC", place, length)]
    table = struct.pack(">I", len(directory)) + b"".join(struct.pack(">4sII", *entry) for entry in directory)
    size = _HEADER_LENGTH + len(table) + len(body)
    return _header(size) + table + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    illuminant = b"".join(map(_fixed, _D50))
    start = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header = start + date + b"acsp" + bytes(4 * 4 + 8 + 4) + illuminant
    return header + bytes(_HEADER_LENGTH - len(header))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, value))


def _step(step: int) -> bytes:
    """Give the light of one step of the encoded scale, as 16 bits."""
    encoded = step / (_STEPS - 1)
    linear_part = 0.04045
    light = encoded / 12.92 if encoded <= linear_part else ((encoded + 0.055) / 1.055) ** 2.4
    return struct.pack(">H", round(light * 65535))
