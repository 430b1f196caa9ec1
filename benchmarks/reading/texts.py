"""The texts that every reader gets: our own, the seed where it is present, and large ones made of ours."""

from importlib.resources import files
from pathlib import Path

SEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed" / "A-RES-61-181.fr.txt"
EXAMPLES = ("model-resolution.en.txt", "model-resolution.fr.txt")
REPEATED, HOSTILE = "own text repeated", "own text, then all in one line"


def small() -> dict[str, str]:
    """Name → text of documents of the usual size."""
    found = {name: _example(name) for name in EXAMPLES}
    return found | ({SEED.name: SEED.read_text(encoding="utf-8")} if SEED.exists() else {})


def large(size: int) -> dict[str, str]:
    """Our French example over and over up to `size` bytes; and once, followed by all that in one line."""
    whole = _example(EXAMPLES[1])
    text = whole * (size // len(whole.encode()) + 1)
    return {REPEATED: text, HOSTILE: f"{whole}\n{' '.join(text.split())}\n"}


def _example(name: str) -> str:
    return files("dispositif.demo").joinpath("examples", name).read_text(encoding="utf-8")
