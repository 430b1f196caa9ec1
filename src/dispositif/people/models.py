"""Accounts that sign in, the persons behind them, and the posts they hold."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dispositif.people.rules import NAME_LENGTH, SCOPES, Role
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


class Token(models.Model):
    """What a program shows instead of a passphrase: works for its person, within its scopes, for its days.

    The person is cited by uuid, which is what the policies know of whoever acts.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, to_field="uuid", db_column="person_uuid", related_name="tokens"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_on = models.DateField()
    expires_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    policy = Policy(
        read=either(
            own("person_uuid"),
            roles("administrator"),
            "digest = (SELECT current_setting('dispositif.token', true))",
        ),
        write=either(own("person_uuid"), roles("administrator")),
        why="one's own; all for those who appoint; and the one whose secret is shown",
        grants=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], condition=Q(revoked_on__isnull=True), name="token_name_once"
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=list(SCOPES)) & ~Q(scopes=[]), name="token_scopes_known"
            ),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="token_digest"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("created_on")), name="token_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("created_on")),
                name="token_revoked_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def works(self, on: date) -> bool:
        """Whether it opens anything on the day."""
        return self.revoked_on is None and self.created_on <= on <= self.expires_on

    def as_party(self) -> Party:
        """The token as the trail names it: never its secret."""
        return Party("token", self.uuid, self.name)
