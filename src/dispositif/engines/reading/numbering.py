"""The ladder of sub-paragraphs: (a) → (i) → a., solved by what can follow what."""

from dispositif.kernel.symbol import roman


class Ladder:
    """The points open at this place, deepest last; each level counts in letters or in roman numerals."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int]] = []

    def clear(self) -> None:
        """A new paragraph begins."""
        self.steps = []

    def step(self, label: str) -> tuple[str, ...] | None:
        """The path of a point with this label, or None when it can stand nowhere here.

        A successor of an open point wins, deepest first; then a first point one level down; then a
        point of an open level that skips at most three.
        """
        for leap in (1, None, 2, 3, 4):
            if leap is None:
                if opened := self._down(label):
                    self.steps.append(opened)
                    return self._path(label)
                continue
            for level in range(len(self.steps) - 1, -1, -1):
                kind, value = self.steps[level]
                if value_of(label, kind) == value + leap:
                    self.steps[level:] = [(kind, value + leap)]
                    return self._path(label)
        return None

    def _down(self, label: str) -> tuple[str, int] | None:
        used = {kind for kind, _ in self.steps}
        for kind in ("letter", "roman"):
            if kind not in used and value_of(label, kind) == 1:
                return kind, 1
        return None

    def _path(self, label: str) -> tuple[str, ...]:
        return (*(printed(kind, value) for kind, value in self.steps[:-1]), label)


def value_of(label: str, kind: str) -> int:
    """The place of a label in its series, 0 when it is not of that kind: b → 2, aa → 27, iv → 4."""
    if kind == "roman":
        return roman(label.upper())
    if len(set(label)) != 1 or not label.isascii():
        return 0
    return ord(label[0]) - 96 + 26 * (len(label) - 1)


def printed(kind: str, value: int) -> str:
    """A label of a series, as printed: 2 → b, iv."""
    if kind == "letter":
        return chr(97 + (value - 1) % 26) * (1 + (value - 1) // 26)
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    return tens[value // 10 % 10] + ones[value % 10]
