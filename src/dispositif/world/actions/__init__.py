"""Changes to the world: its facts, loaded from the tables that the package carries."""

from dispositif.world.actions.load import Loaded, load_facts

__all__ = ["Loaded", "load_facts"]
