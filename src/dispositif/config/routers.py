"""Only the owner of the database changes its tables."""

from typing import Any


class OwnerMigrates:
    """Reads and writes go through `default` (the app role); migrations through `owner`."""

    def allow_relation(self, *_objects: object, **_hints: object) -> bool:
        """Rows seen through different roles are rows of one database."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """Tables are made by their owner."""
        return db == "owner"


class CountersApart:
    """What the shared cache holds goes over a connection of its own.

    An answer from 400 on undoes the transaction of its request: the count of wrong tries has to stay.
    """

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        """Django's database cache asks under this name of an app, which no app has."""
        return "progress" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read
