"""The demo's accounts: passphrases derived from the home's key, so that no two homes share them."""

from datetime import date

from dispositif.people import actions, queries
from dispositif.people.models import Person
from dispositif.people.rules import LABELS, Role
from dispositif.server import keys
from dispositif.world.queries import entity

_ROLES = (Role.SECRETARIAT, Role.DRAFTER, Role.PROGRAMME_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR)
_POSTED = {Role.SECRETARIAT: "UNODC", Role.DRAFTER: "UNODC", Role.PROGRAMME_MANAGER: "UNODC_DO"}
"""Role → the entity of whoever holds it in the demo: what is due for it is due for them."""
_NAMES = {
    Role.SECRETARIAT: "Demo: secretariat officer",
    Role.DRAFTER: "Demo: drafter",
    Role.PROGRAMME_MANAGER: "Demo: programme manager",
    Role.AUDITOR: "Demo: auditor",
    Role.ADMINISTRATOR: "Demo: administrator",
}
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]


def accounts() -> list[tuple[str, str, str]]:
    """(role in English, address, passphrase) of each demo account."""
    return [(LABELS[role], _address(role), passphrase(role)) for role in _ROLES]


def passphrase(role: Role) -> str:
    """Four groups of syllables, about 49 bits: the demo listens on this machine only."""
    drawn = keys.secret(f"demo account {role}")
    syllables = [_SYLLABLES[byte % len(_SYLLABLES)] for byte in drawn[:8]]
    return "-".join("".join(syllables[start : start + 2]) for start in range(0, 8, 2))


def enrol(*, by: Person, on: date) -> None:
    """Enrol whoever of them is not yet there."""
    for role in _ROLES:
        if queries.by_address(_address(role)) is None:
            person = actions.enrol(
                name=_NAMES[role], email=_address(role), passphrase=passphrase(role), language="fr", by=by
            )
            posted = entity(_POSTED[role]) if role in _POSTED else None
            actions.appoint(person=person, role=role, entity=posted, by=by, on=on)


def _address(role: Role) -> str:
    return f"{role}@demo.example"
