"""How much is taken at once."""

from django.conf import settings

from dispositif.kernel.refusal import Refusal, phrase

MEGABYTE = 1_000_000


def check_size(name: str, size: int, *, field: str = "file", limit: int | None = None) -> None:
    """Refuse what has more than `limit` bytes; without one, more than a file may have."""
    most = settings.UPLOAD_LIMIT if limit is None else limit
    if size > most:
        raise Refusal(
            "files.too_large",
            phrase("%(name)s has %(size)s MB; at most %(limit)s MB are taken."),
            field=field,
            name=name,
            size=size // MEGABYTE,
            limit=most // MEGABYTE,
        )
