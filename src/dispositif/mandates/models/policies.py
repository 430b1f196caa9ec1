"""Who sees and who writes rows of this room."""

from dispositif.secrecy.policies import either, everyone, roles

WRITERS = ("administrator", "secretariat", "drafter", "programme_manager")
SEEN = either(f"{everyone()} AND sensitivity = 'unclassified'", roles("administrator", "secretariat"))
ABOVE = "the class of its document, copied by trigger so that lists need not ask the document for each row"


def of(table: str, column: str) -> str:
    """Seen with the row that it belongs to."""
    return f"EXISTS (SELECT 1 FROM {table} above WHERE above.id = {column})"  # noqa: S608 - constants
