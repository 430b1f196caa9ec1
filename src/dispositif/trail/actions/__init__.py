"""Writing the trail: entries, accesses, disposals; seals write themselves with the first entry of a day."""

from dispositif.trail.actions.access import note_access
from dispositif.trail.actions.dispose import dispose
from dispositif.trail.actions.entry import record

__all__ = ["dispose", "note_access", "record"]
