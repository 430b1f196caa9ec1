"""From nothing to an answer: the command, the database, the first page."""
