"""What programs show instead of a passphrase."""

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dispositif.people.models.person import Person
from dispositif.people.rules import NAME_LENGTH, SCOPES
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.trail.party import Party


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
