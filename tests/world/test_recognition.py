"""A written name names one participant, or none."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositif.world import queries
from dispositif.world.actions import Loaded
from dispositif.world.models import Alias, ParticipantName

pytestmark = pytest.mark.database
SEED = date(2006, 12, 20)
WANTED = [
    ("Turkey", "TUR", "former"),
    ("Türkiye", "TUR", "current"),
    ("TURQUIE", "TUR", "former"),
    ("Swaziland", "SWZ", "former"),
    ("The former Yugoslav Republic of Macedonia", "MKD", "former"),
    ("Czech Republic", "CZE", "former"),
    ("Côte d'Ivoire", "CIV", "current"),
    ("cote d’ivoire", "CIV", "current"),
    ("Lao People's Democratic Republic", "LAO", "current"),
    ("Netherlands", "NLD", "former"),
    ("Bolivia", "BOL", "former"),
    ("St. Lucia", "LCA", "alias"),
    ("United States", "USA", "alias"),
    ("South Korea", "KOR", "alias"),
    ("USSR", "SUN", "alias"),
    ("Союз Советских Социалистических Республик", "SUN", "current"),
    ("Congo", "COG", "current"),
    ("European Community", "EU", "former"),
]


def code(name: str, at: date | None = None) -> str | None:
    found = queries.recognise(name, at)
    return found.participant.code if found else None


def test_every_name_names_its_own_participant(loaded: Loaded) -> None:
    """But for names that two bore in turn: those need a day."""
    recognise = queries.recogniser()
    for row in ParticipantName.objects.select_related("participant"):
        found = recognise(row.name.upper(), None)
        if found is None:
            assert row.participant.code in {"YUG", "SRB"}, row
            at = row.valid_to or row.participant.valid_to
            found = recognise(row.name, at)
        assert found is not None
        assert found.participant == row.participant
    for alias in Alias.objects.select_related("participant"):
        found = recognise(alias.alias, None)
        assert found is not None
        assert (found.participant, found.as_) == (alias.participant, "alias")


def test_a_name_of_any_day_and_language(loaded: Loaded) -> None:
    for name, wanted, as_ in WANTED:
        found = queries.recognise(name)
        assert found is not None, name
        assert (found.participant.code, found.as_) == (wanted, as_)
        assert queries.resolve(name) == found.participant


def test_nothing_is_guessed(loaded: Loaded) -> None:
    for name in ("Nigr", "", "Guinea Bissau", "Korea", "Macedonia", "Ruritania", "Yugoslavia"):
        assert queries.recognise(name) is None, name
        assert queries.resolve(name) is None, name


def test_of_two_bearers_the_one_of_the_day_counts(loaded: Loaded) -> None:
    assert code("Yugoslavia") is None
    assert code("Yugoslavia", date(1980, 1, 1)) == "YUG"
    assert code("Yugoslavie", date(2001, 6, 1)) is None
    assert code("Yougoslavie", date(2001, 6, 1)) == "SRB"
    assert code("Yugoslavia", SEED) is None


def test_the_days_of_a_name_are_told(loaded: Loaded) -> None:
    old = queries.recognise("Turkey", SEED)
    assert old is not None
    assert (old.since, old.until, old.borne(SEED)) == (None, date(2022, 5, 31), True)
    assert not old.borne(date(2024, 1, 1))
    first, later = queries.recognise("Cambodia", date(1965, 1, 1)), queries.recognise("Cambodia")
    assert first is not None
    assert later is not None
    assert (first.as_, first.until, later.as_) == ("former", date(1970, 12, 27), "current")
    young = queries.recognise("South Sudan", SEED)
    assert young is not None
    assert not young.borne(SEED)


def test_every_name_in_the_registers_is_recognised(loaded: Loaded, shared: Path) -> None:
    """Of 3,563 actions none is of a participant that was not there, but for what the Soviet Union did."""
    recognise, heirs, at_odds = queries.recogniser(), queries.continued(), set()
    place = shared / "data/treaties/actions_tidy_2015.csv"
    rows = list(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        found, on = recognise(row["participant"], None), date.fromisoformat(row["date"])
        assert found is not None, row
        since = found.participant.valid_from
        if since and on < since:
            at_odds.add(found.participant.code)
    assert len(rows) == 3563
    assert at_odds == heirs.keys()


def test_many_names_are_read_with_two_statements(loaded: Loaded) -> None:
    with CaptureQueriesContext(connection) as asked:
        recognise = queries.recogniser()
        assert sum(recognise("Turkey", SEED) is not None for _ in range(1000)) == 1000
    assert len(asked) == 2
