"""Strategies of States and institutions: what each says, how it stands on a day, how it comes in."""
