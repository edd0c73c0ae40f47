# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads and writes a list of choices as GeoJSON (RFC 7946), as ``select_one_from_file`` takes it.

A collection of features, of which each has an ``id`` and is called by its ``title``, as ODK has it. Its place
is kept as text, in ODK's way of writing places (latitude, longitude, height, accuracy); nothing is drawn.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.errors import Message, says

ID, TITLE, GEOMETRY = "id", "title", "geometry"

_TAKEN = {"name": "properties_name", "label": "properties_label"}
"""Properties that are called as a choice's own parts, and the column that they become."""
_LINE, _RING = "LineString", "Polygon"


class GeoJsonError(ValueError):
    """It is no list of choices; `message` says why, for users."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def rows_of_geojson(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each feature with its number, as columns; *name* and *label* are its id and title.

    Raises:
        GeoJsonError: it is something else.
    """
    try:
        # Numbers stay as they were written.
        top = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise GeoJsonError(says("het is geen geldige JSON. Sla het opnieuw op als GeoJSON.")) from None
    features = top.get("features") if isinstance(top, dict) else None
    if not isinstance(features, list) or top.get("type") != "FeatureCollection":
        raise GeoJsonError(says("het is geen GeoJSON met een FeatureCollection."))
    for number, feature in enumerate(features, 1):
        yield number, _row(feature, number)


def _row(feature: Any, number: int) -> dict[str, str]:
    properties = (feature.get("properties") or {}) if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or feature.get("type") != "Feature":
        raise GeoJsonError(says("onderdeel {number} is geen Feature.", number=number))
    own = _text(properties.get(ID)) or _text(feature.get(ID))
    if not own:
        raise GeoJsonError(says("onderdeel {number} heeft geen id. Voeg het toe.", number=number))
    row = {_TAKEN.get(key, key): text for key, value in properties.items() if (text := _text(value))}
    place = _place(feature.get(GEOMETRY), number)
    return {**row, **place, ID: own, "name": own, "label": row.get(TITLE) or own}


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
    return json.dumps(value, ensure_ascii=False)


def _place(geometry: Any, number: int) -> dict[str, str]:
    match geometry:
        case None:
            return {}
        case {"type": "Point", "coordinates": list(point)}:
            points = [point]
        case {"type": "LineString", "coordinates": [*points]} | {
            "type": "Polygon",
            "coordinates": [list(points)],
        }:
            pass
        case _:
            raise GeoJsonError(
                says(
                    "onderdeel {number} is geen punt, lijn of vlak zonder gaten. Verwijder het.",
                    number=number,
                )
            )
    found = []
    for point in points:
        match point:
            case [str(longitude), str(latitude), *rest] if all(isinstance(one, str) for one in rest):
                found.append(f"{latitude} {longitude} {rest[0] if rest else '0'} 0")
            case _:
                raise GeoJsonError(
                    says("onderdeel {number} heeft een plaats zonder lengte en breedte.", number=number)
                )
    return {GEOMETRY: "; ".join(found)}


def geojson_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as `rows_of_geojson` gives them."""
    back = {column: key for key, column in _TAKEN.items()}
    features = [
        {
            "type": "Feature",
            ID: row["name"],
            "properties": {
                back.get(key, key): text
                for key, text in {ID: row["name"], TITLE: row["label"], **row}.items()
                if key not in ("name", "label", GEOMETRY)
            },
            GEOMETRY: _geometry(row.get(GEOMETRY, "")),
        }
        for row in rows
    ]
    top = {"type": "FeatureCollection", "features": features}
    return (json.dumps(top, ensure_ascii=False, indent=1) + "\n").encode()


def _geometry(text: str) -> dict[str, Any] | None:
    points = [
        [float(longitude), float(latitude), *([float(height)] if height != "0" else [])]
        for latitude, longitude, height, _ in (point.split() for point in text.split("; ") if point)
    ]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    ring = points[0] == points[-1]
    return {"type": _RING if ring else _LINE, "coordinates": [points] if ring else points}
