"""As whom a command acts: the home's local administrator, or the person that `--as` names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dispositif.kernel.refusal import Refusal, phrase

if TYPE_CHECKING:
    from dispositif.people.models import Person
    from dispositif.secrecy.acting import Acting

Command = TypeVar("Command", bound=Callable[..., Any])


def as_option(command: Command) -> Command:
    """The option `--as EMAIL`, given to the command as `as_email`."""
    said = "Act as this person instead of the local administrator."
    return click.option("--as", "as_email", metavar="EMAIL", help=said)(command)


def acting_of(email: str | None) -> tuple["Acting", "Person"]:
    """What the policies shall see for the person, and the person; for commands that commit by themselves.

    Refuses an address that nobody signs in with. `ready()` must have run.
    """
    from dispositif.people.clock import today
    from dispositif.people.models import Account
    from dispositif.people.queries import AS_ADMINISTRATOR, acting_for, local_administrator
    from dispositif.secrecy.acting import acting_as

    if email is None:
        with acting_as(AS_ADMINISTRATOR):
            return AS_ADMINISTRATOR, local_administrator()
    account = Account.objects.filter(email=email.lower(), is_active=True).first()
    acting, person = acting_for(account.pk if account else None, today())
    if person is None:
        said = phrase("Nobody signs in as %(email)s. `dispositif people list` shows who does.")
        raise Refusal("people.unknown", said, field="as", email=email)
    return acting, person


@contextmanager
def as_person(email: str | None = None, right: str = "") -> Iterator["Person"]:
    """Run the block as the person, in one transaction: what fails leaves nothing behind.

    `right` is one of `people.rules.RIGHTS`; a person who does not have it is refused.
    """
    from dispositif.people.rules import check_may
    from dispositif.secrecy.acting import acting_as

    acting, person = acting_of(email)
    if right:
        check_may(right, acting.roles)
    with acting_as(acting):
        yield person
