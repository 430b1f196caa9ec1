"""Texts that the tests read: the shipped examples, and the material beside the repository."""

from functools import cache
from importlib import resources
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
SEED = SHARED / "seed"


def example(language: str) -> str:
    """The model resolution in a language."""
    place = resources.files("dispositif.demo") / "examples" / f"model-resolution.{language}.txt"
    return place.read_text("utf-8")


@cache
def seed() -> str:
    """A/RES/61/181 as extracted; skips where the material is not beside the repository."""
    needs(SEED)
    return (SEED / "A-RES-61-181.fr.txt").read_bytes().decode("utf-8")


def needs(place: Path) -> Path:
    """Skip, and say why, where a piece of the shared material is absent."""
    if not place.exists():
        pytest.skip(f"{place.name} is not beside the repository (../shared)")
    return place
