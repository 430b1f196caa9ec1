"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, persons, postings, sign-in."""

    name = "dispositif.people"
    label = "people"
