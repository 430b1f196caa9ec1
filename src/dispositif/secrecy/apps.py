"""Secrecy as a Django application."""

from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    """No tables of its own: it guards those of others."""

    name = "dispositif.secrecy"
    label = "secrecy"
