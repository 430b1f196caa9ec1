"""The visual kinds that dots, bars and lines share: a shape each, so that colour never tells alone.

`full`, `half`, `ring` and `dot` are degrees of one thing (party, consent given, signed, neither); `cross`
what ended, `dash` what does not apply, `none` where nothing is known, `withheld` what the reader may not see.
"""

RADIUS = 6.0
"""Of the largest shape, in the units of a drawing."""
_DISC = "a6 6 0 1 0 12 0 6 6 0 1 0-12 0"
_CROSS = "l1.6-1.6 3.4 3.4 3.4-3.4 1.6 1.6-3.4 3.4 3.4 3.4-1.6 1.6-3.4-3.4-3.4 3.4-1.6-1.6 3.4-3.4z"
SHAPES = {
    "full": (-6, 0, _DISC),
    "half": (-6, 0, _DISC + "m2 0a4 4 0 0 1 8 0z"),
    "ring": (-6, 0, _DISC + "m2 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0"),
    "dot": (-2.6, 0, "a2.6 2.6 0 1 0 5.2 0 2.6 2.6 0 1 0-5.2 0"),
    "cross": (-5, -3.4, _CROSS),
    "dash": (-5, -1.2, "h10v2.4h-10z"),
    "none": (-6, 0, "l6-6 6 6-6 6zm2.6 0l3.4-3.4 3.4 3.4-3.4 3.4z"),
    "withheld": (-5, -5, "h10v10h-10zm2 2h6v6h-6z"),
}
"""Mark → where its path begins beside the centre, and the rest of the path; holes by the even-odd rule."""


def shape(mark: str, x: float = 0, y: float = 0) -> str:
    """The path (`d` in SVG) of a mark around a point; one that does not exist is a fault of the program."""
    if mark not in SHAPES:
        raise ValueError(f"there is no mark {mark!r}, only {', '.join(SHAPES)}")
    east, down, rest = SHAPES[mark]
    return f"M{round(x + east, 1):g} {round(y + down, 1):g}{rest}"
