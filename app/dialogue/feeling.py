"""How one caller feels over a call: what is heard is gathered, added up, and judged before a brain answers."""

from collections.abc import Iterable, Sequence

from app.dialogue.hearing import GUESSES_READ
from app.dialogue.intent_rules import plain_words
from app.dialogue.intents import LANGUAGES
from app.dialogue.moods import MoodJudge
from app.dialogue.state import DICTATED, Asking, CallState
from app.domain.business import Language
from app.domain.escalation.course import Course, heard_in_course
from app.domain.escalation.danger import danger_heard
from app.domain.escalation.mood import CALM, Mood, Verdict, after, is_calm, verdict_on
from app.domain.escalation.signals import Kind, Signals, joined, weighed
from app.domain.escalation.syllables import syllables_in
from app.domain.escalation.voice import Baseline, Sound, heard_in_voice
from app.domain.escalation.words import heard_in_guesses, heard_in_words
from voice.contract import Prosody

_NAMED = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.APPOINTMENT_NAME, Asking.NUMBER})
_NO_NAME = frozenset({Kind.DANGER, Kind.INSULT, Kind.RAGE})
NAME_WORDS = 3
_SURE_ALREADY = frozenset({Kind.DANGER})


class Feeling:
    """One call's. `felt` has the mood after each utterance, by turn."""

    def __init__(self, judge: MoodJudge | None = None) -> None:
        self._judge = judge
        self._course = Course()
        self._baseline = Baseline()
        self._before = (self._course, self._baseline)
        self.felt: dict[int, Mood] = {}

    async def hear(
        self,
        text: str,
        turn_id: int,
        state: CallState,
        prosody: Prosody | None = None,
        *,
        guesses: Sequence[str] = (),
        instead: bool = False,
    ) -> Verdict | None:
        """The mood goes into the state, so that it is taken back with it. A verdict says that a person has to come.

        `guesses`: what else the recogniser may have heard. `instead`: what was heard before was a piece of this, and no
        utterance. `prosody` is there where the business has voices listened to.
        """
        if instead:
            self._course, self._baseline = self._before
        self._before = (self._course, self._baseline)
        words = plain_words(text).split()
        others = guesses[:GUESSES_READ]
        signals = joined(
            heard_in_words(text, state.language),
            heard_in_guesses(text, others, state.language),
            _danger([text] if state.asking in _NAMED else [text, *others], state.language),
        )
        if state.asking in _NAMED and len(words) <= NAME_WORDS:
            signals = {kind: weight for kind, weight in signals.items() if kind in _NO_NAME}  # "Sue Lamb" sues nobody
        named = state.asking in _NAMED and signals.keys().isdisjoint({Kind.DANGER, Kind.INSULT, Kind.RAGE})
        judged: Signals = {}
        if self._judge is not None and not named and signals.keys().isdisjoint(_SURE_ALREADY):
            judged = await self._judge.judge(text)
        course = heard_in_course(self._course, words, misses=state.not_understood, corrections=_corrections(state))
        self._course = self._course.after(words)
        said = joined(weighed(signals, judged), course)
        voice = self._hear_voice(text, state, prosody, calm=is_calm(said)) if prosody is not None else {}
        dictated = state.asking in DICTATED
        state.mood = after(state.mood, joined(said, voice), dictated=dictated)
        self.felt[turn_id] = state.mood
        return verdict_on(state.mood, dictated=dictated)

    def _hear_voice(self, text: str, state: CallState, prosody: Prosody, *, calm: bool) -> Signals:
        sound = Sound(prosody.level_dbfs, prosody.pitch_hz, syllables_in(text, state.language), prosody.spoken_ms)
        voice = heard_in_voice(self._baseline, sound)
        self._baseline = self._baseline.after(sound, calm=calm)
        return voice

    def heard_out(self, *, interrupted: bool) -> None:
        """The caller let us finish, or cut in."""
        self._course = self._course.heard_out(interrupted=interrupted)

    def viewed(self, turn_id: int, mood: Mood) -> None:
        """A language model has added its view to what this utterance told."""
        if Kind.MODEL_VIEW in mood.signals and turn_id in self.felt:
            self.felt[turn_id] = mood

    def of_turn(self, turn_id: int, text: str, state: CallState) -> Mood:
        """Also of what was said over us and never answered: by its words alone."""
        felt = self.felt.get(turn_id)
        return felt if felt is not None else after(CALM, heard_in_words(text, state.language))


def _corrections(state: CallState) -> int:
    """Of the name, of the number, and of what is being worked on."""
    return state.name_objections + state.number_denied + sum(goal.corrected + goal.mended for goal in state.goals)


def _danger(guesses: Iterable[str], language: Language) -> Signals:
    """Also in a language that this business does not speak, and where it is but one of the recogniser's guesses.

    "My husband can't breathe" came out as "can squeeze", and was the third guess; of 1,300 recorded hearings that were
    about no danger, most in noise, not one has a guess that is.
    """
    heard = any(danger_heard(guess, language, LANGUAGES) is not None for guess in guesses)
    return {Kind.DANGER: 1.0, Kind.URGENCY: 1.0} if heard else {}
