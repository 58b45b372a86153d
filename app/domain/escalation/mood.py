"""What signals add up to over a call: intensity and urgency, and when a person has to take over. PURE."""

from dataclasses import dataclass, field, replace

from app.domain.escalation.reasons import Reason
from app.domain.escalation.signals import Kind, Signals

KEPT = 0.65  # of the intensity, one utterance later
ESCALATE_AT = 0.95
CALM_AGAIN_BELOW = 0.5  # only then can anger escalate once more
ADDS_AT_LEAST = 0.25  # what is calm in itself never escalates, whatever was before
MOST_INTENSE = 1.5
DESPAIRS_AT = 0.7
LEFT_WHEN_DICTATED = 0.5  # anger in a message that we asked for is meant for somebody else
WISH_AT = 0.9
_WEIGHTS = {
    Kind.VIOLENCE: 1.1,
    Kind.INSULT: 1.0,
    Kind.JUDGEMENT: 1.0,
    Kind.RAGE: 1.0,
    Kind.THREAT: 1.0,
    Kind.ANNOYANCE: 1.0,
    Kind.LEAVING: 0.9,
    Kind.RESIGNATION: 0.9,
    Kind.DEMAND: 0.9,
    Kind.SAID_BEFORE: 1.0,
    Kind.SWEARING: 1.0,
    Kind.DESPAIR: 0.3,
}
_COURSE = {
    Kind.REPEATS: 0.25,
    Kind.INTERRUPTIONS: 0.2,
    Kind.CORRECTIONS: 0.2,
    Kind.NOT_UNDERSTOOD: 0.2,
    Kind.BREVITY: 0.1,
}
_VOICE = {Kind.LOUDER: 0.25, Kind.HIGHER: 0.15, Kind.FASTER: 0.1}
MOST_FROM_COURSE = 0.3
MOST_FROM_VOICE = 0.35
MOST_FROM_JUDGE = 1.05
BOTH = 0.35  # of the weaker, when words and judge agree
NOTHING_BELOW = 0.15
MOST_FROM_MODEL = 0.25


@dataclass(frozen=True, slots=True)
class Mood:
    """After an utterance, of which the `signals` are. `intensity` 0..1.5 (a person takes over at 0.95), `urgency` 0..1.

    `alarmed`: it has led to a person already, and has not calmed down since.
    """

    intensity: float = 0.0
    urgency: float = 0.0
    despair: float = 0.0
    alarmed: bool = False
    signals: Signals = field(default_factory=dict)

    @property
    def emotion(self) -> str:
        """calm, annoyed, angry or distressed: what the utterance itself shows."""
        heat = heat_of(self.signals)
        if self.signals.get(Kind.DANGER) or self.despair >= DESPAIRS_AT:
            return "distressed"
        if heat >= ANGRY_AT:
            return "angry"
        if self.despair >= 0.4 or self.signals.get(Kind.GRIEF, 0.0) >= 0.5:
            return "distressed"
        return "annoyed" if heat >= ADDS_AT_LEAST else "calm"


ANGRY_AT = 0.55
CALM = Mood()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person has to take over. `inputs` are numbers and constant words, fit for the decision log."""

    reason: Reason
    inputs: dict[str, object]


def heat_of(signals: Signals) -> float:
    """What one utterance adds to the intensity. Course, voice, classifier and model add no more than their bounds.

    A voice adds no more than what is said does: a loud street is no anger.
    """
    words = sum(weight * signals.get(kind, 0.0) for kind, weight in _WEIGHTS.items())
    judged = MOST_FROM_JUDGE * signals.get(Kind.SOUNDS_ANGRY, 0.0)
    if words + judged < NOTHING_BELOW:
        return words + judged  # a short answer, a repeated one or a loud one is no anger by itself
    course = min(MOST_FROM_COURSE, sum(weight * signals.get(kind, 0.0) for kind, weight in _COURSE.items()))
    voice = min(MOST_FROM_VOICE, sum(weight * signals.get(kind, 0.0) for kind, weight in _VOICE.items()))
    voice = min(voice, max(words, judged))
    model = MOST_FROM_MODEL * signals.get(Kind.MODEL_VIEW, 0.0)
    return max(words, judged) + BOTH * min(words, judged) + course + voice + model


def is_calm(signals: Signals) -> bool:
    """Nothing in the words is of anger or despair, whatever the voice does."""
    words = {kind: value for kind, value in signals.items() if kind not in _VOICE}
    troubled = max(signals.get(kind, 0.0) for kind in (Kind.DANGER, Kind.DESPAIR, Kind.SOUNDS_DESPERATE))
    return heat_of(words) < NOTHING_BELOW and troubled < NOTHING_BELOW


def after(mood: Mood, signals: Signals, *, dictated: bool = False) -> Mood:
    """`dictated`: the utterance answers "what shall I pass on?"."""
    heat = heat_of(signals) * (LEFT_WHEN_DICTATED if dictated else 1.0)
    intensity = min(MOST_INTENSE, mood.intensity * KEPT + heat)
    said, sounds = signals.get(Kind.DESPAIR, 0.0), signals.get(Kind.SOUNDS_DESPERATE, 0.0)
    despair = min(1.0, max(said, sounds) + BOTH * min(said, sounds))
    urgency = max(
        signals.get(Kind.DANGER, 0.0),
        signals.get(Kind.URGENCY, 0.0),
        despair,
        0.6 * signals.get(Kind.PAIN, 0.0),
        mood.urgency * KEPT,
    )
    return Mood(
        round(intensity, 3),
        round(min(1.0, urgency), 3),
        round(despair, 3),
        mood.alarmed and intensity >= CALM_AGAIN_BELOW,
        signals,
    )


def verdict_on(mood: Mood, *, dictated: bool = False) -> Verdict | None:
    """What the utterance behind `mood` calls for. Danger comes before despair, despair before anger, then the wish."""
    signals = mood.signals
    if max(signals.get(Kind.DANGER, 0.0), signals.get(Kind.SOUNDS_IN_DANGER, 0.0)) >= 1.0:
        return _verdict(Reason.EMERGENCY_OF_LIFE, mood)
    if mood.despair >= DESPAIRS_AT:
        return _verdict(Reason.DISTRESS, mood)
    heat = heat_of(signals) * (LEFT_WHEN_DICTATED if dictated else 1.0)
    if mood.intensity >= ESCALATE_AT and heat >= ADDS_AT_LEAST and not mood.alarmed:
        return _verdict(Reason.HIGH_EMOTION, mood)
    if max(signals.get(Kind.WANTS_HUMAN, 0.0), signals.get(Kind.SOUNDS_LIKE_A_WISH, 0.0)) >= WISH_AT:
        return _verdict(Reason.ASKED_FOR_HUMAN, mood)
    return None


def viewed(mood: Mood) -> Mood:
    """A language model takes the caller for one who needs a person: it adds its bound to what is heated by itself."""
    signals = {**mood.signals, Kind.MODEL_VIEW: 1.0}
    more = heat_of(signals) - heat_of(mood.signals)
    return replace(mood, intensity=round(min(MOST_INTENSE, mood.intensity + more), 3), signals=signals)


def alarmed(mood: Mood) -> Mood:
    """A person was fetched, or found not to be there: the same anger does not ask again."""
    return replace(mood, alarmed=True)


def _verdict(reason: Reason, mood: Mood) -> Verdict:
    return Verdict(
        reason,
        {
            "intensity": mood.intensity,
            "urgency": mood.urgency,
            "threshold": ESCALATE_AT,
            "signals": {kind.value: value for kind, value in mood.signals.items()},
        },
    )
