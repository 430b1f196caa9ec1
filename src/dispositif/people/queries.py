"""Who somebody is, and as what they act."""

from datetime import date
from uuid import UUID

from dispositif.people.models import Person, Posting
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as

VISITOR = Acting(frozenset({Role.READER}))
LOCAL_ADMINISTRATOR = UUID("6f0b6a0e-5d5e-5c2c-9d0c-61181000ad01")
"""The home's local administrator: whoever can open the home folder; fixed, so that trails compare."""

AS_ADMINISTRATOR = Acting(frozenset({Role.ADMINISTRATOR}), LOCAL_ADMINISTRATOR)


def acting_for(account: int | None, on: date) -> tuple[Acting, Person | None]:
    """What the policies shall see for an account on a day, and the person behind it."""
    if account is None:
        return VISITOR, None
    with acting_as(Acting(frozenset({Role.READER}), account=account)):
        person = Person.objects.filter(account_id=account).first()
        if person is None:
            return VISITOR, None
        return Acting(roles_of(person, on), person.uuid, account), person


def roles_of(person: Person, on: date) -> frozenset[str]:
    """The roles held on the day; everybody is also a reader."""
    postings = Posting.objects.filter(person=person)
    return frozenset(posting.role for posting in postings if posting.runs(on)) | {Role.READER}


def local_administrator() -> Person:
    """The person that commands act as unless `--as` names another."""
    return Person.objects.get(uuid=LOCAL_ADMINISTRATOR)


def by_address(email: str) -> Person | None:
    """The person who signs in with the address."""
    return Person.objects.filter(account__email=email.lower()).first()
