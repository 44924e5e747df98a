"""Drawings that would take for ever are refused at once; what people draw is shown."""

from time import process_time

import pytest
from drawings import BOMBS, DRAWING, svg

from kjc_desktop.resources import resource
from kjc_desktop.scene import svg_cost
from kjc_desktop.scene.svg import harmless
from kjc_desktop.scene.svg_cost import Cost


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_before_it_goes_off(name: str) -> None:
    begin = process_time()
    assert harmless(BOMBS[name]) is None
    assert process_time() - begin < 2


def units(body: str) -> float:
    """Return the cost of a drawing, told element by element as it is read."""
    cost = Cost()
    for line in body.splitlines():
        if line == "/":
            cost.end()
        else:
            name, *pairs = line.split()
            cost.start(name, dict(pair.split("=", 1) for pair in pairs))
    return cost.units


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("g\nrect\n/\npath\n/\n/", 2),
        ("text\ntspan\n/\n/", 10),
        ("g id=a\nrect\n/\nrect\n/\n/\nuse href=#a\n/\nuse href=#b\n/", 4),
        ("mask id=m\nrect\n/\n/\ng mask=url(#m)\nrect\n/\n/", 1 + 41 + 1),
        ("g opacity=.5\nrect opacity=.5\n/\n/", 9),
        ("pattern id=p\nrect\n/\nrect\n/\n/\ng fill=url('#p')\nrect\n/\n/", 2 + 3),
        ("marker id=m\nrect\n/\n/\npath d=M0,0L9,9 marker-end=url(#m)\n/", 1 + 1 + 4),
        ("linearGradient id=g\nstop\n/\n/\nrect fill=url(#g) stroke=url(#g)\n/", 1),
        ("rect style=fill:url(#p);MASK:url(#m)\n/", 41),
    ],
)
def test_what_is_drawn_again_is_counted_again(body: str, wanted: float) -> None:
    assert units(body) == wanted


def test_rules_of_a_sheet_hold_for_what_comes_after_it() -> None:
    cost = Cost()
    cost.start("rect", {"class": "a"})
    cost.end()
    cost.style("@media all { .a, .b { mask: url(#m) } } #x > rect { fill: red }")
    for name in ("a", "b c", "c"):
        cost.start("rect", {"class": name})
        cost.end()
    assert cost.units == 1 + 41 + 41 + 1
    cost.style(".c rect { mask: url(#m) }")
    cost.start("rect", {})
    assert cost.units == 1 + 41 + 41 + 1 + 41


def test_a_long_chain_is_refused_and_not_followed_to_its_end() -> None:
    links = "".join(f'<g id="a{n}"><use xlink:href="#a{n + 1}"/></g>' for n in range(5_000))
    assert harmless(svg(f'{links}<use xlink:href="#a0"/>')) is None


@pytest.mark.parametrize(
    ("limit", "most"),
    [("MOST_ELEMENTS", 9), ("MOST_NUMBERS", 20), ("MOST_STYLES", 7), ("MOST_DEPTH", 2)],
)
def test_each_limit_counts(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = svg("<style>.a{fill:red}</style><g><g>" + '<path d="M0 0L1 1"/>' * 6 + "</g></g>")
    assert harmless(drawing) is not None
    monkeypatch.setattr(svg_cost, limit, most - 1)
    assert harmless(drawing) is None


def test_what_people_draw_is_shown() -> None:
    assert harmless(DRAWING) is not None
    illustration = "".join(
        f'<path class="st{n % 40}" d="M{n} 9c1.5-.2.3 4 5 6.7l1 1z"/>' for n in range(7_000)
    )
    sheet = "".join(f".st{n}{{fill:#c8{n:04}}}" for n in range(40))
    assert harmless(svg(f"<style>{sheet}</style>{illustration}")) is not None
    coast = "".join(f"l{n % 7}.{n % 9} -{n % 5}.5" for n in range(90_000))
    assert harmless(svg(f'<path d="M0 0{coast}"/>')) is not None
    for each in resource("icons").glob("*.svg"):
        assert harmless(each.read_bytes()) is not None, each.name
