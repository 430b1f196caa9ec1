"""The text faces, cut from the packages' variable fonts to what the interface's scripts need.

One face of 2 MB becomes 27 to 70 kB; made once per home, on the first request for it, in about
a second, while the page already stands in the system's font (`font-display: swap`).
"""

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Lock

from dispositif.server.home import folder

RECIPE = 1  # raise it when the way of cutting changes: the names of the files change with it
LATIN = (
    "U+20-17F,U+2BB-2BD,U+300-30C,U+2000-206F,U+2070-209C,U+20AC,U+2116,U+2122,U+2190-2199,"
    "U+2212,U+2248,U+2260-2265"
)
CYRILLIC = "U+400-52F"
ARABIC = "U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFC"
FEATURES = ("kern liga locl mark mkmk ccmp tnum lnum sups rlig calt init medi fina isol rclt").split()
_making = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """One file to serve: from which package, which characters, and how the style sheet calls it."""

    name: str
    package: str
    file: str
    family: str
    style: str
    ranges: str

    @property
    def file_name(self) -> str:
        """The name under which it is kept and served; it changes when its content would."""
        recipe = f"{version(self.package)} {self.file} {self.ranges} {RECIPE}"
        return f"{self.name}.{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.woff2"

    @property
    def rule(self) -> str:
        """Its `@font-face` rule; the address is relative to the style sheet's own."""
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.style};font-weight:400 700;'
            f'font-display:swap;src:url("{self.file_name}") format("woff2");unicode-range:{self.ranges}}}'
        )


_SANS = "NotoSans[wdth,wght].ttf"
_ARABIC = "NotoSansArabic[wdth,wght].ttf"
_SERIF = "NotoSerif[wdth,wght].ttf"
_ITALIC = "NotoSerif-Italic[wdth,wght].ttf"
FACES = (
    Face("sans-latin", "fontpkg-noto-sans", _SANS, "Noto Sans", "normal", LATIN),
    Face("sans-cyrillic", "fontpkg-noto-sans", _SANS, "Noto Sans", "normal", CYRILLIC),
    Face("sans-arabic", "fontpkg-noto-sans-arabic", _ARABIC, "Noto Sans", "normal", ARABIC),
    Face("serif-latin", "fontpkg-noto-serif", _SERIF, "Noto Serif", "normal", LATIN),
    Face("serif-cyrillic", "fontpkg-noto-serif", _SERIF, "Noto Serif", "normal", CYRILLIC),
    Face("serif-italic-latin", "fontpkg-noto-serif", _ITALIC, "Noto Serif", "italic", LATIN),
    Face("serif-italic-cyrillic", "fontpkg-noto-serif", _ITALIC, "Noto Serif", "italic", CYRILLIC),
)


@cache
def content(name: str) -> bytes:
    """The bytes of the face of that name (WOFF2), made and kept in the home when asked for the first time."""
    face = next(face for face in FACES if face.name == name)
    place = folder("fonts") / face.file_name
    with _making:
        if not place.exists():
            _keep(place, _cut(face))
    return place.read_bytes()


def _keep(place: Path, made: bytes) -> None:
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_bytes(made)
    draft.replace(place)


def _cut(face: Face) -> bytes:
    """The face with its characters only, at normal width, weights 400 to 700."""
    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    root = import_module(face.package.replace("-", "_")).ROOT
    cutter = subset.Subsetter(subset.Options(layout_features=FEATURES, notdef_outline=True))
    cutter.populate(unicodes=subset.parse_unicodes(face.ranges.replace("U+", "")))
    made = BytesIO()
    with TTFont(root / "files" / face.file, lazy=True) as font:
        cutter.subset(font)
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)}, inplace=True)
        font.flavor = "woff2"
        font.save(made)
    return made.getvalue()
