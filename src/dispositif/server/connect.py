"""Where the database is: the embedded server's socket, or the server that DATABASE_URL names."""

import os
from pathlib import Path

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server import keys
from dispositif.server.home import home

PACKAGE = Path(__file__).resolve().parent.parent
OLDEST = 15  # the first PostgreSQL whose schema `public` is closed to strangers, the oldest one tested
DATABASE = "dispositif"
OWNER, APP, AUDITOR = "dispositif_owner", "dispositif_app", "dispositif_auditor"


def outside() -> str:
    """The URL of a PostgreSQL server that is not ours, or an empty text for the embedded one."""
    return os.environ.get("DATABASE_URL", "")


def databases() -> dict[str, dict[str, object]]:
    """Django's DATABASES: `default` (app role), `owner` (migrations), `auditor` (reads the whole trail).

    No connection is made. With DATABASE_URL the owner is the URL's own user.
    """
    places = _from_url(outside()) if outside() else _embedded()
    return {
        "default": places | _sign_in(APP),
        "owner": places if outside() else places | _sign_in(OWNER),
        "auditor": places | _sign_in(AUDITOR),
    }


def parameters(settings: dict[str, object]) -> dict[str, str]:
    """One of `databases()` as the parameters of a psycopg connection."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {names[key]: str(value) for key, value in settings.items() if key in names and value}
    options = settings["OPTIONS"]
    return given | {str(key): str(value) for key, value in dict(options).items()}  # type: ignore[call-overload]


def _embedded() -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "HOST": str(home() / "run"),
        "PORT": "5432",
        "PASSWORD": "",
        "OPTIONS": {},
    }


def _sign_in(role: str) -> dict[str, object]:
    """The embedded server trusts whoever can enter its socket's folder; any other asks for a password."""
    return {"USER": role, "PASSWORD": keys.secret(f"database:{role}").hex() if outside() else ""}


def _from_url(url: str) -> dict[str, object]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise _malformed(str(error).strip()) from error
    if not url.startswith(("postgresql://", "postgres://")) or not parts.get("dbname"):
        raise _malformed("postgresql://user:password@host:port/name is expected")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


def _malformed(cause: str) -> Refusal:
    return Refusal(
        "server.url_malformed",
        phrase("DATABASE_URL cannot be used: %(cause)s."),
        field="DATABASE_URL",
        cause=cause,
    )
