"""Lists to choose from, in the reader's language."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from dispositif.world import queries as world


def owner_choices(language: str, on: date) -> list[tuple[str, str]]:
    """(code, name) of who may own a mandate, nobody first."""
    return [("", _("nobody yet")), *((row.entity.code, row.name) for row in world.owners(language, on))]


def entity_choices(language: str, on: date, chosen: Collection[int]) -> list[tuple[str, str, bool]]:
    """(code, name, whether chosen) of who may support one."""
    rows = world.owners(language, on)
    return [(row.entity.code, row.name, row.entity_id in chosen) for row in rows]


def theme_choices(language: str, on: date, chosen: Collection[int] = ()) -> list[tuple[str, str, bool]]:
    """(code, name, whether chosen) of every theme."""
    return [(row.theme.code, row.name, row.theme_id in chosen) for row in world.themes(language, on)]
