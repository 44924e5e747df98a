"""The other way to do it: the same five slides in a browser, with reveal.js.

The library comes from the npm registry when it is needed, into a folder that goes away again.
"""

import html
import json
import shlex
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fontpkg_source_sans_3
from display import NotPossibleError, needed
from processes import ROOT
from samples import folder

_LIBRARY = "reveal.js@5"
_FONT = "SourceSans3[wght].ttf"
_FLAGS = (
    "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files", "--window-size=1920,1080", "--window-position=0,0",
)  # fmt: skip
_LAENDER = {
    "Nordrhein-Westfalen": 18, "Niedersachsen": 16, "Hessen": 16, "Baden-Württemberg": 11,
    "Bayern": 10, "Brandenburg": 7, "Sachsen-Anhalt": 6, "Rheinland-Pfalz": 5, "Sachsen": 5,
    "Thüringen": 4, "Saarland": 3, "Schleswig-Holstein": 2, "Mecklenburg-Vorpommern": 1,
}  # fmt: skip


@contextmanager
def browser(seconds: float) -> Iterator[list[str]]:
    """Yield a command that shows the five slides full screen, each for some seconds.

    Raises:
        NotPossibleError: browser or library cannot be had here.
    """
    program = needed("chromium")
    with folder() as made:
        _fetch(made)
        shutil.copy(fontpkg_source_sans_3.ROOT / "files" / _FONT, made / "font.ttf")
        page = made / "index.html"
        page.write_text(_page(seconds), "utf-8")
        flags = " ".join(_FLAGS)
        # Every start has an empty profile of its own, as the first start on a new machine.
        start = f"exec {shlex.quote(program)} {flags} --user-data-dir=$(mktemp -d -p {made})"
        yield ["sh", "-c", f"{start} file://{page}"]


def _fetch(into: Path) -> None:
    npm = needed("npm")
    command = [npm, "pack", "--silent", _LIBRARY]
    done = subprocess.run(command, cwd=into, capture_output=True, check=False)
    packed = next(into.glob("*.tgz"), None)
    if done.returncode or packed is None:
        raise NotPossibleError("reveal.js cannot be fetched from npm")
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter="data")


_FRAME = """\
<!doctype html><html lang="de" translate="no"><meta charset="utf-8">
<meta name="google" content="notranslate"><title>Stark. Sozial. Vor Ort.</title>
<link rel="stylesheet" href="package/dist/reveal.css">
<style>
@font-face {{ font-family: Sans; src: url(font.ttf); font-weight: 200 900 }}
body {{ background: #062E38 }}
.reveal section {{ font: 42px Sans, sans-serif; color: #0E1F2B; background: #FBFAF7;
  width: 1920px; height: 1080px; box-sizing: border-box; padding: 96px; text-align: left }}
.reveal section.night {{ background: #062E38; color: #FBFAF7 }}
h1 {{ font-size: 190px; line-height: 1; margin: 0; position: absolute; top: 150px }}
h2 {{ font-size: 76px; margin: 0 0 60px }}
.three {{ display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 72px }}
.count {{ font-size: 110px; font-weight: 800; font-variant-numeric: tabular-nums }}
svg {{ position: absolute; right: 96px; top: 60px; height: 960px }}
.wide {{ left: 96px; top: 260px; height: 700px; width: 900px }}
.lit, .dot {{ opacity: 0; transition: opacity .6s }} .present .lit, .present .dot {{ opacity: 1 }}
.bar {{ transform: scaleX(0); transform-origin: 300px; transition: transform 1s ease-out }}
.column {{ transform: scaleY(0); transform-origin: 0 700px; transition: transform 1s ease-out }}
.present .bar, .present .column {{ transform: none }}
</style>
<div class="reveal"><div class="slides">{slides}</div></div>
<script src="package/dist/reveal.js"></script>
<script>
Reveal.initialize({{width: 1920, height: 1080, margin: 0, controls: false, progress: false,
  transition: "fade", transitionSpeed: "fast", autoSlide: {pause}, loop: true,
  autoSlideStoppable: false, hash: false, center: false}});
function count(slide) {{
  const began = performance.now(), all = slide.querySelectorAll(".count");
  function step(now) {{
    const part = Math.min(1, (now - began) / 1200), eased = 1 - (1 - part) ** 3;
    for (const each of all)
      each.textContent = Math.round(each.dataset.to * eased).toLocaleString("de-DE");
    if (part < 1) requestAnimationFrame(step);
  }}
  requestAnimationFrame(step);
}}
Reveal.on("ready", event => count(event.currentSlide));
Reveal.on("slidechanged", event => count(event.currentSlide));
</script></html>
"""


def _page(seconds: float) -> str:
    return _FRAME.format(slides="\n".join(_slides()), pause=round(seconds * 1000))


def _slides() -> tuple[str, ...]:
    """Return what `decks.FIVE` shows, slide by slide."""
    country = _map()
    return (
        f'<section class="night"><h1>Stark.<br>Sozial.<br>Vor Ort.</h1>{country}</section>',
        f"<section><h2>Was 104 kommunale Jobcenter leisten</h2>{_numbers()}</section>",
        f"<section><h2>Ein Viertel der 407 Jobcenter ist kommunal</h2>{_dots()}</section>",
        f"<section><h2>104-mal vor Ort</h2>{country}{_bars()}</section>",
        f"<section><h2>Mülheim an der Ruhr</h2>{_columns()}</section>",
    )


def _map() -> str:
    """Return the Kreise as paths of an SVG, the 104 lighting up Land by Land."""
    data = json.loads((ROOT / "resources" / "map" / "karte2018.json").read_text("utf-8"))
    paths = []
    for area in data["kreise"]:
        rings = (
            "M" + "L".join(f"{x} {y}" for x, y in zip(ring[::2], ring[1::2], strict=True)) + "Z"
            for ring in area["ringe"]
        )
        shape = "".join(rings)
        paths.append(f'<path d="{shape}" fill="#56656D" stroke="#062E38" stroke-width="8"/>')
        if area["zkt"]:
            wait = int(area["land"]) * 0.06
            paths.append(
                f'<path class="lit" style="transition-delay:{wait:.2f}s" d="{shape}"'
                ' fill="#FFB81C"/>'
            )
    return f'<svg viewBox="0 0 {data["breite"]} {data["hoehe"]}">{"".join(paths)}</svg>'


def _numbers() -> str:
    told = {1_500_000: "erhalten Unterstützung", 250_000: "in nachhaltige Jobs",
            22_000_000: "leben im Verantwortungsgebiet"}  # fmt: skip
    cells = (
        f'<div><div class="count" data-to="{number}">0</div>{html.escape(words)}</div>'
        for number, words in told.items()
    )
    return f'<div class="three">{"".join(cells)}</div>'


def _dots() -> str:
    dots = []
    for index in range(407):
        x, y, color = index % 24 * 36 + 20, index // 24 * 38 + 20, "#56656D"
        if index < 104:
            color = "#0A4D5C"
        wait = index / 407
        dots.append(
            f'<circle class="dot" style="transition-delay:{wait:.2f}s" cx="{x}" cy="{y}" r="14"'
            f' fill="{color}"/>'
        )
    return (
        f'<svg class="wide" viewBox="0 0 880 700">{"".join(dots)}</svg>'
        '<div style="position:absolute;left:1100px;top:300px"><div class="count" data-to="104">0'
        '</div>kommunale Jobcenter<div class="count" data-to="303">0</div></div>'
    )


def _bars() -> str:
    bars = (
        f'<text x="280" y="{index * 52 + 36}" text-anchor="end" font-size="28">{name}</text>'
        f'<rect class="bar" x="300" y="{index * 52 + 8}" width="{value * 28}" height="38"'
        f' fill="#0A4D5C"/><text x="{310 + value * 28}" y="{index * 52 + 36}"'
        f' font-size="28">{value}</text>'
        for index, (name, value) in enumerate(_LAENDER.items())
    )
    return f'<svg class="wide" viewBox="0 0 900 700">{"".join(bars)}</svg>'


def _columns() -> str:
    values = {"Anfang 2018": 14_300, "Oktober 2018": 13_764}
    columns = (
        f'<rect class="column" x="{index * 300}" y="{700 - value / 25:.0f}" width="240"'
        f' height="{value / 25:.0f}" fill="#0A4D5C"/>'
        f'<text x="{index * 300 + 20}" y="{680 - value / 25:.0f}" font-size="36">{value}</text>'
        for index, value in enumerate(values.values())
    )
    return (
        f'<svg class="wide" viewBox="0 0 700 700">{"".join(columns)}</svg>'
        '<div style="position:absolute;left:1100px;top:300px"><div class="count" data-to="540">0'
        '</div>weniger<div class="count" data-to="296">0</div></div>'
    )
