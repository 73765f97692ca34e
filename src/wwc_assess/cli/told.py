"""The one place where errors of a command become a sentence on standard error and an exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import click

from wwc_assess.cli.output import say
from wwc_assess.errors import AssessError
from wwc_assess.text import one_line
from wwc_assess.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG_USE = 2
INTERRUPTED = 130


def told(command: Callable[[], object]) -> int:
    """Run a command and return what the process exits with.

    Args:
        command: What to run. It returns its exit code; anything but a number means 0.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        code = command()
        if sys.stdout:
            sys.stdout.flush()
    except AssessError as error:
        return _tell(str(error), error.exit_code)
    except click.ClickException as error:
        return _tell(_usage(error), WRONG_USE)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click leaves by SystemExit when the reader of a pipe has gone
        _discard_output()
        return 0
    except (OSError, UnicodeEncodeError) as error:
        _discard_output()
        return _tell(_refusal(error), WRONG_USE)
    return code if isinstance(code, int) else 0


def _tell(message: str, code: int) -> int:
    say(_("Error: {message}").format(message=message))
    return code


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return message
    option = getattr(error, "option_name", None)
    root = context.find_root()
    if context is not root and any(option in parameter.opts for parameter in root.command.params):
        step = _("{option} stands before the command: {name} {option} … {command}").format(
            option=option, name=root.info_name, command=context.info_name
        )
    else:
        step = _("See {path} --help.").format(path=context.command_path)
    return f"{message} {step}"


def _refusal(error: OSError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):  # a path with half a surrogate
        name = one_line(str(error.object))
        return _("{name} is no name that a file can have. Type it again.").format(name=name)
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return _(
            "The output could not be written: {reason}. Make room or choose another place for it."
        ).format(reason=reason)
    return _("{path} could not be used: {reason}. Choose another place and try again.").format(
        path=error.filename, reason=reason
    )


def _discard_output() -> None:
    """Send what is still to be written nowhere, so that Python's own flush at exit does not fail again."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
