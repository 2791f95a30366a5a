"""``huiqian completion``: a script that completes commands, options, files and folders."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import shtab

from tui.cli import output
from tui.cli.usage import Parser, format_placeholder

SHELLS = ["bash", "zsh", "tcsh"]


@dataclass(frozen=True)
class Options:
    """For which shell."""

    shell: str


class Completion:
    """The command; it is given the function to build the parser, which imports this module."""

    def __init__(self, build_parser: Callable[[], Parser]) -> None:
        self._build_parser = build_parser

    def add_options(self, parser: Parser) -> None:
        """Add arguments and examples."""
        parser.show_examples("huiqian completion bash > ~/.local/share/bash-completion/completions/huiqian")
        parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
        parser.set_command(Options, self.run)

    def run(self, options: Options) -> int:
        """Print the script for a shell."""
        parser = self._build_parser()
        _complete_paths(parser)
        output.write_utf8(shtab.complete(parser, shell=options.shell))
        return 0


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    """Mark file and folder arguments for `shtab`."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to its arguments
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                _complete_paths(command)
        elif action.metavar == format_placeholder("FOLDER"):
            vars(action)["complete"] = shtab.DIRECTORY
        elif action.metavar in {format_placeholder("FILE"), format_placeholder("ID|FILE")}:
            vars(action)["complete"] = shtab.FILE
