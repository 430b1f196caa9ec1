"""States and other participants, regions, and the entities of the United Nations: dated facts."""
