import pytest

from kjc_desktop.scene.svg import harmless

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def cleaned(body: str) -> str:
    found = harmless(f"{HEAD}{body}</svg>".encode())
    assert found is not None
    return bytes(found.data()).decode()


@pytest.mark.parametrize(
    "body",
    [
        '<image xlink:href="/etc/passwd"/>',
        '<image href="file:///etc/passwd"><desc>secret</desc></image>',
        '<use xlink:href="other.svg#secret"/>',
        '<rect fill="url(secret.svg#a)"/>',
        "<rect fill=\"url( 'secret.svg')\"/>",
        '<style>@import "secret.css";</style>',
        "<style>rect { fill: url(secret.svg#a) }</style>",
        '<script>alert("secret")</script>',
        '<rect onclick="secret()"/>',
        '<g xml:base="secret/"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">secret</p></foreignObject>',
        '<filter id="f"><feImage href="secret.png"/></filter>',
        '<rect><animate attributeName="x" to="9" desc="secret"/></rect>',
    ],
)
def test_what_comes_from_outside_stays_outside(body: str) -> None:
    text = cleaned(body + '<circle r="5"/>')
    assert "secret" not in text
    assert "passwd" not in text
    assert "circle" in text


def test_what_lies_inside_stays() -> None:
    body = (
        '<defs><linearGradient id="g"/><style>.a{fill:url(#g)}</style></defs>'
        '<rect class="a" style="stroke:url(\'#g\')"/><use xlink:href="#g"/><text>Vor Ort</text>'
    )
    text = cleaned(body)
    for part in ("url(#g)", 'href="#g"', "Vor Ort", 'class="a"', "url('#g')"):
        assert part in text


def test_a_document_type_is_left_out_and_its_entities_are_read() -> None:
    start = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>'
    found = harmless(f'{start}<svg xmlns="&ns;"><g/></svg>'.encode())
    assert found is not None
    assert b"DOCTYPE" not in found.data()
    assert b"http://www.w3.org/2000/svg" in found.data()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html></html>",
        b"\x89PNG",
        b"<svg><g></svg>",
        "<svg>ü</svg>".encode("latin-1"),
    ],
)
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    assert harmless(data) is None


def test_repetition_without_end_is_refused() -> None:
    body = '<g id="a0"><rect/></g>'
    for level in range(1, 9):
        body += f'<g id="a{level}">' + f'<use xlink:href="#a{level - 1}"/>' * 8 + "</g>"
    assert harmless(f'{HEAD}{body}<use xlink:href="#a8"/></svg>'.encode()) is None
    circle = '<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'
    assert harmless(f"{HEAD}{circle}</svg>".encode()) is None
    assert harmless(f"{HEAD}{'<use/>' * 400}</svg>".encode()) is not None
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{entities}]><svg><text>&e8;</text></svg>'
    assert harmless(bomb.encode()) is None
