"""The database's roles: the owner changes tables, the app works under row security, the auditor reads."""

from contextlib import suppress

import psycopg
from psycopg import sql

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server import connect
from dispositif.server.connect import APP, AUDITOR, DATABASE, OLDEST, OWNER

CREATE = """
DO $$ BEGIN
  CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {may} NOREPLICATION;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$"""
ONE_AT_A_TIME = 0x6469_7370  # "disp": any number, the same for every process


def check_release(connection: psycopg.Connection) -> None:
    """Refuse a server older than the oldest release that the product is tested on."""
    if connection.info.server_version < OLDEST * 10_000:
        raise Refusal(
            "server.too_old",
            phrase("The server runs PostgreSQL %(found)s; %(needed)s or later is needed."),
            field="DATABASE_URL",
            found=connection.info.parameter_status("server_version"),
            needed=OLDEST,
        )


def ensure_roles(connection: psycopg.Connection) -> None:
    """Roles, database and their rights, made if absent; safe when several processes do it at once.

    `connection` is in autocommit: as the bootstrap superuser of the embedded server, or as the owner
    whom DATABASE_URL names. Refuses a user who may not create roles, and roles above row security.
    """
    settings = connect.databases()
    connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        _ensure_logins(connection)
        if not connect.outside():
            _ensure_database(connection)
        owner = psycopg.connect(**connect.parameters(settings["owner"]))  # type: ignore[arg-type]
        with owner:
            _grant(owner, str(settings["owner"]["NAME"]))
        for alias in ("default", "auditor"):
            _ensure_sign_in(connection, settings[alias])
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _ensure_logins(connection: psycopg.Connection) -> None:
    wanted = {APP: "NOCREATEDB", AUDITOR: "NOCREATEDB"}
    if not connect.outside():
        wanted[OWNER] = "CREATEDB"  # the tests clone a template; not a superuser: triggers bind it too
    found = _privileged(connection, list(wanted))
    for role, may in wanted.items():
        if role not in found:
            _create(connection, role, may)
    for role, above in found.items():
        if above:
            raise _above(role)


def _privileged(connection: psycopg.Connection, roles: list[str]) -> dict[str, bool]:
    """The existing ones of these roles, and whether row security does not bind them."""
    query = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)"
    return dict(connection.execute(query, [roles]).fetchall())


def _create(connection: psycopg.Connection, role: str, may: str) -> None:
    try:
        connection.execute(sql.SQL(CREATE).format(role=sql.Identifier(role), may=sql.SQL(may)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refusal(
            "server.may_not_create_roles",
            phrase(
                "The user %(user)s of DATABASE_URL may not create the role %(role)s."
                " Have an administrator run: ALTER ROLE %(user)s CREATEROLE"
            ),
            field="DATABASE_URL",
            user=connection.info.user,
            role=role,
        ) from error


def _above(role: str) -> Refusal:
    return Refusal(
        "server.role_above_security",
        phrase(
            "The role %(role)s is a superuser or bypasses row security, so that nothing would be secret."
            " Have an administrator run: ALTER ROLE %(role)s NOSUPERUSER NOBYPASSRLS"
        ),
        role=role,
    )


def _ensure_database(connection: psycopg.Connection) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        return
    made = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
    connection.execute(made)


def _grant(owner: psycopg.Connection, database: str) -> None:
    """Only the owner makes anything in `public`; strangers do not connect; no temporary tables, which
    could stand before the tables of a function that runs with its owner's rights."""
    if not _lacking(owner):
        return
    roles = sql.SQL(", ").join(sql.Identifier(role) for role in (APP, AUDITOR))
    name = sql.Identifier(database)
    owner.execute(sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    owner.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))
    owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(roles))
    if missing := _lacking(owner):
        raise Refusal(
            "server.not_owner",
            phrase(
                "The user %(user)s of DATABASE_URL does not own the database %(database)s (%(missing)s)."
                " Have an administrator run: ALTER DATABASE %(database)s OWNER TO %(user)s"
            ),
            field="DATABASE_URL",
            user=owner.info.user,
            database=database,
            missing=missing,
        )


def _lacking(owner: psycopg.Connection) -> str:
    """What is still missing among the rights, in words; empty when all is as it should be."""
    row = owner.execute(
        """SELECT has_schema_privilege(current_user, 'public', 'CREATE'),
                  has_database_privilege(%(app)s, current_database(), 'CONNECT')
                    AND has_database_privilege(%(auditor)s, current_database(), 'CONNECT'),
                  has_schema_privilege(%(app)s, 'public', 'USAGE')
                    AND has_schema_privilege(%(auditor)s, 'public', 'USAGE'),
                  NOT has_schema_privilege(%(app)s, 'public', 'CREATE'),
                  NOT has_database_privilege(%(app)s, current_database(), 'TEMPORARY')""",
        {"app": APP, "auditor": AUDITOR},
    ).fetchone()
    names = ("create tables", "connect", "use the schema", "closed schema", "no temporary tables")
    return ", ".join(name for name, there in zip(names, row or (), strict=True) if not there)


def _ensure_sign_in(connection: psycopg.Connection, settings: dict[str, object]) -> None:
    """Outside, set the derived password unless it already opens: tried anew when two change it at once."""
    given = connect.parameters(settings)
    if not given.get("password"):
        return
    for _attempt in range(3):
        try:
            psycopg.connect(**given).close()  # type: ignore[arg-type]
            return
        except psycopg.OperationalError as error:
            cause = str(error).strip()
            with suppress(psycopg.errors.InternalError_):  # "tuple concurrently updated"
                _set_password(connection, given["user"], given["password"])
    raise Refusal(
        "server.no_sign_in",
        phrase(
            "The role %(role)s cannot sign in to the server that DATABASE_URL names: %(cause)s."
            " Its pg_hba.conf must admit the role with a password."
        ),
        field="DATABASE_URL",
        role=given["user"],
        cause=cause,
    )


def _set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """It travels and is kept as a SCRAM hash, so that no log of the server can show it."""
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    change = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(hashed.decode()))
    connection.execute(change)
