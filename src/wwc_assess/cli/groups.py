"""Groups of commands: each loaded when it is used, a slip met with the near name."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from wwc_assess.cli.told import told
from wwc_assess.errors import InputError
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Group(click.Group):
    """A group that lists its commands in their own order and offers the near name for one it does not have."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        """Return the names of all commands."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, and the arguments after it.

        Raises:
            InputError: It names none.
        """
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            from wwc_assess.standard.near import offer  # noqa: PLC0415  only a slip pays for it

            raise InputError(
                _("{path} has no command “{name}”.").format(path=ctx.command_path, name=name),
                offer(name, self.list_commands(ctx)),
            )
        return super().resolve_command(ctx, args)


class Program(Group):
    """The whole program: its commands by sections, each imported when it is called.

    Args:
        sections: By their heading the commands in the order in which help lists them, each with its module, in
            which the command stands under its own name, with an underscore where Python has that name already.
    """

    def __init__(self, sections: Mapping[str, Mapping[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self._sections = sections
        self._modules = {name: module for commands in sections.values() for name, module in commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        """Return the names of all commands."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's interface
        """Return a command, importing its module now."""
        module = self._modules.get(cmd_name)
        if module is None:
            return None
        names = vars(import_module(module))
        command: click.Command = names.get(cmd_name) or names[f"{cmd_name}_"]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by sections, the first steps first."""
        for heading, commands in self._sections.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (name, command.get_short_help_str(90))
                        for name in commands
                        if (command := self.get_command(ctx, name))
                    ],
                    col_max=12,
                )

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command that the arguments name and exit with its code, errors told in words."""
        extra["standalone_mode"] = False
        sys.exit(told(partial(super().main, *args, **extra)))
