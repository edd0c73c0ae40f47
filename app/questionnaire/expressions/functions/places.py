# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions of points on the earth, written as ``latitude longitude altitude accuracy``, parted by ``;``.

The earth counts as a sphere with the radius of its equator, as in OpenRosa's engines.
"""

import math
from collections.abc import Callable
from itertools import pairwise

from app.questionnaire.expressions.code import Code, number_code, texts_of, truth_code
from app.questionnaire.expressions.conversions import NAN, plain_number
from app.questionnaire.expressions.functions.signature import Function
from app.questionnaire.expressions.scope import Scope

Point = tuple[float, float]
RADIUS = 6_378_100.0
"""Metres, as JavaRosa has it."""


def points_of(texts: list[str]) -> list[Point] | None:
    """Read points; nothing when one of them is none."""
    found = []
    for point in (part for text in texts for part in text.split(";") if part.strip()):
        numbers = [plain_number(word) for word in point.split()[:2]]
        if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):  # noqa: PLR2004 - degrees
            return None
        found.append((math.radians(numbers[0]), math.radians(numbers[1])))
    return found


def _points(codes: tuple[Code, ...]) -> Callable[[Scope], list[Point] | None]:
    every = [texts_of(code) for code in codes]
    return lambda scope: points_of([text for texts in every for text in texts(scope)])


def _between(one: Point, other: Point) -> float:
    """Give the distance over the sphere, by the haversine formula, which is exact for small ones too."""
    half = (
        math.sin((other[0] - one[0]) / 2) ** 2
        + math.cos(one[0]) * math.cos(other[0]) * math.sin((other[1] - one[1]) / 2) ** 2
    )
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def _distance(codes: tuple[Code, ...]) -> Code:
    read = _points(codes)

    def length(scope: Scope) -> float:
        points = read(scope)
        if points is None:
            return NAN
        return sum((_between(one, other) for one, other in pairwise(points)), 0.0)

    return number_code(length)


def _area(codes: tuple[Code, ...]) -> Code:
    read = _points(codes)

    def enclosed(scope: Scope) -> float:
        points = read(scope)
        if points is None or len(points) < 3:  # noqa: PLR2004 - a surface has three corners
            return 0.0
        total = sum(
            (other[1] - one[1]) * (2 + math.sin(one[0]) + math.sin(other[0]))
            for one, other in zip(points, [*points[1:], points[0]], strict=True)
        )
        return abs(total * RADIUS * RADIUS / 2)

    return number_code(enclosed)


def _geofence(codes: tuple[Code, ...]) -> Code:
    read_point, read_corners = _points(codes[:1]), _points(codes[1:])

    def within(scope: Scope) -> bool:
        point, corners = read_point(scope), read_corners(scope)
        return bool(point) and bool(corners) and _is_inside((point or [])[0], corners or [])

    return truth_code(within)


def _is_inside(point: Point, corners: list[Point]) -> bool:
    """Count the sides that a line from the point crosses; an odd number means inside."""
    inside = False
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (one[0] > point[0]) != (other[0] > point[0]):
            crossing = (other[1] - one[1]) * (point[0] - one[0]) / (other[0] - one[0]) + one[1]
            inside ^= point[1] < crossing
    return inside


PLACES: dict[str, Function] = {
    "distance": Function("values+", _distance, "the length of a line through points, in metres"),
    "area": Function("values+", _area, "the surface within points, in square metres"),
    "geofence": Function("text text", _geofence, "whether a point lies within an area"),
}
