"""Every change to due rows and messages."""

from dispositif.notices.actions.deliver import deliver
from dispositif.notices.actions.due import open_due, settle_due
from dispositif.notices.actions.remind import remind
from dispositif.notices.actions.tell import mark_read, tell

__all__ = ["deliver", "mark_read", "open_due", "remind", "settle_due", "tell"]
