"""What signs in: an address and a passphrase."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dispositif.secrecy.policies import Policy


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
