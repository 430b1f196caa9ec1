"""The first page, the gallery, the pages that say no: what they hold, and what they must never hold."""

import gzip
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template import Engine
from django.views import csrf, defaults

from dispositif.kernel.refusal import Refusal
from dispositif.look import assets, views
from dispositif.look.panels import Panel
from dispositif.look.refusals import refused

LIMIT = 100_000  # bytes of HTML + CSS + JS as transferred, fonts apart
UNSAFE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_every_component_is_in_the_gallery(
    ask: Callable, monkeypatch: pytest.MonkeyPatch, put: Callable
) -> None:
    put(Panel("gallery", "first", 1, "A panel"))
    put(Panel("search", "first", -1, "Search"))
    drawn: set[str] = set()
    find = Engine.get_template

    def finding(engine: Engine, name: str) -> object:
        drawn.add(name)
        return find(engine, name)

    monkeypatch.setattr(Engine, "get_template", finding)
    views.gallery(ask("/look/gallery/"))
    there = {f"look/components/{file.name}" for file in assets.COMPONENTS.glob("*.html")}
    assert there
    assert there <= drawn


@pytest.mark.parametrize("page", [views.first, views.gallery])
def test_nothing_inline_stands_in_a_page(page: Callable, ask: Callable) -> None:
    assert not UNSAFE.search(text(page(ask("/"))))


def test_a_page_is_light_as_transferred(ask: Callable) -> None:
    parts = [views.gallery(ask("/")).content, assets.sheet(), assets.script()]
    assert sum(len(gzip.compress(part)) for part in parts) < LIMIT


def test_the_gallery_can_be_forced_dark_and_right_to_left(ask: Callable) -> None:
    forced = text(views.gallery(ask("/?mode=dark&dir=rtl")))
    assert re.search(r'<html[^>]*dir="rtl"[^>]*data-mode="dark"', forced)
    assert "data-mode" not in text(views.gallery(ask("/?mode=<script>")))


def test_the_first_page_asks_one_question(ask: Callable, put: Callable) -> None:
    put(Panel("search", "look:gallery", -1, "Search"))
    said = text(views.first(ask("/")))
    assert "Which paragraph do you need to follow?" in said
    assert 'action="/look/gallery/"' in said
    assert said.count('role="search"') == 1


def test_cards_appear_when_somebody_fills_them(ask: Callable, put: Callable) -> None:
    before = text(views.first(ask("/")))
    put(Panel("brief", "look:gallery", 1, "Prepare a brief"))
    assert "Prepare a brief" not in before
    assert 'hx-get="/look/gallery/"' in text(views.first(ask("/")))


def test_pages_speak_french_with_its_typography(ask: Callable, french: None) -> None:
    said = text(views.first(ask("/")))
    assert '<html lang="fr"' in said
    assert "Du paragraphe à la preuve" in said
    assert "Logiciel indépendant\u202f; ceci n’est pas une publication des Nations Unies." in said
    assert '<p class="first-beside" lang="en">From paragraph to evidence</p>' in said


def no_right(request: object) -> HttpResponse:
    return defaults.permission_denied(request, PermissionDenied())


def not_there(request: object) -> HttpResponse:
    return defaults.page_not_found(request, Http404())


def not_read(request: object) -> HttpResponse:
    return defaults.bad_request(request, ValueError())


@pytest.mark.parametrize(
    ("door", "status", "title"),
    [
        (not_read, 400, "The request could not be read"),
        (no_right, 403, "You may not see or do this"),
        (csrf.csrf_failure, 403, "The form had expired"),
        (not_there, 404, "There is nothing at this address"),
        (defaults.server_error, 500, "Something went wrong here"),
    ],
)
def test_pages_that_say_no_say_why(door: Callable, status: int, title: str, ask: Callable) -> None:
    answer = door(ask("/"))
    assert answer.status_code == status
    assert title in text(answer)
    assert not UNSAFE.search(text(answer))


def test_a_conflict_shows_both_versions(ask: Callable) -> None:
    refusal = Refusal("documents.stale", "Somebody wrote here.", theirs="all States", yours="all Members")
    answer = refused(ask("/"), refusal)
    assert answer.status_code == 409
    assert "all States" in text(answer)
    assert "all Members" in text(answer)
