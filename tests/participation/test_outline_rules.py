"""Points and outlines."""

from math import cos, radians
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.areas.outline_rules import (
    METRES_A_DEGREE,
    Outline,
    Point,
    inside,
    lies_in,
    metres_to,
    read_outline,
    wrong_ring,
)

SQUARE = [[4.20, 52.00], [4.30, 52.00], [4.30, 52.10], [4.20, 52.10], [4.20, 52.00]]
HOLE = [[4.24, 52.04], [4.26, 52.04], [4.26, 52.06], [4.24, 52.06], [4.24, 52.04]]
EAST = METRES_A_DEGREE * cos(radians(52.05))
"""Metres a degree to the east, here."""


def polygon(*rings: Any) -> Outline:
    found = read_outline({"type": "Polygon", "coordinates": list(rings)})
    assert not isinstance(found, str), found
    return found


@pytest.mark.parametrize(
    ("point", "is_inside"),
    [
        ((4.22, 52.05), True),
        ((4.25, 52.05), False),
        ((4.25, 52.03), True),
        ((4.19, 52.05), False),
        ((4.31, 52.05), False),
        ((4.22, 52.11), False),
        ((4.22, 52.04), True),
        ((4.29, 52.06), True),
    ],
)
def test_a_hole_is_not_inside(point: Point, is_inside: bool) -> None:
    assert inside(point, polygon(SQUARE, HOLE)) is is_inside


def test_a_ray_through_a_corner_crosses_once() -> None:
    diamond = [[4.2, 52.0], [4.3, 51.95], [4.4, 52.0], [4.3, 52.05], [4.2, 52.0]]
    assert inside((4.25, 52.0), polygon(diamond))
    assert not inside((4.15, 52.0), polygon(diamond))
    assert not inside((4.45, 52.0), polygon(diamond))


def test_a_door_on_the_border_lies_in_both_wijken() -> None:
    just_outside = (4.30 + 20 / EAST, 52.05)
    assert not inside(just_outside, polygon(SQUARE))
    assert lies_in(just_outside, polygon(SQUARE))
    assert not lies_in((4.30 + 30 / EAST, 52.05), polygon(SQUARE))
    assert lies_in((4.25 + 5 / EAST, 52.06), polygon(SQUARE, HOLE))


def test_distance_to_an_edge_is_that_to_its_nearest_point() -> None:
    a, b = (4.20, 52.0), (4.30, 52.0)
    assert metres_to((4.25, 52.001), a, b) == pytest.approx(111.32)
    assert metres_to((4.20, 51.999), a, b) == pytest.approx(111.32)
    assert metres_to((4.31, 52.0), a, b) == pytest.approx(0.01 * METRES_A_DEGREE * cos(radians(52.0)))
    assert metres_to((4.20, 52.0), a, a) == 0


degrees = some.floats(-0.04, 0.04)


@given(some.lists(some.floats(0.001, 0.04), min_size=3, max_size=12), degrees, degrees)
def test_inside_a_star_agrees_with_its_radius(radii: list[float], dx: float, dy: float) -> None:
    """Around a middle every direction has one radius: compared along the direction of the point, by its triangle."""
    from math import atan2, pi, sin

    corners = [
        (4.25 + r * cos(2 * pi * n / len(radii)), 52.05 + r * sin(2 * pi * n / len(radii))) for n, r in enumerate(radii)
    ]
    star = [[[*corners, corners[0]]]]
    sector = int((atan2(dy, dx) % (2 * pi)) / (2 * pi) * len(radii)) % len(radii)
    ax, ay = corners[sector][0] - 4.25, corners[sector][1] - 52.05
    bx, by = corners[(sector + 1) % len(radii)][0] - 4.25, corners[(sector + 1) % len(radii)][1] - 52.05
    edge = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    if abs(edge) > 1e-9:  # not on the edge itself
        assert inside((4.25 + dx, 52.05 + dy), star) is (edge > 0)


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        (SQUARE[:-1], "not closed: it begins at [4.2, 52]"),
        ([[4.2, 52.0], [4.3, 52.0], [4.2, 52.0]], "has 3 points"),
        ([[4.2, 52.0], [4.3, 52.0], [4.25, 52.0], [4.2, 52.0]], "no surface"),
        ([[4.2, 52.0], [4.3, 52.1], [4.3, 52.0], [4.2, 52.2], [4.2, 52.0]], "crosses itself"),
        ([[78000, 452000], [79000, 452000], [79000, 453000], [78000, 452000]], "Rijksdriehoek (EPSG:28992)"),
        ([[52.0, 4.2], [52.0, 4.3], [52.1, 4.3], [52.0, 4.2]], "latitude first"),
        ([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]], "not in the Netherlands"),
        ([[float("inf"), 52.0], [4.3, 52.0], [4.3, 52.1], [float("inf"), 52.0]], "not a number"),
    ],
)
def test_what_is_wrong_with_a_ring_is_said(ring: list[list[float]], said: str) -> None:
    found = read_outline({"type": "Polygon", "coordinates": [ring]})
    assert isinstance(found, str)
    assert said in found


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [4, 52]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[["4", "52"]]]},
        {"type": "Polygon", "coordinates": [[[True, 52]]]},
        {"type": "Polygon", "coordinates": 7},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[]]},
    ],
)
def test_what_is_no_area_is_said(geometry: Any) -> None:
    assert isinstance(read_outline(geometry), str)


def test_heights_and_points_that_come_twice_do_no_harm() -> None:
    assert read_outline({"type": "Polygon", "coordinates": [[[*point, 3.2] for point in SQUARE]]}) == polygon(SQUARE)
    twice: list[Point] = [(x, y) for x, y in SQUARE for _ in range(2)]
    assert wrong_ring(twice) is None


def test_a_long_ring_is_checked_in_a_moment() -> None:
    from math import pi, sin

    ring = [(4.25 + 0.05 * cos(2 * pi * n / 5000), 52.05 + 0.05 * sin(2 * pi * n / 5000)) for n in range(5000)]
    assert wrong_ring([*ring, ring[0]]) is None
