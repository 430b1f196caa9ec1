"""Receipt numbers: random, so that they tell nothing of how many requests there are or in which order."""

import secrets

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread over the telephone."""


def drawn() -> str:
    """A fresh number: `AR-` and forty random bits, in two groups."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"AR-{signs[:4]}-{signs[4:]}"


def written(given: str) -> str:
    """A number as it is kept, from how somebody typed it: `ar 7k3m 9xqt` is `AR-7K3M-9XQT`."""
    signs = "".join(sign for sign in given.upper() if sign.isalnum()).removeprefix("AR")
    misread = str.maketrans("ILO", "110")
    plain = signs.translate(misread)
    return f"AR-{plain[:4]}-{plain[4:]}"
