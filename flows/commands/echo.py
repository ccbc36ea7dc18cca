"""What commands print: never a character that a terminal would obey."""

from __future__ import annotations

import click
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook, RenderResult
from rich.segment import Segment

from transforms.visible import visible


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    r"""Print a text, on standard error if asked; what a terminal would obey is shown as JSON writes it, `\u001b`."""
    click.echo(visible(text), err=err, nl=nl)


def terminal() -> Console:
    """The standard output for tables; brackets in a text are no markup, and nothing in it is obeyed."""
    console = Console(markup=False)
    console.push_render_hook(_Hook())
    return console


class _Shown:
    """A renderable whose texts are made safe once they are laid out, styles aside."""

    def __init__(self, inner: RenderableType) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._inner, options):
            yield Segment(text if control else visible(text), style, control)


class _Hook(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Shown(one) for one in renderables]
