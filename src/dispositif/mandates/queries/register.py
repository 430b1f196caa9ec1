"""The register: mandates that match, in an order that pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from dispositif.documents.folding import configuration, folded
from dispositif.kernel.language import BY_CODE
from dispositif.mandates.models import Mandate
from dispositif.mandates.rules import OPEN

SOON = timedelta(days=90)
"""What is due within these days is due soon."""
DUE = ("", "overdue", "soon", "dated", "undated")
ORDERS = {"register": ("order_key", "pk"), "due": ("due_on", "pk"), "newest": ("-pk",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the register; empty parts ask nothing. `owner` and `theme` are codes, or "none"."""

    words: str = ""
    document: str = ""
    kind: str = ""
    status: str = ""
    act: str = ""
    addressee: str = ""
    owner: str = ""
    theme: str = ""
    due: str = ""
    look: str = ""


def register(asked: Asked, *, on: date, order: str = "register") -> QuerySet[Mandate]:
    """Mandates that match all that is asked; `on` is the day that decides what is overdue."""
    found = Mandate.objects.filter(_equal(asked), _owned(asked), _due(asked.due, on))
    if asked.theme:
        themed = Q(theme_codes=[]) if asked.theme == "none" else Q(theme_codes__contains=[asked.theme])
        found = found.filter(themed)
    if asked.words:
        found = _matching(found, asked.words)
    found = found.filter(due_on__isnull=False) if order == "due" else found
    return found.order_by(*ORDERS.get(order, ORDERS["register"]))


def _equal(asked: Asked) -> Q:
    wanted = Q()
    for column in ("kind", "status", "act"):
        if value := getattr(asked, column):
            wanted &= Q(**{column: value})
    if asked.addressee:
        wanted &= Q(addressees__contains=[asked.addressee])
    if asked.document:
        wanted &= Q(provision__document__slug=asked.document)
    if asked.look:
        wanted &= ~Q(look="") if asked.look == "any" else Q(look=asked.look)
    return wanted


def _owned(asked: Asked) -> Q:
    if not asked.owner:
        return Q()
    return Q(owner=None) if asked.owner == "none" else Q(owner__code=asked.owner)


def _due(due: str, on: date) -> Q:
    runs = Q(status__in=OPEN, answered_on__isnull=True)
    return {
        "overdue": runs & Q(due_on__lt=on),
        "soon": runs & Q(due_on__gte=on, due_on__lte=on + SOON),
        "dated": Q(due_on__isnull=False),
        "undated": Q(due_on__isnull=True),
    }.get(due, Q())


def _matching(found: QuerySet[Mandate], words: str) -> QuerySet[Mandate]:
    """By the words of the paragraph, in whatever language they were typed."""
    languages = sorted({configuration(one) for one in BY_CODE})
    queries = " || ".join(f"websearch_to_tsquery('{one}', %s)" for one in languages)
    return found.extra(  # noqa: S610 - constants only
        where=[f"mandates_mandate.search @@ ({queries})"], params=[folded(words)] * len(languages)
    )


def with_context(found: QuerySet[Mandate]) -> QuerySet[Mandate]:
    """The same rows with what a line of the register shows."""
    return found.select_related("provision__document", "owner").prefetch_related("themes", "supporting")


def of_provisions(provisions: Iterable[int]) -> dict[int, Mandate]:
    """Provision id → its mandate."""
    rows = Mandate.objects.filter(provision__in=list(provisions)).select_related(
        "owner", "provision__document"
    )
    return {one.provision_id: one for one in rows}
