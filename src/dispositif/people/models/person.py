"""Somebody who acts."""

from uuid import uuid4

from django.db import models

from dispositif.people.models.account import Account
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.trail.party import Party

_OWN_ACCOUNT = "account_id = (SELECT acting_account())"


class Person(models.Model):
    """Somebody who acts; the trail knows a person by uuid and name."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="person")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")

    policy = Policy(
        read=either(_OWN_ACCOUNT, own("uuid"), roles("administrator", "secretariat", "auditor")),
        write=roles("administrator"),
        why="oneself, and those who appoint or audit",
    )

    def __str__(self) -> str:
        return self.name

    def as_party(self) -> Party:
        """The person as the trail names it."""
        return Party("person", self.uuid, self.name)
