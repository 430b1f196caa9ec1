"""The first page, and the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dispositif.look import gallery as shown

TAGLINES = {"en": "From paragraph to evidence", "fr": "Du paragraphe à la preuve"}


def first(request: HttpRequest) -> HttpResponse:
    """One question, one field; under it what other rooms put there."""
    beside = "en" if get_language() == "fr" else "fr"
    return render(request, "look/first.html", {"beside": beside, "tagline": TAGLINES[beside]})


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states; `?mode=dark|light` and `?dir=rtl|ltr` force what is usually detected."""
    mode, direction = request.GET.get("mode", ""), request.GET.get("dir", "")
    context = {
        "mode": mode if mode in ("dark", "light") else "",
        "direction": direction if direction in ("rtl", "ltr") else "",
        "shown": shown.samples(),
    }
    return render(request, "look/gallery.html", context)
