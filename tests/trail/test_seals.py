"""A day that is over is sealed: what is altered, removed or put elsewhere is named with its day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import Connection

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import acting_as
from dispositif.trail.actions import seal
from dispositif.trail.models import Seal
from dispositif.trail.verify import Fault, Kind, verify
from tests.trail.conftest import noted, written

pytestmark = pytest.mark.database
Days = tuple[int, list[date]]


def test_every_day_that_is_over_is_sealed(days: Days) -> None:
    first, (one, two, _open) = days
    seals = list(Seal.objects.using("auditor").order_by("written_on"))
    assert [seal.written_on for seal in seals[-2:]] == [one, two]
    assert (seals[-1].first, seals[-1].last, seals[-1].rows) == (first + 2, first + 3, 2)
    assert seals[-1].previous == seals[-2].digest
    verdict = verify()
    assert verdict.faults == ()
    assert (verdict.seals, verdict.accesses) == (len(seals), 3)


def test_one_day_is_checked_alone(days: Days) -> None:
    first, (one, two, open_) = days
    assert (verify(day=one).rows, verify(day=one).faults) == (2, ())
    assert (verify(day=two).rows, verify(day=two).last) == (2, first + 3)
    assert (verify(day=open_).rows, verify(day=open_).last) == (2, first + 5)


def test_a_row_of_a_sealed_day_is_named_by_its_day_alone(days: Days, superuser: Connection) -> None:
    first, (one, two, open_) = days
    superuser.execute("UPDATE trail_entry SET why = 'x' WHERE seq = %s", [first + 3])
    assert verify(day=two).faults == (Fault(first + 3, Kind.ALTERED),)
    assert verify(day=one).faults == verify(day=open_).faults == ()


@pytest.mark.parametrize("place", [0, 1])
def test_a_row_gone_from_a_sealed_day_is_named(days: Days, superuser: Connection, place: int) -> None:
    first, (_one, two, _open) = days
    for table, key in (("trail_content", "entry_id"), ("trail_entry", "seq")):
        superuser.execute(f"DELETE FROM {table} WHERE {key} = %s", [first + 2 + place])
    assert Fault(first + 2 + place, Kind.REMOVED) in verify(day=two).faults
    assert Fault(first + 2 + place, Kind.REMOVED) in verify().faults


def test_an_altered_seal_is_named(days: Days, superuser: Connection) -> None:
    _first, (one, _two, _open) = days
    superuser.execute("UPDATE trail_seal SET accesses = 7 WHERE written_on = %s", [one])
    found = {(fault.kind, fault.day) for fault in verify().faults}
    assert found == {(Kind.SEAL_ALTERED, one), (Kind.ACCESSES, one)}
    assert {fault.kind for fault in verify(day=one).faults} == {Kind.SEAL_ALTERED, Kind.ACCESSES}


def test_a_removed_seal_is_named(days: Days, superuser: Connection) -> None:
    first, (one, two, _open) = days
    superuser.execute("DELETE FROM trail_seal WHERE written_on = %s", [one])
    found = set(verify().faults)
    assert {Fault(first + 3, Kind.SEAL_BROKEN, two), Fault(first + 1, Kind.SEAL_REMOVED, one)} <= found
    assert verify(day=one).faults == (Fault(first + 1, Kind.SEAL_REMOVED, one),)


def test_the_last_seal_removed_is_named(days: Days, superuser: Connection) -> None:
    first, (_one, two, open_) = days
    superuser.execute("DELETE FROM trail_seal WHERE written_on = %s", [two])
    assert verify().faults == (Fault(first + 3, Kind.SEAL_REMOVED, two),)
    assert verify(day=open_).faults == (Fault(first + 3, Kind.SEAL_REMOVED, two),)


def test_seals_that_changed_places_are_named(days: Days, superuser: Connection) -> None:
    _first, (one, two, _open) = days
    away = one - timedelta(days=4000)
    for old, new in ((one, away), (two, one), (away, two)):
        superuser.execute("UPDATE trail_seal SET written_on = %s WHERE written_on = %s", [new, old])
    found = {(fault.kind, fault.day) for fault in verify().faults}
    assert {(Kind.SEAL_ALTERED, one), (Kind.SEAL_ALTERED, two), (Kind.SEAL_BROKEN, one)} <= found


def test_a_day_without_entries_has_nothing_wrong(days: Days, later: Callable[[int], date]) -> None:
    quiet = days[1][2] + timedelta(days=1)
    later(6)
    written(1)
    assert (verify(day=quiet).rows, verify(day=quiet).faults) == (0, ())


def test_a_clock_put_back_opens_no_second_day(days: Days, later: Callable[[int], date]) -> None:
    later(1)
    written(1)
    assert verify().faults == ()


def test_rows_put_under_a_seal_that_they_do_not_fit_are_noticed(days: Days, superuser: Connection) -> None:
    first, (_one, two, _open) = days
    superuser.execute("UPDATE trail_entry SET digest = repeat('0', 64) WHERE seq = %s", [first + 3])
    kinds = {fault.kind for fault in verify().faults}
    assert {Kind.ALTERED, Kind.BROKEN, Kind.SEAL_ROWS} <= kinds
    assert Fault(first + 3, Kind.SEAL_ROWS, two) in verify(day=two).faults


def test_accesses_are_counted_under_the_next_seal(days: Days) -> None:
    _first, (one, two, _open) = days
    assert list(
        Seal.objects.using("auditor").filter(written_on__in=[one, two]).values_list("accesses", flat=True)
    ) == [1, 1]


def test_young_accesses_are_left_to_the_next_seal(
    fresh: None, later: Callable[[int], date], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may belong to transactions that have not ended when the seal is made."""
    one, two = later(1), later(2)
    noted()
    with monkeypatch.context() as patch:
        patch.setattr(seal, "MARGIN", timedelta(days=3))
        later(1)
        written(1)
        later(2)
        written(2)
    assert Seal.objects.using("auditor").get(written_on=one).accesses == 0
    later(3)
    written(3)
    assert Seal.objects.using("auditor").get(written_on=two).accesses == 1
    assert verify().faults == verify(day=one).faults == verify(day=two).faults == ()


def test_an_access_removed_from_under_its_seal_is_noticed(days: Days, superuser: Connection) -> None:
    _first, (one, _two, _open) = days
    superuser.execute("DELETE FROM trail_access WHERE subject_label = 'Request 2'")
    for verdict in (verify(), verify(day=one)):
        assert [(fault.kind, fault.day) for fault in verdict.faults] == [(Kind.ACCESSES, one)]


def test_an_altered_access_is_named(days: Days, superuser: Connection) -> None:
    superuser.execute("UPDATE trail_access SET actor_label = 'Nobody' WHERE subject_label = 'Request 2'")
    assert [fault.kind for fault in verify().faults] == [Kind.ACCESS]


def test_the_app_changes_neither_seals_nor_accesses(days: Days) -> None:
    for table in ("trail_seal", "trail_access"):
        for statement in (f"UPDATE {table} SET rows = 1", f"DELETE FROM {table}"):
            with acting_as(AS_ADMINISTRATOR), pytest.raises(ProgrammingError), transaction.atomic():
                connection.cursor().execute(statement)


def test_an_access_through_no_door_is_refused(database: None) -> None:
    from uuid import uuid4

    from dispositif.trail import actions as trail
    from dispositif.trail.party import Party

    who = Party("person", uuid4(), "Reader")
    with pytest.raises(ValueError, match="no door"):
        trail.note_access(about=who, by=who, door="window")


def test_a_list_of_none_is_not_noted(fresh: None) -> None:
    from uuid import uuid4

    from dispositif.trail import actions as trail
    from dispositif.trail.models import Access
    from dispositif.trail.party import Party

    who = Party("person", uuid4(), "Reader")
    with acting_as(AS_ADMINISTRATOR):
        trail.note_access(about=who, by=who, door="list", rows=0)
    with pytest.raises(transaction.TransactionManagementError):
        trail.note_access(about=who, by=who, door="list")
    assert not Access.objects.using("auditor").exists()
    noted()
    assert Access.objects.using("auditor").count() == 1
    with acting_as(AS_ADMINISTRATOR):
        assert Access.objects.count() == 0, "for the auditor alone"
