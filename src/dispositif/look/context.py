"""What the frame of every page shows: languages, menu, search. Asks nothing of the database."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from dispositif.kernel.language import BY_CODE
from dispositif.look.panels import panels


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the frame; `here` when the page shown lies below it."""

    title: Any
    url: str
    here: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: everything under the one name `frame`."""
    code = get_language()
    search = panels("search")
    return {
        "frame": {
            "languages": [BY_CODE[other] for other, _ in settings.LANGUAGES if other != code],
            "search": search[0].url() if search else "",
            "asked": request.GET.get("q", ""),
            "menu": _links("menu", request.path),
            "visitor": _links("visitor", request.path),
            "account": _links("account", request.path),
        }
    }


def _links(slot: str, path: str) -> list[Link]:
    """The links of a slot; the one that leads nearest to the page shown is marked."""
    urls = {panel.url(): panel for panel in panels(slot)}
    nearest = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [Link(panel.title, url, url == nearest) for url, panel in urls.items()]
