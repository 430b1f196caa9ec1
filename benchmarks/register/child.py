"""Inside an installation: somebody of the secretariat signed in, and the figures computed; prints JSON."""

import json
import statistics
import sys
import time
from datetime import UTC, date, datetime

ON = date(2026, 3, 1)


def main() -> None:
    """`sign-in` prints the session's key; `figures TIMES` prints figure → milliseconds, by audience."""
    import django

    django.setup()
    print(json.dumps(_sign_in() if sys.argv[1] == "sign-in" else _figures(int(sys.argv[2]))))


def _sign_in() -> str:
    from django.test import Client

    from dispositif.people import actions
    from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
    from dispositif.people.rules import Role
    from dispositif.secrecy.acting import acting_as
    from dispositif.world.actions import load_facts

    with acting_as(AS_ADMINISTRATOR):
        by = local_administrator()
        load_facts(by=by.as_party(), on=ON)
        one = actions.enrol(
            name="Officer", email="officer@example.org", passphrase=None, language="en", by=by
        )
        actions.appoint(person=one, role=Role.SECRETARIAT, by=by, on=ON)
    assert one.account is not None
    client = Client()
    client.force_login(one.account)
    return str(client.cookies["sessionid"].value)


def _figures(times: int) -> dict[str, dict[str, list[float]]]:
    from dispositif.look.figures import definitions
    from dispositif.secrecy.acting import Acting
    from dispositif.secrecy.audiences import PUBLIC, Audience

    audiences = {"visitor": PUBLIC, "secretariat": Audience(Acting(frozenset({"secretariat"})))}
    names = [one.name for one in definitions()]
    return {
        who: {name: _timed(name, audience, times) for name in names} for who, audience in audiences.items()
    }


def _timed(name: str, audience: object, times: int) -> list[float]:
    """The median in milliseconds, after one that warms up, and the value."""
    from dispositif.look.figures import figure

    taken, found = [], None
    for _ in range(times + 1):
        begun = time.perf_counter()
        found = figure(name, at=ON, known_at=datetime.now(UTC), audience=audience)
        taken.append(time.perf_counter() - begun)
    value = float(found.value) if found is not None and found.value is not None else -1.0
    return [statistics.median(taken[1:]) * 1000, value]


if __name__ == "__main__":
    main()
