"""Pages of instruments: load, one call, show."""
