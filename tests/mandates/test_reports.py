"""Request → report → noted by: what is known, what is only probable, what closes the chain."""

from datetime import UTC, date, datetime

import pytest

from dispositif.documents.actions import register as register_document
from dispositif.documents.models import Document
from dispositif.files.actions import store
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.look.figures import figure
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate, Report
from dispositif.mandates.queries.chain import answering, chain, holdings
from dispositif.mandates.queries.proposals import timed
from dispositif.mandates.queries.register import Asked, register
from dispositif.mandates.rules import Standing
from dispositif.notices.models import Due
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.secrecy.audiences import PUBLIC
from dispositif.trail.queries import history
from tests.mandates.registered import LATER, again, registered, text

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


def test_an_answered_request_is_not_overdue_any_more(by: Person) -> None:
    request, on = registered(text().document)["5"], date(2045, 10, 1)
    assert again(request).overdue(on)
    report = actions.name_report(symbol=REPORT, request=request, by=by, on=on)
    kept = store(content=b"the report", name="report.txt", by=by, on=on)
    actions.attach_report(report=report, issued_on=on, source="", seen=0, by=by, on=on, attachment=kept)
    assert not again(request).overdue(on)
    assert not register(Asked(due="overdue"), on=on).exists()
    figures = {"audience": PUBLIC, "known_at": datetime(2100, 1, 1, tzinfo=UTC)}
    assert figure("mandates.overdue", at=on, **figures).value == 0
    assert figure("mandates.overdue", at=date(2045, 9, 15), **figures).value == 1, "it was, before that"


def test_a_report_of_a_request_that_comes_back_each_year_is_due_again(by: Person) -> None:
    request, on = registered(text().document)["5"], date(2045, 8, 1)
    Mandate.objects.filter(pk=request.pk).update(recurrence={"kind": "every", "interval": "P1Y"})
    report = actions.name_report(symbol=REPORT, request=again(request), by=by, on=on)
    kept = store(content=b"the report", name="report.txt", by=by, on=on)
    actions.attach_report(report=report, issued_on=on, source="", seen=0, by=by, on=on, attachment=kept)
    assert again(request).due_on == date(2046, 9, 1)
    assert Due.objects.get(subject_uuid=request.uuid, settled_on=None).due_on == date(2046, 9, 1)


def test_one_report_may_answer_two_requests(by: Person) -> None:
    found = registered(text().document)
    for path in ("2", "5"):
        actions.name_report(symbol=Symbol.parse("A/98/123"), request=found[path], by=by, on=LATER)
    noted = [link for link in chain(found["2"].provision.document) if link.noted_by and link.request]
    assert {link.request.provision.path for link in noted if link.request} == {"2", "5"}


def test_a_report_on_a_confidential_request_is_as_secret(by: Person) -> None:
    request = registered(text().document)["5"]
    Document.objects.filter(pk=request.provision.document_id).update(sensitivity="confidential")
    report = actions.name_report(symbol=REPORT, request=again(request), by=by, on=LATER)
    assert report.document.sensitivity == "confidential"


def test_the_history_of_an_open_request_does_not_name_a_secret_report(by: Person) -> None:
    request = registered(text().document)["5"]
    secret = register_document(symbol=REPORT, sensitivity="confidential", by=by, on=LATER)
    actions.name_report(symbol=REPORT, request=request, by=by, on=LATER)
    named = next(entry for entry in history(request) if entry.what == "mandates.report_named")
    assert secret.symbol not in str(named.content.content)


def test_a_session_of_the_body_that_is_reported_to_is_no_session_of_the_assembly() -> None:
    read = {"deadline": {"kind": "session", "session": 65, "body": "A"}, "recurrence": None}
    assert timed(read | {"report": {"to": "E/CN.7"}})["deadline"]["body"] == "E/CN.7"
    assert timed(read | {"report": {"to": "A"}})["deadline"]["body"] == "A"
    assert timed(read | {"report": None})["deadline"]["body"] == "A"
