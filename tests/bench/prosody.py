"""How surely a change of voice is heard: `python -m tests.bench.prosody`.

Synthesized callers of six voices speak four calm sentences and then eight more: as before, 9 dB louder, 20 % higher,
30 % faster, or all of it. People never say two sentences alike, so each of all these differs at random, too, by
1.5 dB, half a semitone and 5 % of pace (standard deviations). The line is mu-law, clean or with street noise 20 or
10 dB below the calm voice. Told: how often each sign is heard, the least and the middle of what was measured, and how
often an unchanged caller gives a sign (false alarms). It is measured on synthetic voices: their moods are none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from app.domain.business import Language
from app.domain.escalation.mood import CALM, after, verdict_on
from app.domain.escalation.signals import Kind
from app.domain.escalation.syllables import syllables_in
from app.domain.escalation.voice import Baseline, Sound, heard_in_voice
from app.simulator import sounds
from voice.audio.levels import Samples, to_pcm16, to_samples
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.audio.resample import resample
from voice.engines.measured_stt import prosody_of
from voice.engines.pico_voice import PICO_HZ, PicoVoice

CALM_SENTENCES, MORE_SENTENCES = 4, 8
CALM_DB = -6.0  # below the level of other simulated callers: 9 dB more must not clip
LINES: tuple[float | None, ...] = (None, 20.0, 10.0)
VOICES: tuple[tuple[str, Language, float], ...] = (
    ("de-DE", "de", 0.8),
    ("de-DE", "de", 1.0),
    ("de-DE", "de", 1.25),
    ("en-GB", "en", 0.85),
    ("en-GB", "en", 1.1),
    ("en-US", "en", 1.0),
)
SENTENCES: dict[Language, tuple[str, ...]] = {
    "de": (
        "Guten Tag, ich rufe wegen meines Termins am Donnerstag an.",
        "Mein Name ist Bernhard Vogel, ich war vor zwei Wochen bei Ihnen.",
        "Es geht um die Rechnung, die gestern mit der Post gekommen ist.",
        "Ja, nachmittags passt es mir eigentlich immer am besten.",
        "Das habe ich Ihrem Kollegen doch schon alles erklärt.",
        "Ich warte jetzt seit einer Stunde auf Ihren Rückruf.",
        "Nein, das stimmt so nicht, ich hatte den Mittwoch gesagt.",
        "Warum steht das dann ganz anders in Ihrem Schreiben?",
        "Können Sie mir sagen, wann endlich jemand vorbeikommt?",
        "Ich habe dafür extra einen halben Tag Urlaub genommen.",
        "Das ist jetzt schon das dritte Mal, dass ich deswegen anrufe.",
        "Dann sagen Sie bitte Bescheid, sobald Sie etwas wissen.",
    ),
    "en": (
        "Good morning, I'm calling about my appointment on Thursday.",
        "My name is Bernard Fuller, I was at your place two weeks ago.",
        "It's about the invoice that came in the post yesterday.",
        "Yes, afternoons are usually the best time for me.",
        "I've already explained all of that to your colleague.",
        "I have been waiting for your call for an hour now.",
        "No, that isn't right, I told you it was Wednesday.",
        "Then why does your letter say something else entirely?",
        "Could you tell me when somebody is finally coming round?",
        "I took half a day off work especially for this.",
        "This is the third time now that I'm calling about it.",
        "Then please let me know as soon as you find out.",
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    db: float = 0.0
    pitch: float = 1.0
    speed: float = 1.0


CALMLY = Change("as before")
CHANGES = (
    CALMLY,
    Change("9 dB louder", db=9.0),
    Change("20 % higher", pitch=1.2),
    Change("30 % faster", speed=1.3),
    Change("all three", db=9.0, pitch=1.2, speed=1.3),
)
KINDS = (Kind.LOUDER, Kind.HIGHER, Kind.FASTER)


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    language: Language
    samples: Samples
    """8 kHz, as it leaves the mouth."""


class Talker:
    """One voice, with a way of never saying two sentences alike."""

    def __init__(self, accent: str, language: Language, pitch: float, seed: int) -> None:
        self._voice = PicoVoice(accent)
        self._language = language
        self._pitch = pitch
        self._rng = np.random.default_rng(seed)

    def says(self, text: str, change: Change) -> Said:
        db, semitones, pace = self._rng.standard_normal(3) * (1.5, 0.5, 0.05)
        speed = 0.9 * change.speed * float(np.exp(pace))
        pitch = self._pitch * change.pitch * float(2 ** (semitones / 12))
        pcm16 = b"".join(self._voice.speak(text, speed=speed, pitch=pitch))
        spoken = sounds.spoken(to_pcm16(resample(to_samples(pcm16), from_hz=PICO_HZ, to_hz=sounds.RATE_HZ)))
        gain_db = CALM_DB + change.db + float(db)
        return Said(text, self._language, to_samples(spoken) * np.float32(10 ** (gain_db / 20)))


def over_the_line(said: Said, snr_db: float | None, seed: int) -> Sound:
    """What is measured at our end: a breath of the line before and after, noise, mu-law."""
    quiet = to_samples(sounds.silence(320))
    samples = np.concatenate([quiet, said.samples, quiet])
    if snr_db is not None:
        noise = to_samples(sounds.street_noise(snr_db=snr_db - CALM_DB, seed=seed))
        samples = samples + np.resize(noise, samples.size)
    found = prosody_of(decode_mulaw(encode_mulaw(to_pcm16(samples.astype(np.float32)))))
    return Sound(found.level_dbfs, found.pitch_hz, syllables_in(said.text, said.language), found.spoken_ms)


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance against its caller's calm ones; `changed` in dB, and as factors of pitch and pace."""

    signals: dict[Kind, float]
    changed: tuple[float, float, float]


def heard(calm: Sequence[Sound], later: Sequence[Sound]) -> Iterator[Heard]:
    """Later utterances are heard one after another, their words taken for angry: the baseline stays the calm one."""
    baseline = Baseline()
    for sound in calm:
        baseline = baseline.after(sound, calm=True)
    usual = [_middle([_values(sound)[nth] for sound in calm]) for nth in range(3)]
    for sound in later:
        signals = heard_in_voice(baseline, sound)
        baseline = baseline.after(sound, calm=False)
        level, pitch, pace = _values(sound)
        yield Heard(signals, (level - usual[0], pitch / usual[1], pace / usual[2]))


def _values(sound: Sound) -> tuple[float, float, float]:
    missing = float("nan")
    return (
        missing if sound.level_dbfs is None else sound.level_dbfs,
        sound.pitch_hz or missing,
        1000 * sound.syllables / sound.spoken_ms if sound.spoken_ms else missing,
    )


def _middle(values: Sequence[float]) -> float:
    known = [value for value in values if value == value]  # noqa: PLR0124  not a number differs from itself
    return median(known) if known else float("nan")


def measure() -> dict[tuple[str, float | None], list[Heard]]:
    """By change and line, all utterances of all voices."""
    found: dict[tuple[str, float | None], list[Heard]] = {}
    for nth, (accent, language, pitch) in enumerate(VOICES):
        talker = Talker(accent, language, pitch, nth)
        texts = SENTENCES[language]
        calm = [talker.says(text, CALMLY) for text in texts[:CALM_SENTENCES]]
        for change in CHANGES:
            more = [talker.says(text, change) for text in texts[CALM_SENTENCES : CALM_SENTENCES + MORE_SENTENCES]]
            for line in LINES:
                before = [over_the_line(said, line, 10 * nth + at) for at, said in enumerate(calm)]
                later = [over_the_line(said, line, 10 * nth + at + 5) for at, said in enumerate(more)]
                found.setdefault((change.name, line), []).extend(heard(before, later))
    return found


def told(name: str, line: float | None, all_heard: Sequence[Heard]) -> str:
    shares = [sum(kind in one.signals for one in all_heard) / len(all_heard) for kind in KINDS]
    strengths = [_middle([one.signals[kind] for one in all_heard if kind in one.signals] or [0.0]) for kind in KINDS]
    decibels, pitch, pace = (_middle([one.changed[nth] for one in all_heard]) for nth in range(3))
    signs = "  ".join(f"{share:4.0%} ({strength:.2f})" for share, strength in zip(shares, strengths, strict=True))
    where = "clean" if line is None else f"{line:.0f} dB"
    return f"{name:12} {where:>6}   {signs}   {decibels:+5.1f} dB  {pitch:5.2f} x  {pace:5.2f} x"


def main() -> None:
    found = measure()
    utterances = len(VOICES) * MORE_SENTENCES
    print(f"{utterances} utterances a line: how often each sign is heard (how strong), and what was measured")  # noqa: T201
    print(f"{'':12} {'noise':>6}   {'louder':11}  {'higher':11}  {'faster':11}     level    pitch     pace")  # noqa: T201
    for (name, line), all_heard in found.items():
        print(told(name, line, all_heard))  # noqa: T201
    unchanged = [one for (name, _), all_heard in found.items() if name == CALMLY.name for one in all_heard]
    false = [one for one in unchanged if one.signals]
    print(f"false alarms: {len(false)} of {len(unchanged)} unchanged utterances give any sign")  # noqa: T201
    alone = sum(fetched_by_voice_alone(all_heard) for all_heard in found.values())
    print(f"persons fetched by a voice alone: {alone}")  # noqa: T201


def fetched_by_voice_alone(all_heard: Sequence[Heard]) -> int:
    """Every utterance one after another in one call, without a word."""
    mood, fetched = CALM, 0
    for one in all_heard:
        mood = after(mood, one.signals)
        fetched += verdict_on(mood) is not None
    return fetched


if __name__ == "__main__":
    main()
