"""Request → report → noted by: what is known, what is only probable, what closes the chain."""

from datetime import date

import pytest

from dispositif.documents.models import Document
from dispositif.files.actions import store
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions
from dispositif.mandates.models import Report
from dispositif.mandates.queries.chain import answering, chain, holdings
from dispositif.mandates.rules import Standing
from dispositif.notices.models import Due
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from tests.mandates.registered import LATER, registered, text

pytestmark = pytest.mark.database
REPORT = Symbol.parse("A/100/55")


@pytest.fixture
def by(database: None) -> Person:
    """Who does it."""
    return local_administrator()


def test_the_seed_notes_a_report_that_only_a_footnote_names(by: Person, shared) -> None:  # type: ignore[no-untyped-def]
    document = text((shared / "data/seed/A-RES-61-181.fr.txt").read_text(encoding="utf-8")).document
    registered(document)
    noted, asked = chain(document)
    assert (noted.asked_in, noted.symbol, noted.standing) == ("A/RES/60/175", "A/61/179", Standing.PROBABLE)
    assert [one.path for one in noted.noted_by] == ["1"]
    assert asked.request is not None
    assert (asked.request.provision.path, asked.symbol, asked.closed) == ("9", "", False)


def test_a_report_stays_probable_until_it_is_attached(by: Person) -> None:
    request = registered(text().document)["5"]
    report = actions.name_report(symbol=REPORT, request=request, by=by, on=LATER)
    assert [link.standing for link in answering(request)] == [Standing.PROBABLE]
    assert Due.objects.get(subject_uuid=request.uuid).settled_on is None
    on = date(2045, 8, 20)
    with pytest.raises(Refusal, match="is not held"):
        actions.attach_report(report=report, issued_on=on, source="", seen=0, by=by, on=on)
    kept = store(content=b"the report", name="A_100_55.txt", by=by, on=on)
    actions.attach_report(
        report=report, issued_on=on, source="its cover", seen=0, by=by, on=on, attachment=kept
    )
    assert [link.closed for link in answering(request)] == [True]
    assert Due.objects.get(subject_uuid=request.uuid).settled_on == on


def test_a_report_noted_later_is_joined_to_whoever_noted_it(by: Person) -> None:
    request = registered(text().document)["5"]
    actions.name_report(symbol=Symbol.parse("A/98/123"), request=request, by=by, on=LATER)
    (link, *_), held = answering(request), holdings(answering(request))
    assert [(one.document.symbol, one.path) for one in link.noted_by] == [("A/RES/99/88", "1")]
    assert held == {"A/98/123": "A-98-123", "A/RES/99/88": "A-RES-99-88"}


@pytest.mark.parametrize(
    ("symbol", "code"), [("A/RES/99/88", "mandates.no_report"), ("A/100/55", "mandates.report_named")]
)
def test_what_is_no_report_or_named_twice_is_refused(by: Person, symbol: str, code: str) -> None:
    request = registered(text().document)["5"]
    actions.name_report(symbol=REPORT, request=request, by=by, on=LATER)
    with pytest.raises(Refusal) as refusal:
        actions.name_report(symbol=Symbol.parse(symbol), request=request, by=by, on=LATER)
    assert refusal.value.code == code


def test_a_report_is_not_issued_before_it_was_asked_for(by: Person) -> None:
    request = registered(text().document)["5"]
    report = actions.name_report(symbol=REPORT, request=request, by=by, on=LATER)
    kept = store(content=b"the report", name="report.txt", by=by, on=LATER)
    for issued_on in (date(2044, 8, 31), date(2044, 12, 2)):
        with pytest.raises(Refusal, match="does not lie between"):
            actions.attach_report(
                report=report, issued_on=issued_on, source="", seen=0, by=by, on=LATER, attachment=kept
            )


def test_where_only_the_resolution_that_asked_is_known_it_is_named(by: Person) -> None:
    document = text().document
    one = actions.name_report(symbol=Symbol.parse("A/98/123"), request_symbol="A/RES/98/88", by=by, on=LATER)
    (link,) = chain(document)
    assert (link.asked_in, link.report, link.request) == ("A/RES/98/88", one, None)
    assert Report.objects.get().request_symbol == "A/RES/98/88"
    assert Document.objects.filter(symbol="A/98/123").exists()
