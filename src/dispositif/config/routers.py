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
