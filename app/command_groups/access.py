"""`vorzimmer token` and `user`: programs that may use the API, people who may use the pages."""

from typing import Annotated

import typer

from app.command_line import Refusal, RoleChoice, ScopeChoice, console, run, settings_or_exit

token_app = typer.Typer(help="Bearer tokens of the API.", no_args_is_help=True)
user_app = typer.Typer(help="People who use the pages.", no_args_is_help=True)


@token_app.command("create")
def token_create(
    name: Annotated[str, typer.Argument(help="What the token is for.")] = "api",
    scope: Annotated[list[ScopeChoice] | None, typer.Option(help="What it may do; left out, both.")] = None,
    business: Annotated[str | None, typer.Option(help="The only one it opens; left out, all of them.")] = None,
) -> None:
    """A new bearer token, shown once. An earlier one of the same name stops working."""
    from app.commands.database import create_token

    settings = settings_or_exit()
    scopes = frozenset(scope or ("read", "write"))
    print(run(create_token(settings, name, scopes, business), settings, level="warning"))


@token_app.command("list")
def token_list() -> None:
    """Names of the tokens, never the tokens."""
    from app.commands.database import list_tokens

    settings = settings_or_exit()
    for known in run(list_tokens(settings), settings, level="warning"):
        state = f"revoked {known.revoked_at:%Y-%m-%d %H:%M}" if known.revoked_at else "works"
        opens = f"{'+'.join(sorted(known.scopes))} {known.business or 'all businesses'}"
        console.print(f"{known.name}  {opens}  made {known.created_at:%Y-%m-%d %H:%M}  {state}")


@token_app.command("revoke")
def token_revoke(
    name: str,
    business: Annotated[str | None, typer.Option(help="The business that it opens; left out, one for all.")] = None,
) -> None:
    """Make a token stop working."""
    from app.commands.database import revoke_token

    settings = settings_or_exit()
    if not run(revoke_token(settings, name, business), settings, level="warning"):
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
