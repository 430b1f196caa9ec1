"""The one-time link by which somebody enrolled sets a first passphrase."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from dispositif.people.models.person import Person
from dispositif.people.sign_in.rules import InvitationState, invitation_state
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.trail.party import Party


class Invitation(models.Model):
    """One sending of a link that works once; only the digest of its secret is kept.

    The person is cited by uuid, which is what the policies know of whoever acts.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, to_field="uuid", db_column="person_uuid", related_name="invitations"
    )
    digest = models.CharField(max_length=64, unique=True)
    sent_on = models.DateField()
    expires_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)

    policy = Policy(
        read=either(
            own("person_uuid"),
            roles("administrator"),
            "digest = (SELECT current_setting('dispositif.invitation', true))",
        ),
        write=either(own("person_uuid"), roles("administrator")),
        why="one's own; all for those who invite; and the one whose secret is shown",
        grants=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="invitation_digest"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("sent_on")), name="invitation_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_on__isnull=True, replaced_on__isnull=True),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def state(self, on: date) -> InvitationState:
        """What it is on the day."""
        return invitation_state(
            accepted_on=self.accepted_on, replaced_on=self.replaced_on, expires_on=self.expires_on, on=on
        )

    def as_party(self) -> Party:
        """The invitation as the trail names it: never its secret."""
        return Party("invitation", self.uuid, self.person.name)
