"""Accounts that sign in, the persons behind them, and the posts they hold."""

from dispositif.people.models.account import Account, Accounts
from dispositif.people.models.invitation import Invitation
from dispositif.people.models.person import Person
from dispositif.people.models.posting import Posting
from dispositif.people.models.remembered import Remembered
from dispositif.people.models.token import Token

__all__ = ["Account", "Accounts", "Invitation", "Person", "Posting", "Remembered", "Token"]
