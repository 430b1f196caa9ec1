"""Lists of requests: narrowed, searched, always in order of receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from dispositif.assistance.models import Request
from dispositif.assistance.queries.request import in_order
from dispositif.assistance.rules import CLOSED, Kind, Status
from dispositif.documents.folding import folded
from dispositif.kernel.refusal import Refusal, phrase

STANDING = {
    "open": phrase("not closed"),
    "late": phrase("next step overdue"),
    "urgent": phrase("urgent, as the State says"),
}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed by; empty: not at all. `state` and `theme` are codes."""

    words: str = ""
    state: str = ""
    theme: str = ""
    kind: str = ""
    status: str = ""
    standing: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """From the parameters of an address or a command; refuses what no closed list has."""
        said = {name: given.get(name, "").strip()[:LONGEST] for name in cls.__dataclass_fields__}
        for name, known in (("kind", set(Kind)), ("status", set(Status)), ("standing", set(STANDING))):
            if said[name] and said[name] not in known:
                raise Refusal(
                    "assistance.filter_unknown",
                    phrase("Requests cannot be narrowed by “%(asked)s”."),
                    field=name,
                    asked=said[name][:40],
                )
        return cls(**said)


def listed(asked: Asked, on: date) -> QuerySet[Request]:
    """The requests asked for, as far as the policies show them."""
    rows = in_order()
    exact = {
        "state__code": asked.state,
        "theme__code": asked.theme,
        "kind": asked.kind,
        "status": asked.status,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.standing:
        rows = _standing(rows, asked.standing, on)
    if asked.words:
        query = SearchQuery(folded(asked.words), config="simple", search_type="plain")
        rows = rows.filter(search=query)
    return rows


def _standing(rows: QuerySet[Request], standing: str, on: date) -> QuerySet[Request]:
    if standing == "late":
        return rows.filter(due_on__lt=on)
    if standing == "urgent":
        return rows.filter(urgent=True)
    return rows.exclude(status__in=CLOSED)
