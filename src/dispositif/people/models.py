"""Accounts that sign in, the persons behind them, and the posts they hold."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dispositif.people.rules import Role
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.trail.party import Party

_OWN_ACCOUNT = "account_id = (SELECT acting_account())"


class Accounts(BaseUserManager["Account"]):
    """Accounts by their address, as allauth asks for them."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """An account that can sign in with the passphrase, or (None) not yet."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What signs in: an address and a passphrase, nothing else about anybody."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Accounts()

    policy = Policy("true", "true", "read before it is known who acts; no page lists it")

    def __str__(self) -> str:
        return self.email


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


class Posting(models.Model):
    """A role held by a person, for a period, over a scope (empty: everywhere)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20)
    scope_kind = models.CharField(max_length=40, blank=True)
    scope_uuid = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    suspended = models.BooleanField(default=False)

    policy = Policy(
        read=either(
            "EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id)",
            roles("administrator", "auditor"),
        ),
        write=roles("administrator"),
        why="as the person",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="posting_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind="", scope_uuid__isnull=True)
                | (~models.Q(scope_kind="") & models.Q(scope_uuid__isnull=False)),
                name="posting_scope_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def runs(self, on: date) -> bool:
        """Whether the role is held on the day."""
        return not self.suspended and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
