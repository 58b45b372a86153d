"""`vorzimmer seed`, `business`, `bookings`, `customer`, `twiml`: a business, and what it brings along."""

from pathlib import Path
from typing import Annotated

import typer

from app.command_line import BusinessChoice, LanguageChoice, ModeChoice, Refusal, console, run, settings_or_exit

seed_app = typer.Typer(help="Put a business into the database.", no_args_is_help=True)
business_app = typer.Typer(help="Your own business: check and load its description.", no_args_is_help=True)
bookings_app = typer.Typer(help="Bookings of an earlier calendar.", no_args_is_help=True)
customer_app = typer.Typer(help="Customers on record.", no_args_is_help=True)
twiml_app = typer.Typer(help="What Twilio keeps for us.", no_args_is_help=True)

DescriptionFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A description (YAML).")]


@seed_app.command("example")
def seed_example() -> None:
    """The example business, Praxis Dr. Sommer. Does nothing where it is already."""
    from app.commands.database import seed_example_business

    settings = settings_or_exit()
    added = run(seed_example_business(settings), settings, level="warning")
    console.print("Praxis Dr. Sommer answers +49 30 23125 000." if added else "Praxis Dr. Sommer is there already.")


@business_app.command("pattern")
def business_pattern() -> None:
    """Print a description that uses every rule, with comments, to write your own after."""
    from app.wiring.businesses import pattern

    print(pattern())


@business_app.command("check")
def business_check(
    file: DescriptionFile, lang: Annotated[LanguageChoice, typer.Option(help="Language of the findings.")] = "de"
) -> None:
    """Read a description and name what contradicts itself in it. Nothing is written."""
    from app.commands.businesses import check_description

    if not check_description(file.read_text(encoding="utf-8"), lang, console):
        raise Refusal("this cannot work: see above")


@business_app.command("load")
def business_load(
    file: DescriptionFile, lang: Annotated[LanguageChoice, typer.Option(help="Language of the findings.")] = "de"
) -> None:
    """Create a business from its description, or change it. What can never work is refused."""
    from app.commands.businesses import load_description

    settings, text = settings_or_exit(), file.read_text(encoding="utf-8")
    business = run(load_description(settings, text, lang, console), settings, level="warning")
    if business is None:
        raise Refusal("this cannot work: see above")
    console.print(f"{business.name} ({business.id}) answers {', '.join(business.numbers) or 'no number yet'}.")


@business_app.command("mode")
def business_mode(
    mode: Annotated[ModeChoice | None, typer.Argument(help="Left out, says which one holds.")] = None,
    business: BusinessChoice = None,
) -> None:
    """Who answers first, from the next call on, on a running server too. `human-line` sends every call to people."""
    from app.commands.businesses import show_or_switch_mode

    settings = settings_or_exit()
    wanted = mode.value.replace("-", "_") if mode is not None else None
    print(run(show_or_switch_mode(settings, business, wanted), settings, level="warning"))


@business_app.command("keep-promises")
def business_keep_promises(business: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """After the clock rules of a state changed: put bookings back to the clock time that was promised."""
    from app.commands.businesses import put_promises_right

    settings = settings_or_exit()
    kept, stuck = run(put_promises_right(settings, business), settings, level="warning")
    console.print(f"{kept} bookings put back to their promised time.")
    if stuck:
        raise Refusal(f"something else is there now, move them by hand: {', '.join(stuck)}")


@bookings_app.command("import")
def bookings_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV; its first line names the columns.")],
    business: BusinessChoice = None,
    lang: Annotated[LanguageChoice, typer.Option(help="Language of the report.")] = "de",
) -> None:
    """Take over bookings. Every line that is not kept is named with its reason; nobody is sent a message."""
    from app.commands.businesses import Import, take_over

    settings = settings_or_exit()
    wanted = Import(file.name, file.read_bytes(), business, lang)
    if not run(take_over(settings, wanted, console), settings, level="warning"):
        raise Refusal("some lines were not taken over: see above. Correct them and run it again, the others are known")


@customer_app.command("merge")
def customer_merge(
    keep: Annotated[str, typer.Argument(help="The id of the record that stays.")],
    drop: Annotated[str, typer.Argument(help="The id of the record that becomes part of it.")],
    business: BusinessChoice = None,
) -> None:
    """Make one customer of two records: visits, bookings and numbers of both. It cannot be undone."""
    from app.commands.businesses import merge_records

    settings = settings_or_exit()
    visits = run(merge_records(settings, keep, drop, business), settings, level="warning")
    if visits is None:
        raise Refusal("one of these two records is not there, or they are the same")
    console.print(f"One record now, with {visits} visits; a call from either number finds it.")


@twiml_app.command("fallback")
def twiml_fallback(
    business: BusinessChoice = None,
) -> None:
    """Print the TwiML for "Primary handler fails": Twilio answers by it alone when this server does not."""
    from app.commands.twiml import fallback_document

    settings = settings_or_exit()
    print(run(fallback_document(settings, business), settings, level="warning"))
