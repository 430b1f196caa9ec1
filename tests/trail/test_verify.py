"""Whoever changes the trail behind the program's back is found out."""

from uuid import uuid4

import pytest
from psycopg import Connection

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import acting_as
from dispositif.trail import actions as trail
from dispositif.trail import anchor
from dispositif.trail.party import Party
from dispositif.trail.verify import Fault, Kind, verify

pytestmark = pytest.mark.database


@pytest.fixture
def five(fresh: None) -> int:
    """Five entries after those of the installation; the number of the first of them."""
    first = verify().last + 1
    for number in range(5):
        with acting_as(AS_ADMINISTRATOR):
            who = Party("person", uuid4(), "Somebody")
            trail.record(what="test.done", about=who, by=who, content={"number": number})
    return first


def test_an_untouched_trail_passes(five: int) -> None:
    verdict = verify()
    assert verdict.faults == ()
    assert verdict.last == five + 4
    assert anchor.read()[0] == five + 4


def test_an_altered_row_is_named(five: int, superuser: Connection) -> None:
    superuser.execute("UPDATE trail_entry SET what = 'test.undone' WHERE seq = %s", [five + 2])
    assert verify().faults == (Fault(five + 2, Kind.ALTERED),)


def test_an_altered_content_is_named(five: int, superuser: Connection) -> None:
    superuser.execute(
        """UPDATE trail_content SET content = '{"number": 9}' WHERE entry_id = %s""", [five + 1]
    )
    assert verify().faults == (Fault(five + 1, Kind.CONTENT),)


def test_a_removed_row_is_named(five: int, superuser: Connection) -> None:
    superuser.execute("DELETE FROM trail_content WHERE entry_id = %s", [five + 1])
    superuser.execute("DELETE FROM trail_entry WHERE seq = %s", [five + 1])
    assert verify().faults == (Fault(five + 1, Kind.REMOVED),)


def test_rows_cut_off_at_the_end_are_noticed(five: int, superuser: Connection) -> None:
    superuser.execute("DELETE FROM trail_content WHERE entry_id >= %s", [five + 3])
    superuser.execute("DELETE FROM trail_entry WHERE seq >= %s", [five + 3])
    assert verify().faults == (Fault(five + 4, Kind.CUT),)


def test_two_rows_that_changed_places_are_noticed(five: int, superuser: Connection) -> None:
    for old, new in ((five, -1), (five + 1, five), (-1, five + 1)):
        superuser.execute("UPDATE trail_entry SET seq = %s WHERE seq = %s", [new, old])
    found = {fault.seq for fault in verify().faults}
    assert {five, five + 1} <= found


def test_a_rewritten_chain_does_not_fit_the_anchor(five: int, superuser: Connection) -> None:
    """Cut off the last row and write another in its place: the chain fits, the anchor does not."""
    superuser.execute("DELETE FROM trail_content WHERE entry_id = %s", [five + 4])
    superuser.execute("DELETE FROM trail_entry WHERE seq = %s", [five + 4])
    superuser.execute(
        "UPDATE trail_head SET seq = e.seq, digest = e.digest FROM trail_entry e WHERE e.seq = %s", [five + 3]
    )
    with acting_as(AS_ADMINISTRATOR):
        who = Party("person", uuid4(), "Somebody else")
        trail.record(what="test.forged", about=who, by=who)
    assert verify().faults == (Fault(five + 4, Kind.ALTERED),)


def test_rows_beyond_the_anchor_are_valid(five: int) -> None:
    place = anchor._place()
    place.write_text(f"{five + 2} {_digest(five + 2)}\n")
    assert verify().faults == ()


def test_the_app_cannot_change_the_trail(five: int) -> None:
    from django.db import connection, transaction
    from django.db.utils import ProgrammingError

    for statement in ("UPDATE trail_entry SET why = 'x'", "DELETE FROM trail_entry", "TRUNCATE trail_entry"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_trail_is_written_inside_a_transaction(fresh: None) -> None:
    from django.db.transaction import TransactionManagementError

    who = Party("person", uuid4(), "Somebody")
    with pytest.raises(TransactionManagementError):
        trail.record(what="test.done", about=who, by=who)


def _digest(seq: int) -> str:
    from dispositif.trail.models import Entry

    return Entry.objects.using("auditor").get(seq=seq).digest


def test_a_damaged_anchor_is_said(five: int) -> None:
    from dispositif.kernel.refusal import Refusal

    anchor._place().write_text("")
    with pytest.raises(Refusal, match="restore"):
        verify()
