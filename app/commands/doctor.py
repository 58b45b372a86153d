"""`vorzimmer doctor`: looks at everything a call needs, and gives the fix with each finding."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import httpx
from rich.console import Console
from rich.markup import escape

from app.commands.businesses import audit_all
from app.commands.busy_times import check_busy_times
from app.commands.identity_check import check_identity
from app.commands.notice_check import check_notices
from app.commands.speech_check import check_speech
from app.commands.verdict import Finding, Verdict
from app.domain.business import Language
from app.domain.decisions import Breach, Head
from app.domain.errors import ConfigurationError, VorzimmerError
from app.domain.transfers.checking import answered_by_another
from app.settings import Settings
from app.wiring.stores import migrate_database, open_stores

MARKS = {Verdict.GOOD: "[green]ok[/green]  ", Verdict.NOTE: "[yellow]note[/yellow]", Verdict.BAD: "[red]bad[/red] "}
ENOUGH_DISK_GB = 1.0
CALLS_PER_CORE = 4
TWILIO_API = "https://api.twilio.com/2010-04-01"


async def examine(settings: Settings, console: Console, language: Language = "en") -> bool:
    """False when a finding keeps calls from being answered. What concerns a business is told in the language."""
    findings: list[Finding] = []
    rules = partial(check_rules, language=language)
    checks = (
        check_machine,
        check_database,
        rules,
        check_speech,
        check_address,
        check_twilio,
        check_notices,
        check_identity,
        check_busy_times,
        check_neighbours,
    )
    for check in checks:
        for finding in await check(settings):
            findings.append(finding)
            console.print(f"{MARKS[finding.verdict]}  {finding.what}: {escape(finding.found)}")
            if finding.fix:
                console.print(f"      [bold]{escape(finding.fix)}[/bold]")
    return all(finding.verdict is not Verdict.BAD for finding in findings)


async def check_machine(settings: Settings) -> list[Finding]:
    cores = len(os.sched_getaffinity(0))
    free_gb = shutil.disk_usage(Path.cwd()).free / 2**30
    python = ".".join(str(part) for part in sys.version_info[:3])
    findings = [Finding(Verdict.GOOD, "Python", python)]
    if free_gb < ENOUGH_DISK_GB:
        fix = "make room: records need a place to be written"
        findings.append(Finding(Verdict.BAD, "disk", f"{free_gb:.1f} GB free", fix))
    else:
        findings.append(Finding(Verdict.GOOD, "disk", f"{free_gb:.0f} GB free"))
    if settings.max_calls > CALLS_PER_CORE * cores:
        fix = f"VORZIMMER_MAX_CALLS={CALLS_PER_CORE * cores}, or callers will wait for their answers"
        findings.append(Finding(Verdict.NOTE, "calls at once", f"{settings.max_calls} on {cores} cores", fix))
    else:
        findings.append(Finding(Verdict.GOOD, "calls at once", f"up to {settings.max_calls} on {cores} cores"))
    return findings


async def check_database(settings: Settings) -> list[Finding]:
    try:
        await migrate_database(settings)
        async with open_stores(settings) as stores:
            businesses = await stores.businesses.all()
            about = await stores.database.about()
            breaches = await stores.decisions.verify()
            heads = await stores.decisions.heads()
            tokens = [token for token in await stores.api_tokens.tokens() if token.revoked_at is None]
    except VorzimmerError as error:
        return [Finding(Verdict.BAD, "database", str(error), _database_fix(settings))]
    findings = [Finding(Verdict.GOOD, "database", f"{about.product} at {settings.database.split('@')[-1]}")]
    if about.connections_free is not None and about.connections_free < settings.database_connections:
        fix = "raise max_connections of PostgreSQL, or lower VORZIMMER_DATABASE_CONNECTIONS"
        findings.append(Finding(Verdict.BAD, "connections", f"{about.connections_free} left", fix))
    if not businesses:
        fix = "vorzimmer seed example (vorzimmer serve does it by itself)"
        findings.append(Finding(Verdict.NOTE, "business", "there is none", fix))
    for business in businesses:
        numbers = ", ".join(business.numbers) or "no number"
        findings.append(Finding(Verdict.GOOD, "business", f"{business.name}, {numbers}"))
        if business.escalation.human_line is None:
            fix = "give it a human_line: where calls go when everything else fails"
            findings.append(Finding(Verdict.NOTE, "human line", f"{business.name} has none", fix))
        for number, other in answered_by_another(business, businesses).items():
            fix = "name a number at which a person picks up"
            told = f"{business.name} rings {number}, where the assistant of {other.name} answers"
            findings.append(Finding(Verdict.BAD, "human line", told, fix))
    findings += _decision_log(breaches, heads)
    if not tokens:
        findings.append(Finding(Verdict.NOTE, "API tokens", "none", "vorzimmer token create NAME, if you want the API"))
    return findings


def _decision_log(breaches: Sequence[Breach], heads: Mapping[str, Head]) -> list[Finding]:
    """The last digests are printed: kept elsewhere, they prove later that nothing before them was rewritten."""
    fix = "somebody wrote into the database past the program: restore a backup and compare the entries around there"
    broken = {breach.chain for breach in breaches}
    return [
        Finding(Verdict.BAD, "decision log", f"{b.chain}: entry {b.seq} is {b.fault.replace('_', ' ')}", fix)
        for b in breaches
    ] + [
        Finding(Verdict.GOOD, "decision log", f"{chain}: {head.seq} entries, whole, last digest {head.digest[:16]}")
        for chain, head in heads.items()
        if chain not in broken
    ]


def _database_fix(settings: Settings) -> str:
    if settings.database.startswith("sqlite"):
        return "check DATABASE_URL, and that its folder can be written"
    return "check DATABASE_URL (postgresql://user:password@host:5432/name), and that PostgreSQL runs and lets us in"


async def check_rules(settings: Settings, *, language: Language) -> list[Finding]:
    """Contradictions, and records that the rules of today make stale or impossible."""
    try:
        return await audit_all(settings, language)
    except ConfigurationError as error:
        return [Finding(Verdict.BAD, "business", str(error), "correct its description and load it again")]
    except VorzimmerError:
        return []  # the check of the database has told


async def check_address(settings: Settings) -> list[Finding]:
    findings = []
    local = f"http://127.0.0.1:{settings.port}"
    if await _answers(f"{local}/readyz"):
        findings.append(Finding(Verdict.GOOD, "server", f"ready at {local}"))
    elif await _answers(f"{local}/healthz"):
        findings.append(Finding(Verdict.BAD, "server", *await _why_not_ready(local)))
    else:
        findings.append(Finding(Verdict.NOTE, "server", f"none at {local}", "vorzimmer serve"))
    if settings.public_url is None:
        if settings.twilio_auth_tokens:
            fix = "PUBLIC_URL: the https address at which Twilio reaches this machine; signatures are made over it"
            findings.append(Finding(Verdict.BAD, "PUBLIC_URL", "not set", fix))
        return findings
    if not settings.public_url.startswith("https://"):
        fix = "Twilio streams to wss:// only: put a TLS proxy or a tunnel in front"
        findings.append(Finding(Verdict.BAD, "PUBLIC_URL", settings.public_url, fix))
    elif await _answers(f"{settings.public_url}/healthz"):
        findings.append(Finding(Verdict.GOOD, "PUBLIC_URL", f"{settings.public_url} reaches a server"))
    else:
        fix = "start the server, then check the proxy or tunnel and the name's DNS entry"
        findings.append(Finding(Verdict.BAD, "PUBLIC_URL", f"{settings.public_url} does not reach a server", fix))
    return findings


async def check_twilio(settings: Settings) -> list[Finding]:
    token, account = settings.twilio_auth_token, settings.twilio_account_sid
    if token is None:
        found = "no auth token: /twilio answers clients on this machine only"
        return [Finding(Verdict.NOTE, "Twilio", found, "for a real number set TWILIO_AUTH_TOKEN (see README)")]
    if account is None:
        fix = "TWILIO_ACCOUNT_SID, so that streams of other accounts are refused"
        return [Finding(Verdict.NOTE, "Twilio", "an auth token without an account", fix)]
    try:
        async with httpx.AsyncClient(timeout=5) as http:
            answer = await http.get(f"{TWILIO_API}/Accounts/{account}.json", auth=(account, token.get_secret_value()))
    except httpx.HTTPError as error:
        fix = "calls can come in without it; check this machine's way out"
        return [Finding(Verdict.NOTE, "Twilio", f"cannot be asked ({type(error).__name__})", fix)]
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        fix = "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN must belong together (console, Account Info)"
        return [Finding(Verdict.BAD, "Twilio", "refuses the credentials", fix)]
    return [Finding(Verdict.GOOD, "Twilio", f"account {account[:6]}… accepts the credentials")]


async def check_neighbours(settings: Settings) -> list[Finding]:
    """What is configured beside us and is not asked for anything in the built-in mode."""
    findings = []
    if settings.openai_base_url is not None:
        url = settings.openai_base_url.rstrip("/")
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
        if await _answers(f"{url}/models", {"Authorization": f"Bearer {key}"}):
            findings.append(Finding(Verdict.GOOD, "OPENAI_BASE_URL", f"{url} answers"))
        else:
            fix = "start that server or correct OPENAI_BASE_URL and OPENAI_API_KEY; the built-in rules need neither"
            findings.append(Finding(Verdict.NOTE, "OPENAI_BASE_URL", f"{url} does not answer", fix))
    return findings


async def _why_not_ready(local: str) -> tuple[str, str]:
    """What was found, and the fix. Calls go to people meanwhile."""
    found, fix = f"alive but not ready at {local}", f"it says why at {local}/readyz"
    try:
        async with httpx.AsyncClient(timeout=5) as http:
            told = (await http.get(f"{local}/readyz")).json()
    except (httpx.HTTPError, ValueError):
        return found, fix
    if not isinstance(told, dict) or not isinstance(told.get("problems"), list):
        return found, fix
    reasons = told.get("reasons")
    why = [str(reason) for reason in reasons.values()] if isinstance(reasons, dict) else []
    return f"{found}: {', '.join(map(str, told['problems']))}", "; ".join(why) or fix


async def _answers(url: str, headers: dict[str, str] | None = None) -> bool:
    try:
        async with httpx.AsyncClient(timeout=5) as http:
            return (await http.get(url, headers=headers)).is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
