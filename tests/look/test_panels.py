"""The one registry behind every slot."""

from collections.abc import Callable

from dispositif.look.context import frame
from dispositif.look.panels import Panel, panels

Put = Callable[[Panel], Panel]


def test_a_slot_nobody_filled_is_empty() -> None:
    assert panels("nobody") == []


def test_panels_come_in_their_order(put: Put) -> None:
    late = put(Panel("there", "look:gallery", 2, "Late"))
    early = put(Panel("there", "first", 1, "Early"))
    put(Panel("elsewhere", "first", 0, "Elsewhere"))
    assert panels("there") == [early, late]


def test_the_same_address_registered_again_replaces(put: Put) -> None:
    put(Panel("there", "first", 1, "Before"))
    put(Panel("there", "first", 1, "After"))
    assert [panel.title for panel in panels("there")] == ["After"]


def test_a_panel_takes_the_keys_of_its_page(put: Put) -> None:
    panel = put(Panel("there", "look:asset", 1, "An asset"))
    assert panel.url(name="x.css") == "/look/assets/x.css"


def test_the_frame_marks_the_link_that_leads_here(put: Put, ask: Callable) -> None:
    put(Panel("menu", "look:gallery", -1, "Gallery"))
    link = frame(ask("/look/gallery/"))["frame"]["menu"][0]
    assert (link.title, link.url, link.here) == ("Gallery", "/look/gallery/", True)
    assert not frame(ask("/elsewhere/"))["frame"]["menu"][0].here


def test_the_frame_offers_the_other_languages_only(ask: Callable, french: None) -> None:
    offered = [language.code for language in frame(ask("/"))["frame"]["languages"]]
    assert "fr" not in offered
    assert "en" in offered
