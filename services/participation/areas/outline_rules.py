"""Whether a point lies in an outline, and what is wrong with an outline. Coordinates are (lon, lat) in degrees (WGS84).

An outline is what GeoJSON calls the coordinates of a MultiPolygon (RFC 7946 §3.1.7): polygons of closed rings, of which
the first goes around and the others cut holes.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Outline = list[list[Ring]]

METRES_A_DEGREE = 111_320
"""North–south; east–west it is less by the cosine of the latitude."""
MARGIN_METRES = 25
"""Outlines are often drawn simpler than they are, and doors stand on the street that is the border."""
NETHERLANDS = (3.2, 50.7, 7.3, 53.7)
"""West, south, east, north."""


def lies_in(point: Point, outline: Outline, margin: float = MARGIN_METRES) -> bool:
    """Inside, or at most `margin` metres from the edge."""
    return inside(point, outline) or any(
        metres_to(point, a, b) <= margin for polygon in outline for ring in polygon for a, b in pairwise(ring)
    )


def inside(point: Point, outline: Outline) -> bool:
    """Inside a polygon and in none of its holes: a ray to the east crosses an odd number of edges."""
    return any(sum(_crossed(point, ring) for ring in polygon) % 2 == 1 for polygon in outline)


def _crossed(point: Point, ring: Ring) -> int:
    x, y = point
    edges = ((a, b) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y))
    return sum(x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges)


def metres_to(point: Point, a: Point, b: Point) -> float:
    """From a point to the edge from `a` to `b`; exact enough within a city."""
    east = METRES_A_DEGREE * cos(radians(point[1]))
    ax, ay = (a[0] - point[0]) * east, (a[1] - point[1]) * METRES_A_DEGREE
    bx, by = (b[0] - point[0]) * east, (b[1] - point[1]) * METRES_A_DEGREE
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return hypot(ax + along * dx, ay + along * dy)


def read_outline(geometry: Any) -> Outline | str:
    """The outline of a Polygon or MultiPolygon, or in words what is wrong with it. Heights are left out."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return f"the geometry is {kind or 'missing'}; it must be a Polygon or a MultiPolygon"
    given = geometry.get("coordinates")
    try:
        polygons = [given] if kind == "Polygon" else given
        outline = [[[_position(each) for each in ring] for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, IndexError):
        return "the coordinates are not lists of rings of numbers"
    if not outline or not all(outline):
        return "there are no rings in it"
    wrong = next((said for polygon in outline for ring in polygon if (said := wrong_ring(ring))), None)
    return wrong or outline


def _position(given: Any) -> Point:
    lon, lat = given[0], given[1]
    if isinstance(lon, bool) or isinstance(lat, bool) or not isinstance(lon, int | float):
        raise TypeError
    if not isinstance(lat, int | float):
        raise TypeError
    return float(lon), float(lat)


def wrong_ring(ring: Ring) -> str | None:
    """In words, or None when it is right."""
    if not all(isfinite(number) for point in ring for number in point):
        return "a coordinate is not a number"
    if len(ring) < 4:
        return f"a ring has {len(ring)} points; it needs four, of which the last is the first"
    if ring[0] != ring[-1]:
        return f"a ring is not closed: it begins at {_said(ring[0])} and ends at {_said(ring[-1])}"
    if place := _outside(ring):
        return place
    if abs(surface(ring)) < 1e-12:
        return "a ring has no surface"
    if crossing := self_crossing(ring):
        return f"a ring crosses itself near {_said(crossing)}"
    return None


def _outside(ring: Ring) -> str | None:
    """What coordinates probably are, when they are not degrees in the Netherlands."""
    west, south, east, north = NETHERLANDS
    lon, lat = next(((x, y) for x, y in ring if not (west <= x <= east and south <= y <= north)), (None, None))
    if lon is None or lat is None:
        return None
    if all(0 <= x <= 300_000 and 290_000 <= y <= 640_000 for x, y in ring):
        return (
            f"{_said((lon, lat))} is in metres of the Rijksdriehoek (EPSG:28992); convert the file to degrees first: "
            "ogr2ogr -f GeoJSON -t_srs EPSG:4326 new.geojson old.geojson"
        )
    if all(south <= x <= north and west <= y <= east for x, y in ring):
        return f"{_said((lon, lat))} has latitude first; GeoJSON has longitude first"
    return f"{_said((lon, lat))} is not in the Netherlands"


def surface(ring: Ring) -> float:
    """In square degrees, positive when the ring goes around against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def self_crossing(ring: Ring) -> Point | None:
    """The beginning of an edge that crosses another; edges are compared only while they overlap from west to east."""
    last = len(ring) - 2
    edges = sorted((min(a[0], b[0]), max(a[0], b[0]), n, a, b) for n, (a, b) in enumerate(pairwise(ring)))
    near: list[tuple[float, int, Point, Point]] = []
    for west, east, n, a, b in edges:
        near = [each for each in near if each[0] >= west]
        for _, m, c, d in near:
            if abs(n - m) > 1 and abs(n - m) != last and _meet(a, b, c, d):
                return a
        near.append((east, n, a, b))
    return None


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Cross each other; touching does no harm."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, point: Point) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def _said(point: Sequence[float]) -> str:
    return f"[{point[0]:g}, {point[1]:g}]"
