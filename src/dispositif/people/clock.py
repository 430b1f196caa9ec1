"""The day at the seat: read by doors and views only."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def today() -> date:
    """The current day in the seat's zone."""
    return datetime.now(ZoneInfo(settings.SEAT_TIME_ZONE)).date()
