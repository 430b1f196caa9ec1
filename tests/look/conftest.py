"""Requests and panels for the tests of the frame; none of them reaches the database."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from dispositif.look.panels import Panel, register, withdraw


@pytest.fixture
def ask() -> Callable[..., HttpRequest]:
    """A GET request as a visitor's browser sends it."""
    return RequestFactory().get


@pytest.fixture
def put() -> Iterator[Callable[[Panel], Panel]]:
    """Registers panels, and takes them out again after the test."""
    held: list[Panel] = []

    def registering(panel: Panel) -> Panel:
        held.append(register(panel))
        return panel

    yield registering
    for panel in held:
        withdraw(panel)


@pytest.fixture
def french() -> Iterator[None]:
    """The reader's language is French."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Unless a test says otherwise, the reader's language is English."""
    with translation.override("en"):
        yield
