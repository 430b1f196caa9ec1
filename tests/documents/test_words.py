"""Values in words, in the reader's language."""

from typing import Any

import pytest
from django.utils.translation import override

from dispositif.documents.models import (
    Citation,
    Document,
    Intake,
    IntakeFile,
    Reading,
    Rendering,
    Title,
    Version,
)
from dispositif.documents.rules import certainty
from dispositif.documents.words import said

SAID = [
    ("act", "urge", "urges", "exhorte"),
    ("act", "unknown", "unknown", "unknown"),
    ("strength", 3, "3 · request", "3 · demande"),
    ("strength_range", [1, 3], "1 to 3", "1 à 3"),
    ("strength_range", [2, 2], "2", "2"),
    ("addressees", ["SG", "NEW"], "Secretary-General; NEW", "Secrétaire général\u202f; NEW"),
    ("deadline", {"kind": "session", "session": 62, "starts": "2007-09"}, "session 62, from 2007", None),
    ("deadline", {"kind": "session", "session": 62}, "session 62", None),
    ("deadline", {"kind": "date", "date": "2007-09-01"}, "Sept. 1, 2007", "1 septembre 2007"),
    ("deadline", {"kind": "asap"}, "as soon as possible", "dès que possible"),
    ("recurrence", {"kind": "ongoing"}, "on an ongoing basis", None),
    ("recurrence", {"kind": "every", "interval": "P6M"}, "every 6 months", None),
    ("recurrence", {"kind": "every", "interval": "P1Y"}, "every year", None),
    ("recurrence", {"kind": "every", "interval": "P2W"}, "every 2 weeks", None),
    ("recurrence", {"kind": "every", "interval": "P45D"}, "every 45 days", None),
    ("report", {"to": "GA"}, "General Assembly", "Assemblée générale"),
    ("report", {"to": "GA", "on": "courts"}, "to General Assembly: courts", None),
    ("citations", ["A/RES/60/175", "UNCAC"], "A/RES/60/175, Convention against Corruption", None),
    ("verb", "Requests", "Requests", "Requests"),
    ("actions", [], "", ""),
]


@pytest.mark.parametrize(("field", "value", "english", "french"), SAID)
def test_values_are_said(field: str, value: Any, english: str, french: str | None) -> None:
    with override("en"):
        assert said(field, value) == english
    with override("fr"):
        spoken = said(field, value)
    assert spoken == french if french is not None else spoken != english or field in ("deadline", "citations")


def test_certainty_is_a_word() -> None:
    assert [certainty(one) for one in (1.0, 0.8, 0.2, None)] == ["sure", "likely", "doubtful", "doubtful"]


def test_rows_have_words_for_people() -> None:
    assert str(Document(symbol="A/RES/99/1")) == "A/RES/99/1"
    assert str(Title(title="Courts")) == "Courts"
    assert str(Version(document_id=1, language="en", ordinal=2)) == "1 en 2"
    assert str(Rendering(text="Requests")) == "Requests"
    assert str(Reading(field="act", origin="machine")) == "act (machine)"
    assert str(Citation(target="UNCAC")) == "UNCAC"
    assert str(IntakeFile(name="a.txt")) == "a.txt"
    assert str(Intake(state="waiting")).endswith("waiting")
