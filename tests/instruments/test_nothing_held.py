"""Figures of adherence before anything is held: no value, and why."""

from datetime import UTC, date, datetime

import pytest

from dispositif.kernel.figure import State
from dispositif.look.figures import definition, definitions, figure
from dispositif.secrecy.audiences import PUBLIC

pytestmark = pytest.mark.database
NOW = datetime(2100, 1, 1, tzinfo=UTC)


def test_no_figure_says_zero_of_what_is_not_held(database: None) -> None:
    assert definition("instruments.parties").freshness() is None
    named = [one.name for one in definitions() if one.rows == "instruments:grid"]
    assert len(named) == 17
    for name in named:
        said = figure(name, at=date(2006, 12, 20), known_at=NOW, audience=PUBLIC)
        assert (said.state, said.value) == (State.NOT_APPLICABLE, None)
        assert said.reason
