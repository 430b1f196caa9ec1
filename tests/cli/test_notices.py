"""`dispositif due`: the list and the calendar, as the local administrator and as somebody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.notices.models import Due
from dispositif.people.clock import today
from dispositif.people.models import Person
from tests.notices.subjects import opened, worded
from tests.world import person

pytestmark = pytest.mark.database


@pytest.fixture
def row(database: None) -> Iterator[Due]:
    with worded():
        ana = person("Ana")
        Person.objects.filter(pk=ana.pk).update(language="fr")
        yield opened(ana.as_party(), today() + timedelta(12), person=ana)


def run(*words: str) -> Result:
    return CliRunner().invoke(dispositif, ["due", *words])


def test_the_list_has_a_line_for_each(row: Due) -> None:
    line = f"{row.due_on}\tin 12 days\tReport on Ana, asked for on Dec. 20, 2006\tAna\t/documents/\n"
    assert run("list").output.replace("December", "Dec.") == line
    assert run("list", "--until", today().isoformat()).output == ""
    assert run("list", "--for", "me").output == "", "the local administrator owes nothing"
    assert run("list", "--for", "me", "--as", "ana@example.org").output.count("\n") == 1
    assert run("list", "--for", "entity", "--as", "ana@example.org").output == ""


def test_the_calendar_is_a_file(row: Due, tmp_path: Path) -> None:
    place = tmp_path / "due.ics"
    assert run("calendar", str(place)).output == f"1 written to {place}\n"
    [event] = Calendar.from_ical(place.read_bytes()).walk("VEVENT")
    assert str(event["UID"]) == str(row.uuid)


@pytest.mark.parametrize("words", [("--until", "tomorrow"), ("--for", "zebra")])
def test_what_is_not_understood_is_refused(row: Due, words: tuple[str, str]) -> None:
    refusal = run("list", *words).exception
    assert isinstance(refusal, Refusal)
    assert words[1] in str(refusal)
