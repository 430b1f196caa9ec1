"""Pages of mandates: load, one call, show."""
