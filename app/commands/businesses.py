"""Commands about a business: load and check its description, take over bookings, keep promised clock times."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from app.commands.verdict import Finding, Verdict
from app.domain.business import Business, Language
from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.imported_lines import lines_of
from app.domain.imported_words import WORDS
from app.domain.rules.findings import RuleFinding
from app.domain.rules.validation import contradictions
from app.domain.transfers.choosing import staff_targets
from app.domain.transfers.paths import Mode
from app.settings import Settings
from app.usecases.import_bookings import LineReport, Outcome, import_bookings
from app.usecases.party import Party
from app.wiring.businesses import (
    audit_businesses,
    described_business,
    keep_promises,
    load_business,
    merge_customers,
    quiet_calendars,
    switch_mode,
)
from app.wiring.stores import migrate_database, open_stores

COUNTED: dict[Language, dict[Outcome, str]] = {
    "de": {"kept": "übernommen", "noted": "mit Hinweis übernommen", "known": "schon da", "refused": "nicht übernommen"},
    "en": {"kept": "taken over", "noted": "taken over with a note", "known": "already there", "refused": "refused"},
}


def check_description(description: str, language: Language, console: Console) -> bool:
    """False when something in it can never work."""
    business, today = described_business(description)
    found = contradictions(business, today)
    show_findings(found, language, console)
    return not any(finding.impossible for finding in found)


async def load_description(
    settings: Settings, description: str, language: Language, console: Console
) -> Business | None:
    """The business as it is answered for from now on; None when its description contradicts itself.

    Bookings that the new description leaves behind are named at once.
    """
    if not check_description(description, language, console):
        return None
    told = {finding.code for finding in contradictions(*described_business(description))}
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = await load_business(stores, description)
        for audited, found in await audit_businesses(stores):
            if audited.id == business.id:
                show_findings([one for one in found if one.code not in told], language, console)
        return business


async def audit_all(settings: Settings, language: Language) -> list[Finding]:
    """What the rules and records of each business have wrong, for `vorzimmer doctor`."""
    findings = []
    async with open_stores(settings) as stores:
        for business, found in await audit_businesses(stores):
            findings += [
                Finding(
                    Verdict.BAD if one.impossible else Verdict.NOTE,
                    business.name,
                    one.says(language),
                    one.fix(language),
                )
                for one in found
            ]
    return findings


async def put_promises_right(settings: Settings, business: str) -> tuple[int, tuple[str, ...]]:
    """How many bookings were moved back to the clock time that was promised, and which could not be."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        return await keep_promises(stores, BusinessId(business))


async def merge_records(settings: Settings, keep: str, drop: str, wanted: str | None) -> int | None:
    """How many visits the one record has; None when there are no two."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), wanted)
        return await merge_customers(stores, business, keep, drop)


async def show_or_switch_mode(settings: Settings, wanted: str | None, mode: str | None) -> str:
    """`mode` None = only say which one holds; `described` = the one of the description again."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), wanted)
        if mode is None:
            return (await stores.call_modes.mode(business.id) or business.escalation.mode).value
        chosen = None if mode == "described" else Mode(mode)
        rings = chosen is not None and chosen not in (Mode.ASSISTANT_FIRST, Mode.MESSAGE_ONLY)
        if rings and not staff_targets(business, stores.clock.now()):
            raise ConfigurationError("there is no human line to ring: name one under escalation, and load it")
        return (await switch_mode(stores, business, chosen)).value


@dataclass(frozen=True, slots=True)
class Import:
    name: str
    content: bytes
    business: str | None
    language: Language


async def take_over(settings: Settings, wanted: Import, console: Console) -> bool:
    """False when a line was refused. The good ones are kept all the same."""
    lines = lines_of(wanted.content)
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), wanted.business)
        party = Party(business, language=business.default_language, by="import")
        with Progress(console=console, transient=True) as progress:
            bar = progress.add_task(wanted.name, total=len(lines))
            reports = await import_bookings(
                quiet_calendars(stores),
                party,
                lines,
                now=stores.clock.now(),
                advanced=lambda count: progress.advance(bar, count),
            )
    show_reports(reports, wanted.language, console)
    return not any(report.verdict == "refused" for report in reports)


def show_reports(reports: Iterable[LineReport], language: Language, console: Console) -> None:
    """Each line that was not simply kept, then the sums."""
    told = list(reports)
    spoken = [report for report in told if report.verdict in {"refused", "noted"}]
    line = {"de": "Zeile", "en": "line"}[language]
    for report in spoken:
        colour = "red" if report.verdict == "refused" else "yellow"
        text = f": {escape(report.text)}" if report.text else ""
        console.print(f"[{colour}]{line} {report.line}[/{colour}]  {WORDS[report.reason][language]}{text}")
    counts = Counter(report.verdict for report in told)
    console.print(", ".join(f"{counts[verdict]} {words}" for verdict, words in COUNTED[language].items()))


def show_findings(found: Iterable[RuleFinding], language: Language, console: Console) -> None:
    for finding in found:
        mark = "[red]✗[/red]" if finding.impossible else "[yellow]![/yellow]"
        console.print(f"{mark} {escape(finding.says(language))}")
        console.print(f"  [bold]{escape(finding.fix(language))}[/bold]")


def chosen_business(businesses: tuple[Business, ...], wanted: str | None) -> Business:
    if wanted is None and len(businesses) == 1:
        return businesses[0]
    for business in businesses:
        if business.id == wanted:
            return business
    known = ", ".join(business.id for business in businesses) or "none"
    raise ConfigurationError(f"name one of these businesses with --business: {known}")
