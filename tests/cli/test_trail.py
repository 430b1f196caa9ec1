"""`dispositif trail verify --day`: one day alone, its faults named, with the exit code that says so."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from psycopg import Connection

from dispositif.cli.group import dispositif
from tests.trail.conftest import noted, written

pytestmark = pytest.mark.database


def test_one_day_and_the_whole(superuser: Connection) -> None:
    noted()
    written(1)
    written(2)
    day = datetime.now(UTC).date()
    whole = CliRunner().invoke(dispositif, ["trail", "verify"])
    assert whole.exit_code == 0, whole.output
    assert "accesses: 1; contents disposed of: 0" in whole.output
    one = CliRunner().invoke(dispositif, ["trail", "verify", "--day", day.isoformat()])
    assert one.exit_code == 0, one.output
    other = CliRunner().invoke(dispositif, ["trail", "verify", "--day", (day + timedelta(1)).isoformat()])
    assert other.output.splitlines()[-2].startswith("0 rows checked")
    superuser.execute("UPDATE trail_entry SET why = 'x' WHERE seq = (SELECT max(seq) FROM trail_entry)")
    faulty = CliRunner().invoke(dispositif, ["trail", "verify", "--day", day.isoformat()])
    assert faulty.exit_code == 1
    assert "was altered" in faulty.output


def test_a_day_that_is_none_is_refused() -> None:
    answer = CliRunner().invoke(dispositif, ["trail", "verify", "--day", "yesterday"])
    assert answer.exit_code == 2
    assert "yesterday" in answer.output
