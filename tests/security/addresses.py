"""An address for each page of the table of pages, so that every one of them can be knocked at."""

from typing import Any
from uuid import UUID

from django.urls import get_resolver, reverse

from dispositif.config.pages import PAGES

NOWHERE = UUID(int=0)
GIVEN: dict[str, dict[str, Any]] = {
    "look:asset": {"name": "look.css"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
    "queue:progress": {"uuid": NOWHERE},
    "documents:intake": {"uuid": NOWHERE},
    "documents:citations_panel": {"uuid": NOWHERE},
    "documents:reader": {"slug": "A-RES-99-77"},
    "documents:history": {"slug": "A-RES-99-77"},
    "documents:provision": {"slug": "A-RES-99-77", "part": "operative", "path": "2"},
    "api-v1:reading": {"slug": "A-RES-99-77"},
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
