"""Labels of points as numbers and back, and the same number twice in one document."""

import pytest

from dispositif.engines.reading import read
from dispositif.engines.reading.numbering import printed, value_of


@pytest.mark.parametrize(
    ("label", "kind", "value"),
    [("b", "letter", 2), ("aa", "letter", 27), ("iv", "roman", 4), ("xl", "roman", 40)],
)
def test_labels_are_numbers_and_back(label: str, kind: str, value: int) -> None:
    assert value_of(label, kind) == value
    assert printed(kind, value) == label


@pytest.mark.parametrize("label", ["ab", "é"])
def test_what_is_no_label_has_no_place(label: str) -> None:
    assert value_of(label, "letter") == 0


def test_names_stay_apart_where_numbers_begin_again() -> None:
    text = (
        "99/5. Two lists\n\nThe General Assembly,\n\n1. Requests the Secretary-General to act;\n\n"
        "2. Decides to rest;\n\n1. Requests the Secretary-General to act again;\n\n"
        "2. Decides to rest again.\n"
    )
    reading = read(text)
    names = [one.id for one in reading.operative]
    assert len(names) == len(set(names))
