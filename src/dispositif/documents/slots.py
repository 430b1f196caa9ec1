"""What documents puts into the page frame: its menu entry, the search, its panels."""


def fill() -> None:
    """Register with the frame."""
