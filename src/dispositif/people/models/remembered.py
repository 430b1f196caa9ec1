"""What every process of the server has to remember for a while."""

from django.db import models

from dispositif.secrecy.policies import Policy


class Remembered(models.Model):
    """The table of Django's database cache: tries counted, codes used up, messages just sent."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    policy = Policy("true", "true", "counters of tries and codes used up; written outside any request")

    def __str__(self) -> str:
        return self.cache_key
