"""Who sees and who writes rows of this room: depositaries and Conferences publish what it holds."""

from dispositif.secrecy.policies import APPEND_ONLY, Policy, everyone, roles

WRITERS = ("administrator", "secretariat", "programme_manager")
PUBLIC = Policy(
    read=everyone(),
    write=roles(*WRITERS),
    why="published by depositaries, Conferences, States and institutions",
    grants=("SELECT", "INSERT", "UPDATE"),
)
KEPT = Policy(read=PUBLIC.read, write=PUBLIC.write, why=PUBLIC.why, grants=APPEND_ONLY)
FACTS = Policy(
    read=everyone(),
    write=roles("administrator"),
    why="public facts of the project’s own tables",
)
