"""A figure as a page of PDF and as a picture of dots, for files that can't hold SVG.

Only what figures here are drawn with is understood: paths of ``M L H V C Z``, rectangles, circles
and lines of text.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import pypdfium2

from detente.briefing.figures.looks import Look, look_of

# Dots for a unit of the figure: some 200 to the inch on a landscape page.
DOTS = 2.0
SPACE = re.compile(r"[MLHVCZ]|-?\d+(?:\.\d+)?(?:e-?\d+)?")
NUMBERS_OF = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6}
# Of Helvetica, for the characters from space to tilde, in thousandths of the size.
WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
WIDTH_OF = dict(zip(map(chr, range(32, 127)), map(int, WIDTHS.split()), strict=True))
USUAL_WIDTH = 556
# A circle of radius 1 as four curves.
BOW = 0.5523
SIZES = {"who": 12.0, "name": 10.5}
# Helvetica's own code page has no minus sign.
PLAIN = str.maketrans({"\N{MINUS SIGN}": "\N{EN DASH}"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with the size of its figure, in units of the figure, and what it shows in words."""

    png: bytes
    width: float
    height: float
    words: str


def as_picture(svg: str, *, dots: float = DOTS) -> Picture:
    """A figure that was drawn as SVG as a PNG; the same figure gives the same bytes.

    Args:
        svg: from `draw`, not empty.
        dots: for a unit of the figure.
    """
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    page = pypdfium2.PdfDocument(as_pdf(svg))[0]
    rows = page.render(scale=dots, rev_byteorder=True).to_numpy()[:, :, :3]
    return Picture(_png(rows), width, height, str(root.get("aria-label")))


def as_pdf(svg: str) -> bytes:
    """A figure that was drawn as SVG as one page of PDF of the same size, with text as text."""
    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, str(root.get("viewBox")).split())
    inked = _Inked()
    inked.write(f"1 0 0 -1 {-left:g} {top + height:g} cm")
    _draw(root, frozenset(), inked)
    content = zlib.compress("\n".join(inked.lines).encode("cp1252", errors="replace"))
    shares = " ".join(
        f"/G{number} << /ca {share:g} /CA {share:g} >>" for share, number in inked.shares.items()
    )
    return _file(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] /Contents 5 0 R "
        f"/Resources << /Font << /F 4 0 R >> /ExtGState << {shares} >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream=content,
    )


def _file(*objects: str, stream: bytes) -> bytes:
    """A PDF of some objects and one packed stream behind them."""
    head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
    bodies = [one.encode() for one in objects] + [head + stream + b"\nendstream"]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)


@dataclass(slots=True)
class _Inked:
    """Operators of a page so far, and a number for each share of ink that they use."""

    lines: list[str] = field(default_factory=list)
    shares: dict[float, int] = field(default_factory=dict)

    def write(self, line: str) -> None:
        self.lines.append(line)

    def shape(self, outline: str, look: Look) -> None:
        """An outline filled and stroked."""
        number = self.shares.setdefault(look.ink, len(self.shares))
        dashes = " ".join(f"{one:g}" for one in look.dash)
        self.write(f"q /G{number} gs [{dashes}] 0 d {look.width:g} w 1 j")
        if look.fill:
            self.write(f"{_colour(look.fill)} rg")
        if look.stroke:
            self.write(f"{_colour(look.stroke)} RG")
        done = {(True, True): "B", (True, False): "f", (False, True): "S"}
        self.write(f"{outline} {done.get((bool(look.fill), bool(look.stroke)), 'n')} Q")

    def text(self, words: str, place: tuple[float, float], *, size: float, colour: str) -> None:
        """A line of text; the page is upside down, so that text has to be turned back."""
        said = words.translate(PLAIN).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.write(
            f"BT {_colour(colour)} rg /F {size:g} Tf 1 0 0 -1 {place[0]:g} {place[1]:g} Tm "
            f"({said}) Tj ET"
        )


def _colour(code: str) -> str:
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _draw(element: Any, around: frozenset[str], inked: _Inked) -> None:
    classes = around | frozenset((element.get("class") or "").split())
    look = look_of(classes)
    if element.tag == "text":
        _write_text(element, classes, look or Look(fill="#000000"), inked=inked)
    elif element.tag in ("path", "rect", "circle") and look is not None:
        width = element.get("stroke-width")
        if width:
            look = Look(look.fill, look.stroke, float(width), look.dash, look.ink)
        inked.shape(_outline(element), look)
    for part in element:
        _draw(part, classes, inked)


def _write_text(element: Any, classes: frozenset[str], look: Look, *, inked: _Inked) -> None:
    words = element.text or ""
    size = next((size for name, size in SIZES.items() if name in classes), 11.0)
    anchor = element.get("text-anchor") or ("middle" if "mid" in classes else "")
    anchor = anchor or ("end" if "end" in classes else "start")
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width_of(words, size)
    place = float(element.get("x")) - shift, float(element.get("y"))
    inked.text(words, place, size=size, colour=look.fill)


def width_of(words: str, size: float) -> float:
    """How wide a text is in Helvetica of a size.

    >>> width_of("Il", 10.0)
    5.0
    """
    return sum(WIDTH_OF.get(one, USUAL_WIDTH) for one in words) * size / 1000.0


def _outline(element: Any) -> str:
    if element.tag == "path":
        return " ".join(_path(element.get("d")))
    if element.tag == "rect":
        sides = ("x", "y", "width", "height")
        return " ".join(element.get(side) for side in sides) + " re"
    x, y, radius = (float(element.get(name)) for name in ("cx", "cy", "r"))
    bow = BOW * radius
    quarters = (
        (x, y - radius, x + bow, y - radius, x + radius, y - bow, x + radius, y),
        (x + radius, y, x + radius, y + bow, x + bow, y + radius, x, y + radius),
        (x, y + radius, x - bow, y + radius, x - radius, y + bow, x - radius, y),
        (x - radius, y, x - radius, y - bow, x - bow, y - radius, x, y - radius),
    )
    curves = (" ".join(f"{one:g}" for one in quarter[2:]) + " c" for quarter in quarters)
    return f"{x:g} {y - radius:g} m " + " ".join(curves) + " h"


def _path(steps: str) -> Iterator[str]:
    """Operators of PDF for the data of an SVG path, all places absolute."""
    tokens = SPACE.findall(steps)
    x = y = 0.0
    at, letter = 0, "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        if letter == "Z":
            yield "h"
            continue
        numbers = [float(one) for one in tokens[at : at + NUMBERS_OF[letter]]]
        at += NUMBERS_OF[letter]
        if letter == "H":
            numbers = [numbers[0], y]
        elif letter == "V":
            numbers = [x, numbers[0]]
        x, y = numbers[-2:]
        yield " ".join(f"{one:g}" for one in numbers) + {"M": " m", "C": " c"}.get(letter, " l")


def _png(rows: Any) -> bytes:
    """Rows of red, green and blue as a PNG; shape (height, width, 3), unsigned bytes."""
    height, width, _ = rows.shape
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
