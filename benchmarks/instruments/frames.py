"""The grid over every day as one would derive it with pandas, from the same rows."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

STATUSES = ("not_yet", "signed", "consented", "party", "not_eligible", "unknown")
"""Status → its number, in the order in which one follows another."""
SIGNING = ("signature", "succession_to_signature")
Rows = dict[str, list[tuple[Any, ...]]]


def grid(rows: Rows, first: date, last: date) -> dict[str, "pd.DataFrame"]:
    """Instrument → days × participants, numbers of STATUSES; -1 where one does not take part that day."""
    days = pd.date_range(first, last)
    treaties = pd.DataFrame(rows["treaties"], columns=["code", "adopted_on", "in_force_on", "wait", "reio"])
    deeds = pd.DataFrame(rows["deeds"], columns=["instrument", "participant", "kind", "on"])
    deeds["on"] = pd.to_datetime(deeds["on"])
    spells = pd.DataFrame(rows["spells"], columns=["code", "line", "kind", "since", "until", "ended"])
    present = {code: _present(held, days) for code, held in spells.groupby("code")}
    who = spells.drop_duplicates("code")
    gaps = {(code, line): day for code, line, day in rows["gaps"]}
    by_instrument, none = dict(tuple(deeds.groupby("instrument"))), deeds.iloc[:0]
    return {
        one.code: _one(one, by_instrument.get(one.code, none), who, present, gaps, days)
        for one in treaties.itertuples()
    }


def _present(spells: "pd.DataFrame", days: Any) -> Any:
    there = np.zeros(len(days), bool)
    for one in spells.itertuples():
        begun = days >= pd.Timestamp(one.since) if one.since else np.ones(len(days), bool)
        there |= begun & (days <= pd.Timestamp(one.until)) if one.until else begun
    return there


def _one(
    treaty: Any, deeds: "pd.DataFrame", who: "pd.DataFrame", present: Any, gaps: dict[Any, Any], days: Any
) -> "pd.DataFrame":
    told = _events(treaty, deeds).pivot_table(
        index="on", columns="participant", values="status", aggfunc="max"
    )
    filled = told.reindex(days.union(told.index)).ffill().cummax().reindex(days).fillna(0)
    filled = filled.reindex(columns=who["line"].unique(), fill_value=0).astype("int8")
    found = filled[who["line"]].to_numpy(copy=True)
    silent, closed = set(who.loc[who["ended"], "line"]) - set(told), days < pd.Timestamp(treaty.adopted_on)
    for place, one in enumerate(who.itertuples()):
        values = found[:, place]
        if one.line in silent:
            values[:] = STATUSES.index("unknown")
        if told_from := gaps.get((treaty.code, one.line)):
            values[(days < pd.Timestamp(told_from)) & (values == 0)] = STATUSES.index("unknown")
        values[closed | (one.kind == "reio" and not treaty.reio)] = STATUSES.index("not_eligible")
        values[~present[one.code]] = -1
    return pd.DataFrame(found, index=days, columns=who["code"])


def _events(treaty: Any, deeds: "pd.DataFrame") -> "pd.DataFrame":
    """Each action as the status that it gives, and each consent again when it is in force."""
    given = deeds.assign(status=np.where(deeds["kind"].isin(SIGNING), 1, 2).astype("int8"))
    if not treaty.in_force_on:
        return given[["participant", "on", "status"]]
    consents = given[given["status"] == 2]
    wait = pd.to_timedelta(np.where(consents["kind"] == "succession", 0, treaty.wait), unit="D")
    begins = (consents["on"] + wait).clip(lower=pd.Timestamp(treaty.in_force_on))
    bound = consents.assign(on=begins, status=np.int8(3))
    return pd.concat([given, bound])[["participant", "on", "status"]]
