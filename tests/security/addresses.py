"""An address for each page of the table of pages, so that every one of them can be knocked at."""

from typing import Any
from uuid import UUID

from django.urls import get_resolver, reverse

from dispositif.config.pages import PAGES

NOWHERE = UUID(int=0)
GIVEN: dict[str, dict[str, Any]] = {
    "look:asset": {"name": "look.css"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
    "people:revoke_token": {"uuid": NOWHERE},
    "queue:progress": {"uuid": NOWHERE},
    "documents:intake": {"uuid": NOWHERE},
    "documents:reader": {"slug": "A-RES-99-77"},
    "documents:history": {"slug": "A-RES-99-77"},
    "documents:provision": {"slug": "A-RES-99-77", "part": "operative", "path": "2"},
    "mandates:intake": {"uuid": NOWHERE},
    "mandates:findings": {"uuid": NOWHERE},
    "mandates:figure": {"name": "mandates.registered"},
    "mandates:propose": {"slug": "A-RES-99-77"},
    "mandates:reports": {"slug": "A-RES-99-77"},
    "mandates:provision": {"uuid": NOWHERE},
    "mandates:provisions": {"slug": "A-RES-99-77"},
    "mandates:of_document": {"slug": "A-RES-99-77"},
    "mandates:plan": {"year": 2026},
    "mandates:plan_import": {"uuid": NOWHERE},
    "mandates:lineage": {"uuid": NOWHERE},
    "mandates:mandate": {"uuid": NOWHERE},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("document", "reading", "provisions")},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("versions", "history")},
    "api-v1:version": {"slug": "A-RES-99-77", "language": "en", "ordinal": 1},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("provision", "confirm", "correct")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("import", "write", "drop")},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("proposals", "reports")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("mandate", "course", "mandate_history", "lineage")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("assign", "tag", "set_due", "state", "name_report")},
    "api-v1:attach_report": {"uuid": NOWHERE, "report": NOWHERE},
    "api-v1:figure": {"name": "mandates.registered"},
    **{f"api-v1:{name}": {"year": 2026} for name in ("plan", "not_cited")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("statements", "confirm_text", "withdraw_priority")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("part", "revoke", "sheet_preview", "sheet_remarks")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("write_sheet", "drop_sheet")},
    "api-v1:sheet": {"file_format": "csv"},
    "api-v1:participant": {"code": "FRA"},
    "api-v1:region": {"code": "001"},
    "api-v1:entity": {"code": "UNODC"},
    "api-v1:theme": {"code": "TIP"},
}
"""Page → what its address needs, where it needs anything. A new page without a row here breaks the tests."""


def addresses() -> dict[str, str]:
    """Page → address."""
    return {name: reverse(name, kwargs=GIVEN.get(name)) for name in PAGES}


def names() -> set[str]:
    """Every name that the addresses of the product carry, with its namespace."""
    return set(_names(get_resolver(), ""))


def _names(resolver: object, space: str) -> list[str]:
    found = []
    for one in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(one, "url_patterns"):
            found += _names(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            found.append(f"{space}{one.name}")
    return found
