"""What happened, to what, by whom, when, why: append-only and chained."""

from dispositif.trail.party import Party

__all__ = ["Party"]
