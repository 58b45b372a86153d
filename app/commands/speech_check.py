"""Do the speech engines of this machine work: a sentence is spoken, and heard again."""

from collections.abc import Mapping
from time import perf_counter

from app.commands.verdict import Finding, Verdict
from app.domain.errors import ConfigurationError
from app.settings import Settings
from app.wiring.speech import speech
from voice.contract import Language
from voice.engines.models import State, statuses
from voice.engines.protocols import EngineError
from voice.session import SpeechEngines

SENTENCES: dict[Language, str] = {
    "de": "Ich hätte gern einen Termin am Mittwoch.",
    "en": "I would like an appointment on Wednesday.",
}
QUICK_ENOUGH_MS = 800


async def check_speech(settings: Settings) -> list[Finding]:
    findings = []
    for status in statuses(settings.models_dir):
        if status.state is not State.READY:
            verdict = Verdict.BAD if status.needed else Verdict.NOTE
            findings.append(Finding(verdict, f"{status.kind} {status.name}", status.state.value, status.fix))
    if any(finding.verdict is Verdict.BAD for finding in findings):
        return findings
    try:
        async with speech(settings) as loaded:
            findings += missing_voice_findings(loaded.missing_voices())
            return [*findings, *[await _round_trip(loaded.engines, language) for language in ("de", "en")]]
    except ConfigurationError as error:
        return [*findings, Finding(Verdict.BAD, "speech engines", str(error), "vorzimmer models fetch")]


def missing_voice_findings(why: Mapping[str, str]) -> list[Finding]:
    """Callers hear another voice: no call is lost by it."""
    return [
        Finding(
            Verdict.NOTE,
            f"voice {name}",
            f"another one speaks in its place: {fault}",
            f"vorzimmer models fetch {name} puts it there anew; a running server takes it up by itself",
        )
        for name, fault in why.items()
    ]


async def _round_trip(engines: SpeechEngines, language: Language) -> Finding:
    what = f"speech in {'German' if language == 'de' else 'English'}"
    try:
        spoken = [chunk.pcm16 async for chunk in engines.tts.synthesize(SENTENCES[language], language=language)]
        stream = engines.stt.open(language=language)
        stream.feed(b"".join(spoken))
        began = perf_counter()
        heard = (await stream.text()).text
        took_ms = round((perf_counter() - began) * 1000)
        stream.close()
    except EngineError as error:
        return Finding(Verdict.BAD, what, str(error), "vorzimmer models verify, then vorzimmer models fetch")
    found = f"“{heard}” heard in {took_ms} ms"
    if not heard:
        return Finding(Verdict.BAD, what, "nothing was heard", "vorzimmer models verify")
    if took_ms > QUICK_ENOUGH_MS:
        fix = "callers will wait: a faster machine, fewer calls at once (VORZIMMER_MAX_CALLS), or fewer other programs"
        return Finding(Verdict.NOTE, what, found, fix)
    return Finding(Verdict.GOOD, what, found)
