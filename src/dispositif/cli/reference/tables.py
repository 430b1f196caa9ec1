"""Pages that print one table of the code each."""

from typing import Any

from dispositif.cli.reference.ground import code, table


def roles() -> str:
    """Who may do what: the one table of roles against the rights."""
    from dispositif.people.rules import LABELS, RIGHTS, Role

    header = ["role", "in words", *(code(right) for right in RIGHTS)]
    rows = [
        [code(role), LABELS[role], *("yes" if role in RIGHTS[right] else "" for right in RIGHTS)]
        for role in Role
    ]
    said = (
        "A person holds roles by postings, each for a period; everybody is also a reader."
        " A right is carried by any of the roles marked here."
    )
    return f"# Roles and rights\n\n{said}\n\n{table(header, rows)}\n"


def secrecy() -> str:
    """Which rows the app role sees and changes, table by table."""
    from dispositif.secrecy.apply import policies

    rows = [
        (code(name), policy.why, code(policy.read), code(policy.write), ", ".join(policy.grants))
        for name, policy in sorted(policies().items())
    ]
    said = (
        "One policy a table, put in force as row-level security and forced even on the owner."
        " `acting()` holds for whoever acts at all, `acting_role(…)` for the roles named,"
        " `acting_person()` and `acting_account()` are those of the current transaction."
    )
    return f"# Secrecy\n\n{said}\n\n{table(('table', 'why', 'seen', 'changed', 'granted'), rows)}\n"


def addresses() -> str:
    """Every address that is served, and to whom."""
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils.module_loading import import_string

    to_whom: dict[str, str] = import_string(settings.PAGES)
    patterns = dict(named(get_resolver()))
    rows = [(code(name), code(patterns.get(name, "")), whom) for name, whom in sorted(to_whom.items())]
    said = (
        "An address that is not in this table is not served. A public page may still say, where something"
        " is done on it, who may do it; a right such as `documents.import` is explained in [roles](roles.md)."
    )
    return f"# Pages\n\n{said}\n\n{table(('name', 'address', 'for'), rows)}\n"


def named(resolver: Any, space: str = "", before: str = "/") -> list[tuple[str, str]]:
    """(name with its namespace, address) of every pattern below the resolver, in its order."""
    found: list[tuple[str, str]] = []
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += named(pattern, inner, address)
        else:
            found.append((f"{space}{pattern.name or ''}", address))
    return found


def fields() -> str:
    """What is read of a provision."""
    from dispositif.documents.rules import DEADLINES, FIELDS, RECURRENCES, STANDINGS, STRENGTHS, Origin

    rows = [
        (code(name), one.label, "act" if one.of_act else "paragraph", one.expected)
        for name, one in FIELDS.items()
    ]
    return "\n\n".join(
        [
            "# Fields of a provision",
            "Each field holds its readings side by side; a person's stands before the machine's, and that one"
            " before a fact from a source.",
            table(("field", "label", "belongs to", "takes"), rows),
            "## Strength",
            table(("degree", "in words"), STRENGTHS.items()),
            "## Deadlines",
            table(("kind", "in words"), _coded(DEADLINES)),
            "## Recurrences",
            table(("kind", "in words"), _coded(RECURRENCES)),
            "## How a value stands",
            table(("standing", "in words"), _coded(STANDINGS)),
            "## Who read",
            ", ".join(code(origin) for origin in Origin) + "\n",
        ]
    )


def vocabulary() -> str:
    """The closed vocabulary of a reading."""
    from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES, INSTRUMENTS, STRENGTH

    acts = [(code(name), degree, english, french) for name, (degree, english, french) in ACTS.items()]
    asked = [(code(name), *labels) for name, labels in ADDRESSEES.items()]
    cited = [(code(name), label, kind) for name, (label, kind) in INSTRUMENTS.items()]
    return "\n\n".join(
        [
            "# Vocabulary of a reading",
            "Identifiers are the same in every language. The strength is the default of an act: the verb"
            " itself is always kept beside it.",
            "## Strength",
            table(("degree", "acts of this degree"), STRENGTH.items()),
            "## Acts",
            table(("act", "strength", "English", "French"), acts),
            "## Addressees",
            table(("addressee", "English", "French"), asked),
            "## Named instruments",
            table(("instrument", "English", "type of citation"), cited) + "\n",
        ]
    )


def languages() -> str:
    """What is ready in which language."""
    from django.conf import settings

    from dispositif.documents.folding import configuration
    from dispositif.engines.reading.lexicon import CODES
    from dispositif.kernel.language import LANGUAGES
    from dispositif.world.sheets import SHEETS

    rows = [
        (
            code(one.code),
            one.own_name,
            one.direction,
            "yes" if one.code in settings.READY_LANGUAGES else "not yet",
            "yes" if one.code in CODES else "not yet",
            ", ".join(sheet.name for sheet in SHEETS if one.code in sheet.languages),
            code(configuration(one.code)),
        )
        for one in LANGUAGES
    ]
    header = ("code", "own name", "direction", "interface", "read", "names held", "text search")
    return f"# Languages\n\nThe six official languages.\n\n{table(header, rows)}\n"


def _coded(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(code(name), said) for name, said in words.items()]
