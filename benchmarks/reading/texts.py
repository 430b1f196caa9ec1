"""The texts that every reader gets: our own, the seed where it is present, and large ones made of ours."""

from importlib.resources import files
from pathlib import Path

SEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed" / "A-RES-61-181.fr.txt"
LARGE = 1_000_000  # bytes
SMALL = ("model-resolution.en.txt", "model-resolution.fr.txt", "A-RES-61-181.fr.txt")
"""Documents of the usual size, in the order of the table."""


def texts(large: int = LARGE) -> dict[str, str]:
    """Name → text. The large ones: our French example over and over, and that without line breaks."""
    found = {name: _example(name) for name in SMALL[:2]}
    if SEED.exists():
        found[SEED.name] = SEED.read_text(encoding="utf-8")
    whole = found[SMALL[1]]
    long = whole * (large // len(whole.encode()) + 1)
    return found | {"long": long, "one line": " ".join(long.split())}


def _example(name: str) -> str:
    return files("dispositif.demo").joinpath("examples", name).read_text(encoding="utf-8")
