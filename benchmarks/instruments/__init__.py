"""Treaties at any date: the grid over every day, and its page."""
