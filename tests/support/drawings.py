"""SVG drawings: a good one, ones that would take for ever, and ones that want other files."""

_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'viewBox="0 0 60 40">%s</svg>'
)
DRAWING = _SVG % (
    b'<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop offset="0"/>'
    b'<stop offset="1" stop-color="#c80000"/></linearGradient><g id="h"><path d="M0 0L9 9H2z"/></g>'
    b'</defs><rect class="a" width="60" height="40"/><use xlink:href="#h"/><text y="9">Ort</text>'
)


def svg(body: str) -> bytes:
    """Return a drawing of 60 × 40 units."""
    return _SVG % body.encode()


def nested(kind: str, attribute: str, levels: int, each: int) -> str:
    """Return elements of a kind each of which is drawn with others of its kind, levels deep."""
    extra = 'width="10" height="10" markerWidth="9" patternUnits="userSpaceOnUse"'
    line = "M0 0" + "L9 9" * each
    body = f'<{kind} id="a0" {extra}><rect width="9" height="9"/></{kind}>'
    for level in range(1, levels + 1):
        drawn = f'<path d="{line}" {attribute}="url(#a{level - 1})"/>' * each
        body += f'<{kind} id="a{level}" {extra}>{drawn}</{kind}>'
    return f'{body}<path d="{line}" {attribute}="url(#a{levels})"/>'


def _uses(levels: int, each: int) -> str:
    body = '<g id="a0"><rect width="9" height="9"/></g>'
    for level in range(1, levels + 1):
        body += f'<g id="a{level}">' + f'<use xlink:href="#a{level - 1}"/>' * each + "</g>"
    return f'<defs>{body}</defs><use xlink:href="#a{levels}"/>'


def _entities() -> bytes:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE svg [<!ENTITY e0 "ha">{names}]><svg><text>&e8;</text></svg>'.encode()


_WHOLE = '<rect width="60" height="40" {}/>'
_SHAPE = _WHOLE.format("")
_MASK = '<mask id="m"><rect width="60" height="40" fill="white"/></mask>'
BOMBS: dict[str, bytes] = {
    "uses of uses": svg(_uses(6, 8)),
    "many uses of much": svg(
        f'<g id="a">{_SHAPE * 900}</g>' + '<use xlink:href="#a"/>' * 90
    ),
    "a use of itself": svg('<g id="a"><use xlink:href="#a"/></g>'),
    "patterns of patterns": svg(nested("pattern", "fill", 6, 8)),
    "a pattern of itself": svg(
        '<pattern id="p" width="9" height="9"><path fill="url(#p)"/></pattern>'
        '<path d="M0 0L9 9" fill="url(#p)"/>'
    ),
    "masks of masks": svg(nested("mask", "mask", 6, 8)),
    "masks of a style": svg(
        f"<style>.b, .c{{mask/**/:url(#m)}}</style>{_MASK}" + _WHOLE.format('class="b"') * 900
    ),
    "masks of every element": svg(f"<style>rect{{mask:url(#m)}}</style>{_MASK}" + _SHAPE * 900),
    "masks in attributes": svg(_MASK + _WHOLE.format('style="stroke:red;mask : url( #m )"') * 900),
    "markers of markers": svg(nested("marker", "marker-mid", 6, 9)),
    "an inherited marker": svg(
        f'<marker id="m">{_SHAPE * 900}</marker>'
        f'<g marker-mid="url(#m)"><path d="M0 0{"L9 9" * 900}"/></g>'
    ),
    "an inherited pattern": svg(
        f'<pattern id="m">{_SHAPE * 900}</pattern>'
        f'<g id="a">{_SHAPE * 90}</g><g fill="url(#m)"><use xlink:href="#a"/></g>'
    ),
    "fading groups": svg(f'<g opacity=".9">{_SHAPE * 2}</g>' * 2_000),
    "a whole canvas again and again": svg(_WHOLE.format('opacity=".5"') * 30_000),
    "many texts": svg("<text>W</text>" * 4_000),
    "styles without end": svg(
        "<style>" + "".join(f".a{n}{{fill:red}}" for n in range(9_000)) + "</style>"
        + _WHOLE.format('class="a1"') * 9_000
    ),
    "a long line": svg(f'<path d="M0 0{"L1 1" * 400_000}"/>'),
    "deep groups": svg("<g>" * 100_000 + "</g>" * 100_000),
    "entities of entities": _entities(),
}  # fmt: skip
"""Drawings that would take seconds, hours or for ever to paint, by what does it."""

REACHING_OUT: dict[str, bytes] = {
    "image": svg('<image xlink:href="{outside}/a.png" width="60" height="40"/>'),
    "image by address": svg('<image xlink:href="file://{outside}/a.png" width="9" height="9"/>'),
    "image with steps up": svg('<image href="../geheim/a.png" width="60" height="40"/>'),
    "image in the net": svg('<image href="http://127.0.0.1:9/a.png" width="60" height="40"/>'),
    "use": svg('<use xlink:href="{outside}/a.svg#h"/>'),
    "fill": svg('<rect width="9" height="9" fill="url({outside}/a.svg#g)"/>'),
    "style": svg('<style>@import "{outside}/a.svg"; rect{fill:url({outside}/a.svg#g)}</style>'),
    "a hidden style": svg(
        "<style>@im<!-- -->port '{outside}/a.svg'; rect{f<![CDATA[ill:u\\72l({outside}/a.svg)]]>}"
        '</style><rect width="9" height="9"/>'
    ),
    "feImage": svg('<filter id="f"><feImage href="{outside}/a.png"/></filter>'
                   '<rect width="9" height="9" filter="url(#f)"/>'),
    "an entity": b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file://{outside}/a.svg">]>' +
                 svg("<text>&e;</text>"),
    "a document type": b'<!DOCTYPE svg SYSTEM "{outside}/a.svg">' +
                       svg(_SHAPE),
    "a style sheet": b'<?xml-stylesheet href="{outside}/a.svg" type="text/css"?>' +
                     svg(_SHAPE),
    "a base": svg('<g xml:base="{outside}/"><image href="a.png" width="9" height="9"/></g>'),
    "a font": svg("<defs><font><font-face><font-face-src><font-face-uri "
                  'xlink:href="{outside}/a.svg"/></font-face-src></font-face></font></defs>'),
}  # fmt: skip
"""Drawings that want something from `{outside}`, by how."""
