"""A mandate as plain values: for the command line and exports."""

from typing import Any

from dispositif.mandates.models import Course, Mandate
from dispositif.mandates.queries.texts import words_of
from dispositif.trail.queries import history


def outline(mandate: Mandate) -> dict[str, Any]:
    """Where it stands in its text, how it stands, its course (what was superseded too), what was done."""
    where = mandate.provision
    return {
        "mandate": str(mandate.uuid),
        "symbol": where.document.symbol,
        "paragraph": where.path,
        "act": where.act,
        "kind": mandate.kind,
        "words": words_of([where])[where.pk],
        "owner": mandate.owner.code if mandate.owner else None,
        "supporting": sorted(entity.code for entity in mandate.supporting.all()),
        "themes": mandate.theme_codes,
        "officer": mandate.officer_name,
        "status": mandate.status,
        "status_on": mandate.status_on,
        "due_on": mandate.due_on,
        "look": mandate.look,
        "registered_on": mandate.registered_on,
        "registered_by": mandate.registered_by,
        "revision": mandate.revision,
        "course": [
            _piece(one) for one in mandate.course.select_related("owner").order_by("-recorded_at", "-pk")
        ],
        "history": [{"at": one.at, "what": one.what, "by": one.actor_label} for one in history(mandate)],
    }


def _piece(one: Course) -> dict[str, Any]:
    names = ("status", "due_on", "theme_codes", "since_on", "until_on", "recorded_at", "superseded_at")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"owner": one.owner.code if one.owner else None}
