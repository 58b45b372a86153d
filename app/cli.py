"""`vorzimmer …`: serve, seed, migrate, call, demo, understand, token, user, learn, models, doctor."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.command_groups import access, businesses, busy_times, knowledge, models
from app.command_line import LanguageChoice, Refusal, StaffChoice, console, errors, run, settings_or_exit
from app.domain.errors import VorzimmerError

app = typer.Typer(help="Vorzimmer answers a business's telephone.", no_args_is_help=True, add_completion=False)
app.add_typer(access.token_app, name="token")
app.add_typer(access.user_app, name="user")
app.add_typer(models.models_app, name="models")
app.add_typer(businesses.seed_app, name="seed")
businesses.business_app.add_typer(busy_times.busy_app, name="busy")
app.add_typer(businesses.business_app, name="business")
app.add_typer(businesses.bookings_app, name="bookings")
app.add_typer(businesses.customer_app, name="customer")
app.add_typer(businesses.twiml_app, name="twiml")
app.add_typer(knowledge.knowledge_app, name="knowledge")


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
