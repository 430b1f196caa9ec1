"""The page of commands: every command, argument and option, as the command line itself knows them."""

from collections.abc import Iterator

import click

from dispositif.cli.reference.ground import code, table


def page() -> str:
    """All commands, in the order of the help."""
    from dispositif.cli.group import dispositif

    parts = ["# Commands", "", _said(dispositif), ""]
    for path, command in every(dispositif, ("dispositif",)):
        parts += [
            f"## `{' '.join(path)}`",
            "",
            *_usage(path, command),
            _said(command),
            "",
            *_options(command),
        ]
    return "\n".join(parts)


def every(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command below the group: its words, and itself."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every(command, (*path, name))


def _usage(path: tuple[str, ...], command: click.Command) -> list[str]:
    context = click.Context(command, info_name=" ".join(path))
    pieces = " ".join(command.collect_usage_pieces(context))
    return ["```text", f"{' '.join(path)} {pieces}".rstrip(), "```", ""]


def _said(command: click.Command) -> str:
    """The help, each paragraph on one line."""
    paragraphs = (command.help or "").strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _options(command: click.Command) -> list[str]:
    options = [one for one in command.params if isinstance(one, click.Option)]
    if not options:
        return []
    rows = [(_names(one), one.help or "", _default(one)) for one in options]
    return [table(("option", "meaning", "default"), rows), ""]


def _names(option: click.Option) -> str:
    kind = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('')))}"
    return code(", ".join(option.opts) + kind)


def _default(option: click.Option) -> str:
    return code(option.default) if option.show_default and not option.is_flag else ""
