"""The facts on treaties that the project carries, brought into the database."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from dispositif.instruments.actions.register import import_register
from dispositif.instruments.facts import LANGUAGES, SOURCE, actions, table
from dispositif.instruments.models import Edition, Instrument, InstrumentName, Published
from dispositif.instruments.registers.preview import Asked, preview
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.rules import identity

LIST = Party("instruments", identity("instruments", "facts"), "Facts on treaties")


@transaction.atomic
def load_instruments(*, by: Party, on: date) -> int:
    """Bring the list of instruments in line with the table of the package; how many rows were written.

    A second run writes nothing. Nothing is removed.
    """
    held = {one.code: one for one in Instrument.objects.all()}
    rows = sorted(
        table("instruments"), key=lambda row: bool(row["parent"])
    )  # a convention before its protocols
    written = sum(_settle(row, held) for row in rows) + _publish(held)
    if written:
        trail.record(
            what="instruments.facts_loaded", about=LIST, by=by, content={"on": on, "written": written}
        )
    return written


def _settle(row: dict[str, str], held: dict[str, Instrument]) -> bool:
    """Write one instrument and its names, if they differ from what is held."""
    one = held.setdefault(row["code"], Instrument(uuid=identity("instrument", row["code"]), code=row["code"]))
    wanted = _fields(row, held)
    differs = one.pk is None or any(getattr(one, field) != value for field, value in wanted.items())
    if differs:
        for field, value in wanted.items():
            setattr(one, field, value)
        one.recorded_at = Now()  # the database's clock, as the trail's
        one.save()
    return _call(one, row) or differs


def _fields(row: dict[str, str], held: dict[str, Instrument]) -> dict[str, Any]:
    days = {name: _day(row[name]) for name in ("adopted_on", "signed_from", "in_force_on")}
    waits = {name: int(row[name]) if row[name] else None for name in ("wait_days", "wait_months")}
    plain = {name: row[name] for name in ("family", "untc", "wait_source", "source")}
    return {
        **days,
        **waits,
        **plain,
        "place": int(row["place"]),
        "parent": held[row["parent"]] if row["parent"] else None,
        "depositary": row["depositary"].split(),
        "reio": row["reio"] == "yes",
        "doubtful": row["doubtful"].split(),
    }


def _call(one: Instrument, row: dict[str, str]) -> bool:
    known = {name.language: (name.name, name.short) for name in one.names.all()}
    wanted = {language: (row[language], row[f"short_{language}"]) for language in LANGUAGES}
    for language, (name, short) in wanted.items():
        if known.get(language) != (name, short):
            said = {"name": name, "short": short}
            InstrumentName.objects.update_or_create(instrument=one, language=language, defaults=said)
    return known != wanted


def _publish(held: dict[str, Instrument]) -> int:
    """Totals that sources printed, beside those that follow from actions."""
    known = set(Published.objects.values_list("instrument__code", "as_of", "source"))
    fresh = [
        row for row in table("published") if (row["instrument"], row["as_of"], row["source"]) not in known
    ]
    Published.objects.bulk_create(
        Published(
            instrument=held[row["instrument"]],
            signatories=int(row["signatories"]) if row["signatories"] else None,
            parties=int(row["parties"]) if row["parties"] else None,
            as_of=row["as_of"],
            source=row["source"],
            verified=not row["doubtful"],
        )
        for row in fresh
    )
    return len(fresh)


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


@transaction.atomic
def load_registers(*, by: Person, on: date) -> int:
    """Take over the table of actions that the package carries, while no register is held; how many it opened.

    It comes in as any other file does; what somebody imported is never touched.
    """
    if Edition.objects.exists():
        return 0
    lost = tuple(dict.fromkeys(row["code"] for row in table("losses")))
    found = preview(content=actions(), name="actions.csv", asked=Asked(source=SOURCE, losses=lost), on=on)
    return len(import_register(found=found, seen=found.seen, by=by, on=on))
