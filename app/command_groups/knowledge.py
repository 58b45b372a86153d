"""`vorzimmer knowledge`: documents, and what callers are told from them."""

import json
from typing import Annotated

import typer

from app.command_line import LanguageChoice, console, run, settings_or_exit

knowledge_app = typer.Typer(help="Documents that callers' questions are answered from.", no_args_is_help=True)

BusinessChoice = Annotated[str | None, typer.Option(help="Needed when there are several.")]


@knowledge_app.command("add")
def knowledge_add(
    what: Annotated[str, typer.Argument(help="A file (PDF, DOCX, HTML, MD, TXT) or the address of a public web page.")],
    business: BusinessChoice = None,
) -> None:
    """Read a document; callers are answered from it from then on."""
    from app.commands import knowledge

    settings = settings_or_exit()
    run(knowledge.add(settings, what, business=business, console=console), settings, level="error")


@knowledge_app.command("ask")
def knowledge_ask(
    question: Annotated[str, typer.Argument(help='As a caller would ask: "Wo kann ich parken?"')],
    business: BusinessChoice = None,
    lang: Annotated[LanguageChoice | None, typer.Option(help="The caller's language.")] = None,
) -> None:
    """What a caller would be told, and where it stands."""
    from app.commands import knowledge

    settings = settings_or_exit()
    told = run(knowledge.ask(settings, question, business=business, language=lang), settings, level="error")
    console.print_json(json.dumps(told, ensure_ascii=False))


@knowledge_app.command("list")
def knowledge_list(business: BusinessChoice = None) -> None:
    """The documents, and what became of them."""
    from app.commands import knowledge

    settings = settings_or_exit()
    for name, state, size in run(knowledge.documents(settings, business=business), settings, level="error"):
        console.print(f"{name}: {state}, {size} statements")
