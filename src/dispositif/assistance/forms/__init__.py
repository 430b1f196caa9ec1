"""What the pages of assistance ask for."""
