"""`vorzimmer business busy`: other calendars that say when somebody is busy."""

from typing import Annotated

import typer

from app.command_line import BusinessChoice, Refusal, console, run, settings_or_exit

busy_app = typer.Typer(help="Busy times that other calendars know, by resource.", no_args_is_help=True)

BusyName = Annotated[str, typer.Option(help="Tells several calendars of one resource apart.")]


@busy_app.command("set")
def busy_set(
    resource: Annotated[str, typer.Argument(help="The id of the person, room or thing.")],
    address: Annotated[str, typer.Argument(help="https://…, webcal://… or a file, in iCalendar format (.ics).")],
    name: BusyName = "calendar",
    business: BusinessChoice = None,
) -> None:
    """Connect another calendar: when it is busy, nothing is offered. It is read now, and then every ten minutes."""
    from app.commands.busy_times import FeedName, connect_calendar

    settings = settings_or_exit()
    which = FeedName(resource, name, business)
    if not run(connect_calendar(settings, which, address, console), settings, level="error"):
        raise Refusal("it cannot be read now; it is kept and tried again every ten minutes")


@busy_app.command("list")
def busy_list(
    business: BusinessChoice = None,
) -> None:
    """Which calendars are connected, how old each copy is, and which appointments stand in busy time."""
    from app.commands.busy_times import list_calendars

    settings = settings_or_exit()
    run(list_calendars(settings, business, console), settings, level="warning")


@busy_app.command("remove")
def busy_remove(
    resource: Annotated[str, typer.Argument(help="The id of the person, room or thing.")],
    name: BusyName = "calendar",
    business: BusinessChoice = None,
) -> None:
    """Let a calendar go, with all that it called busy."""
    from app.commands.busy_times import FeedName, let_calendar_go

    settings = settings_or_exit()
    if not run(let_calendar_go(settings, FeedName(resource, name, business)), settings, level="warning"):
        raise Refusal(f"{resource} has no calendar of the name {name}")
