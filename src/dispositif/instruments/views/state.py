"""One State, or one organization, on any day: every instrument, what it did, stated and reported."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from dispositif.instruments.queries import state as queries
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.rows import names
from dispositif.instruments.rules import NAMED
from dispositif.instruments.views.asked import sources
from dispositif.instruments.views.day import Day
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.world import queries as world
from dispositif.world.models import Participant


def state(request: HttpRequest, code: str) -> HttpResponse:
    """How the participant stood on the day `at`."""
    one, day, language = _participant(code), Day.of(request, today()), get_language() or "en"
    if one.code != code:
        return redirect("instruments:state", one.code)
    called = names(language, day.on)
    context = {"participant": one, "name": called[one.code][0], "verified": called[one.code][2], **day.shown}
    if not day.refusal:
        found = queries.state(registers(), one, called=called, language=language, on=day.on, today=day.now)
        columns = [stand.column for stand in found.stands]
        context |= {"state": found, "groups": _groups(found), "columns": columns, **sources(columns)}
    return render(request, "instruments/state.html", context, status=day.status)


def _participant(code: str) -> Participant:
    try:
        return world.participant(code.upper())
    except Refusal:
        raise Http404 from None


def _groups(found: queries.State) -> list[tuple[str, bool, list[queries.Stand]]]:
    """(family, whether paragraph 6 names it, how it stands to each) in the order of the lists."""
    families = dict.fromkeys(stand.column.instrument.family for stand in found.stands)
    return [
        (family, family in NAMED, [one for one in found.stands if one.column.instrument.family == family])
        for family in families
    ]
