"""What later rooms add to earlier pages: every slot of every page is filled from one list.

A room registers from its AppConfig; a template names only the slot. Slots in use: `menu`, `visitor`
and `account` (links of the frame), `search` (where the search field leads), `due`, `brief` and
`holdings` (first page), and those that pages of their own declare (`document`, `provision`, …).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing in one slot: where it leads (a URL's name), its place among others, its title.

    A slot that a page repeats row by row is filled by one request a page: `whole` is then the name of the
    address that answers with every row's part, and `url_name` the page that the plain link of a row opens.
    """

    slot: str
    url_name: str
    order: int
    title: str | Promise
    whole: str = ""

    def place(self, key: object) -> str:
        """The id of this panel's place in the row of `key`."""
        return f"{self.url_name.replace(':', '-')}-{key}"

    def url(self, **keys: object) -> str:
        """The address, with the keys that the page gives (`uuid`, `slug` …)."""
        return reverse(self.url_name, kwargs=keys)


_registered: dict[tuple[str, str], Panel] = {}


def register(panel: Panel) -> Panel:
    """Put a panel into its slot; registering the same address again replaces it."""
    _registered[panel.slot, panel.url_name] = panel
    return panel


def withdraw(panel: Panel) -> None:
    """Take a panel out of its slot."""
    _registered.pop((panel.slot, panel.url_name), None)


def panels(slot: str) -> list[Panel]:
    """What fills a slot, in order; an empty list when nobody filled it."""
    return sorted(_of(slot), key=lambda panel: (panel.order, panel.url_name))


def _of(slot: str) -> Iterator[Panel]:
    return (panel for panel in _registered.values() if panel.slot == slot)
