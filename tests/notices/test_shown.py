"""How far a day is, in words."""

from datetime import date

from django.utils.translation import override

from dispositif.notices.words import when

TODAY = date(2026, 11, 23)


def test_many_days_are_grouped_as_the_language_groups_them() -> None:
    assert when(date(2007, 9, 1), TODAY) == "7,023 days late"
    assert when(date(2026, 11, 24), TODAY) == "in 1 day"
    assert when(TODAY, TODAY) == "today"
    with override("fr"):
        assert when(date(2007, 9, 1), TODAY) == "7\u202f023 jours de retard"
