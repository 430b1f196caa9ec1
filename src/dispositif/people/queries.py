"""Who somebody is, and as what they act."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from dispositif.people.models import Person, Posting, Token
from dispositif.people.rules import Role
from dispositif.people.secret import digest_of
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.world.models import Entity

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
        return acting_of(person, on), person


def acting_of(person: Person, on: date) -> Acting:
    """What the policies shall see for a person on a day: roles, and the States that she speaks for.

    Everybody is also a reader.
    """
    held = [posting for posting in Posting.objects.filter(person=person) if posting.runs(on)]
    speaks_for = frozenset(one.scope_uuid for one in held if one.role == Role.DELEGATION and one.scope_uuid)
    roles = frozenset(posting.role for posting in held) | {Role.READER}
    return Acting(roles, person.uuid, person.account_id, speaks_for)


def local_administrator() -> Person:
    """The person that commands act as unless `--as` names another."""
    return Person.objects.get(uuid=LOCAL_ADMINISTRATOR)


def by_address(email: str) -> Person | None:
    """The person who signs in with the address."""
    return Person.objects.filter(account__email=email.lower()).first()


def entities_of(person: Person, on: date) -> list[Entity]:
    """The entities in which the person holds a role on the day, by code."""
    postings = Posting.objects.filter(person=person, scope_kind="entity")
    uuids = {posting.scope_uuid for posting in postings if posting.scope_uuid and posting.runs(on)}
    return list(Entity.objects.filter(uuid__in=uuids).order_by("code"))


def tokens() -> QuerySet[Token]:
    """The tokens that the policies show: one's own, or all to an administrator; the latest first."""
    return Token.objects.select_related("person").order_by("-created_on", "-pk")


class Bearer(NamedTuple):
    """Whoever shows a token: as what they act, who they are, and what they showed."""

    acting: Acting
    person: Person
    token: Token


def bearer_of(secret: str, on: date) -> Bearer | None:
    """For whom a secret speaks on the day; None for every reason why it does not."""
    token = _token_of(digest_of(secret))
    if token is None or not token.works(on):
        return None
    with acting_as(Acting(frozenset({Role.READER}), person=token.person_id)):
        account = Person.objects.select_related("account").get(uuid=token.person_id).account
    acting, person = acting_for(account.pk if account and account.is_active else None, on)
    return Bearer(acting, person, token) if person else None


def _token_of(digest: str) -> Token | None:
    """The policies show a token to whoever knows its digest, for this one question."""
    with acting_as(VISITOR), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.token', %s, true)", [digest])
        found = Token.objects.filter(digest=digest).first()
        cursor.execute("SELECT set_config('dispositif.token', '', true)")
    return found


def delegates(state: UUID, on: date) -> list[Person]:
    """Who speaks for a participant on the day; any author may ask: each is told only what they may see."""
    with acting_as(AS_ADMINISTRATOR):
        rows = Posting.objects.filter(role=Role.DELEGATION, scope_uuid=state).select_related("person")
        return list({row.person for row in rows.order_by("pk") if row.runs(on)})


def persons_known(uuids: Collection[UUID]) -> list[Person]:
    """The persons of these uuids, whoever asks: for telling them, never for showing."""
    with acting_as(AS_ADMINISTRATOR):
        return list(Person.objects.filter(uuid__in=uuids).order_by("pk"))


def person_known(uuid: UUID) -> Person | None:
    """The person of a uuid; None where there is none."""
    return next(iter(persons_known([uuid])), None)
