"""Noting that somebody looked at what not everybody may see."""

from uuid import UUID

from django.http import HttpRequest

from dispositif.assistance.models import Request
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.trail.actions import note_access
from dispositif.trail.party import Party

LIST = Party("list", UUID("6118100a-0000-5000-8000-000000000002"), "requests for assistance")
"""What a list of requests is noted as; fixed, so that its accesses are found together."""


def note_look(request: HttpRequest, shown: list[Request], *, door: str, one: bool = False) -> None:
    """Note the requests shown that are not open to all: one by its receipt, a list by their number."""
    person = request.person  # type: ignore[attr-defined]
    closed = sum(row.sensitivity != Sensitivity.UNCLASSIFIED for row in shown)
    if person is not None:
        about = shown[0].as_party() if one else LIST
        note_access(about=about, by=person.as_party(), door=door, rows=closed, path=request.path)
