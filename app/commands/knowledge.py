"""`vorzimmer knowledge …`: documents and pages to answer from, and what would be answered."""

import asyncio
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.knowledge.documents import Unreadable
from app.ports.knowledge import DocumentState
from app.settings import Settings
from app.wiring.calls import load_wits
from app.wiring.knowledge import knowledge_edge, open_knowledge
from app.wiring.stores import Stores, migrate_database, open_stores

COMMAND_LINE = "vorzimmer"
WHY = {
    "unknown_kind": "it is no PDF, DOCX, HTML, Markdown or text file",
    "broken": "it is damaged",
    "encrypted": "it is protected by a password: save it without one",
    "empty": "there is no text in it; it may be a scanned picture",
    "too_large": "it is too large",
    "too_long": "it is too long: divide it",
    "too_slow": "reading it took too long: divide it",
    "not_reachable": "it cannot be reached: is the address right?",
    "not_public": "only public web pages are read",
    "not_a_page": "there is no web page with text at this address",
}


async def add(settings: Settings, what: str, *, business: str | None, console: Console) -> None:
    """Read at once, with progress. Raises ConfigurationError with what to change."""
    await migrate_database(settings)
    async with open_stores(settings) as stores, open_knowledge(settings, stores) as knowledge:
        chosen, reading = await _chosen(stores, business), knowledge.reading
        try:
            if "://" in what:
                kept = await reading.add_page(chosen, what, by=COMMAND_LINE)
            else:
                content = await asyncio.to_thread(_content, Path(what))
                kept = await reading.add_file(chosen, what, content, by=COMMAND_LINE)
        except Unreadable as error:
            raise ConfigurationError(f"{what}: {WHY[error.reason]}") from error
        with Progress(console=console, transient=True) as shown:
            line = shown.add_task("reading", total=None)
            await reading.read(kept, on_progress=lambda done, size: shown.update(line, completed=done, total=size))
        told = await knowledge.documents.document(chosen, kept.id)
        if told is None or told.state is not DocumentState.READY:
            raise ConfigurationError(
                f"{what}: {WHY.get(told.problem or '' if told else '', 'it is being read elsewhere')}"
            )
        by_meaning = "by words and meaning" if told.done >= told.size else "by words"
        console.print(f"{told.name}: {told.size} statements, searched {by_meaning}")


async def ask(settings: Settings, question: str, *, business: str | None, language: str | None) -> dict[str, object]:
    """What a caller would be told, and where it stands."""
    await migrate_database(settings)
    async with open_stores(settings) as stores, open_knowledge(settings, stores) as knowledge:
        chosen = await stores.businesses.load(await _chosen(stores, business))
        if chosen is None:
            raise ConfigurationError(f"there is no business {business}")
        asking = knowledge_edge(knowledge, stores, await load_wits(settings)).asking
        spoken = "en" if language == "en" else "de" if language == "de" else chosen.default_language
        told = await asking.ask(chosen, question, spoken)
        sources = told.quoted.sources if told.quoted is not None else ()
        return {
            "spoken": told.spoken,
            "sources": [
                {
                    "name": one.title,
                    "page": one.statement.page,
                    "heading": one.statement.heading,
                    "text": one.statement.text,
                }
                for one in sources
            ],
        }


async def documents(settings: Settings, *, business: str | None) -> list[tuple[str, str, int]]:
    """Name, state or problem, statements."""
    await migrate_database(settings)
    async with open_stores(settings) as stores, open_knowledge(settings, stores) as knowledge:
        found = await knowledge.documents.of(await _chosen(stores, business))
        return [(one.name, WHY[one.problem] if one.problem else one.state.value, one.size) for one in found]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from error


async def _chosen(stores: Stores, named: str | None) -> BusinessId:
    """The only business there is, when none is named."""
    every = await stores.businesses.all()
    ids = [business.id for business in every]
    if named is None and len(ids) == 1:
        return ids[0]
    if named is None or BusinessId(named) not in ids:
        raise ConfigurationError(f"name the business: {', '.join(ids) or 'there is none yet'}")
    return BusinessId(named)
