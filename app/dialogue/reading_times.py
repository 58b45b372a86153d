"""When: what an utterance says about it, with what was said and offered before."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from app.dialogue.doubtful_times import as_that_week, names_a_lost_day
from app.dialogue.lexicon import Lexicon
from app.dialogue.state import Asking, CallState, GoalKind
from app.domain.business import Business, Language
from app.domain.spoken.bare_wishes import bare_wish
from app.domain.spoken.gone_by import gone_by
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.mend_times import join_parts_of_day, mend_times
from app.domain.spoken.times.concluded import concluded
from app.domain.spoken.when import When, WhenProblem

_EXPECT_TIME = frozenset({Asking.WHEN, Asking.OFFERS, Asking.CALLBACK_WHEN, Asking.APPOINTMENT_DAY})
ON_ONE_DAY = re.compile(  # of two that are wished for, which begin on no day yet
    r"\b(?:both )?(?:(?:on|at) the same (?:day|time)|on one day|in one (?:go|visit|sitting)|straight after each other)"
    r"(?: if (?:that's )?possible)?\b|\bam (?:selben|gleichen) tag\b"
    r"|\bin einem (?:rutsch|aufwasch|abwasch|besuch)\b|\bauf einmal\b",
    re.IGNORECASE,
)
_GREETS = re.compile(  # "Morning. I'd like to …" wishes for no morning
    r"^\W*(?:(?:(?:oh|ah|hi|hello|hiya|i mean|or rather|sorry)\W+)*(?:good )?(?:morning|afternoon|evening)"
    r"(?:(?:[,.!] (?:i mean|still|even|sorry|all|love|dear|both)\b)*(?:[.!]+ (?!(?:or|and|please)\b)"
    r"|,+ (?=i mean (?:morning|afternoon|evening)\b)|,+ (?!\W*(?:or|and|on|at|any|if|ideally"
    r"|preferably|please|around|before|after|maybe|not|only|either|rather"
    r"|next|this|tomorrow|today|would|will|is|was|works|\w+days?)\b))"
    r"|,? (?=\W*(?:i|i'd|i'm|i've|i'll|it's|this is|can|could|may|we|we'd|my|are|do|have|hi|just|yes|would you"
    r"|how|what|there|you)\b)))+",
    re.IGNORECASE,
)
_GREETS_DE = re.compile(  # "Morgen! Wie sieht's denn aus …"
    r"^\W*(?:(?:ja|hallo|na|oh|ach|moin|servus)\W+)*morgen(?: zusammen)?(?:!+|[.,](?= (?:ich|wir|hier|mein name|frau"
    r"|herr|es geht|es ist|wie sieht|wie schaut|[^\W\d_]+(?: [^\W\d_]+)? (?:hier|am apparat|mein name))\b))",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(first|second|third|one|two|once|eins?|erst\w*|zwei\w*|einmal|zweitens| )+")  # no times at all
_BORN = re.compile(
    r"\b(?:geboren|geb|geburts(?:datum|tag)|born|date of birth)\b(?:[.:]| (?:ist|is|am|on|der|den|the|:))*"
    r"(?: ?(?:\d[\d.]*|(?!und\b|and\b|ich\b|i\b)[^\W\d_]+(?=[ ,.;!?]|$))){1,6}",
    re.IGNORECASE,
)
"""With its words up to the next comma: no time that anybody wishes for."""
_THE_WEEK_AFTER = re.compile(r"\b(?:lieber|eher|besser|doch|sondern) (?:die )?(?:über)?nächste(?=\W*$)", re.IGNORECASE)
_LEAVES_THEN = re.compile(
    r"(?P<wish>\b(?:vor|bis|before|until|by)\b[^,;]{2,40}),? (?:da|weil|denn|dann|because|as|that's when)\b [^,;.!?]*"
    r"\b(?:urlaub|verreis\w+|weg|reisen?|flieg\w*|fahr\w*|zieh\w*|umzug|holidays?|vacation|leav\w+|away|fly\w*|mov\w+)\b",
    re.IGNORECASE,
)
""" "Vor dem 25., da fahr ich in Urlaub": why it has to be before."""
_BEFORE_WHAT = re.compile(
    r"\bvor (?:meinem|unserem|dem|meiner|unserer) [^\W\d_]+,? "
    r"(?:der |die |das )?(?:ist |beginnt |los |geht )*am (?=\w)",
    re.IGNORECASE,
)
""" "Vor meinem Urlaub am 28.": before that day, and not on it."""
_AGED = re.compile(
    r"\b(?:tochter|sohn|kind|enkel\w*|junge|mädchen|mutter|vater|oma|opa|mann|frau)\b[^.;!?]{0,25}?"
    r"(?P<age>,? (?:(?:die|der|das|er|sie|es) )?(?:ist|wird|war) (?:jetzt |gerade |schon |erst |gut )*"
    r"(?:\d{1,2}|[^\W\d_]*(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zig))(?: jahre\w*)?)"
    r"(?=[,.;!?]| und\b|$)",
    re.IGNORECASE,
)
""" "Meine Tochter, die ist acht, …": how old somebody is, and no time of day."""
_BECAUSE = re.compile(
    r",? \b(?:weil|denn) (?:ich|wir|er|sie|es|da|mein\w* \w+|unser\w* \w+)\b[^.;!?]*"
    r"|,? \bbecause (?:i|we|my \w+)\b[^.;!?]*",
    re.IGNORECASE,
)
""" "Vor zehn, weil ich um elf beim Amt sein muss": left out where nothing can be made of the whole."""
_THE_NEXT_ONE = re.compile(
    r"\bnicht (?:diesen|den) (?:\w+tag|mittwoch)\b,? (?:sondern |lieber )?(?:erst )?den nächsten\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=\w)")


class TimeReader:
    """One business's, shared by its calls."""

    def __init__(self, business: Business, lexicon: Lexicon) -> None:
        self.business = business
        self.lexicon = lexicon

    def read(
        self, text: str, state: CallState, *, now: datetime, options: tuple[datetime, ...], of_two: bool
    ) -> When | None:
        """`options`: the starts that the caller may choose from; `of_two`: two appointments are wished for at once."""
        language = state.language
        expected = state.asking in _EXPECT_TIME
        heard_as = partial(
            self.when,
            language=language,
            now=now,
            earlier=_earlier(state),
            offered=options,
            standing=_standing(state),
            moves=state.goal is not None and state.goal.kind is GoalKind.MOVE,
            expected=expected,
        )
        when = heard_as(ON_ONE_DAY.sub(" ", text) if of_two else text)
        when = self._gone_by(text, state, when, now) or when
        lost_day = when is not None and names_a_lost_day(text, when, language)
        leaves_open = lost_day or when is None or when.problem is WhenProblem.NOT_UNDERSTOOD or not when.said_day
        if expected and leaves_open and (mended := mend_times(text, language)) is not None:
            better = heard_as(mended)
            when = better if lost_day and _says_a_day(better, when) else _clearer(when, better)
        if when is not None and names_a_lost_day(text, when, language) and lost_day:
            when = as_that_week(when)
        return self._moved(text, language, when, now)

    def when(
        self,
        text: str,
        language: Language,
        *,
        now: datetime,
        earlier: When | None = None,
        offered: tuple[datetime, ...] = (),
        standing: datetime | None = None,
        moves: bool = False,
        expected: bool = False,
    ) -> When | None:
        """None when the words speak of no time at all (or of none that could be read, unless one was asked for)."""
        if not expected:
            text = (_GREETS if language == "en" else _GREETS_DE).sub("", text)
        if language == "de":
            text = bare_wish(text)
        if expected:
            text = _THE_WEEK_AFTER.sub(r"\g<0> Woche", text)
        if offered:
            text = _THE_NEXT_ONE.sub("eine Woche später", text)
        text = _AGED.sub(lambda found: found[0].replace(found["age"], ""), text)
        text = _BEFORE_WHAT.sub("vor dem ", _LEAVES_THEN.sub(r"\g<wish>", _BORN.sub(" ", text)))
        heard = hear_when(
            join_parts_of_day(concluded(text, language), language),
            language=language,
            now=now,
            hours=self.business.hours,
            earlier=earlier,
            offered=offered,
            standing=standing,
            moves=moves,
            expect_time=expected,
            horizon_days=self.business.rules.horizon.days,
        )
        if not heard.windows and (plain := _BECAUSE.sub("", text)) != text:
            return self.when(
                plain,
                language,
                now=now,
                earlier=earlier,
                offered=offered,
                standing=standing,
                moves=moves,
                expected=expected,
            )
        if not heard.heard:
            return None
        if heard.problem is WhenProblem.NOT_UNDERSTOOD and heard.wish.clauses and heard.wish.lost:
            kept = re.sub(rf"\b({'|'.join(map(re.escape, heard.wish.lost))})\b", " ", text, flags=re.IGNORECASE)
            if kept != text and _COUNTS.fullmatch(" ".join(heard.wish.lost)):
                return self.when(
                    kept,
                    language,
                    now=now,
                    earlier=earlier,
                    offered=offered,
                    standing=standing,
                    moves=moves,
                    expected=expected,
                )
        if heard.problem is WhenProblem.NOT_UNDERSTOOD and len(sentences := _SENTENCE_END.split(text)) > 1:
            parts = [
                self.when(part, language, now=now, earlier=earlier, offered=offered, standing=standing, moves=moves)
                for part in sentences
            ]
            heard = next(
                (part for part in reversed(parts) if part is not None and part.windows and part.wish.clauses), heard
            )
        if heard.windows or heard.soonest:
            return heard
        if heard.problem is None:
            return None
        if not expected and heard.problem in (WhenProblem.NOT_UNDERSTOOD, WhenProblem.PAST):
            return None  # "gestern ist mir ein Zahn abgebrochen" wishes for nothing
        return heard

    def _gone_by(self, text: str, state: CallState, plainly: When | None, now: datetime) -> When | None:
        """When the start is that leaves the caller in time for what comes after; None when nothing does."""
        language = state.language
        named = self.lexicon.offerings(text, language)
        wanted = named[0] if named else state.goal.offering if state.goal is not None else None
        lasts = [one.duration for one in self.business.offerings if wanted in (None, one.key)]

        def clock(words: str) -> time | None:
            heard = self.when(f"{'um' if language == 'de' else 'at'} {words}", language, now=now, expected=True)
            times = {window.earliest.time() for window in heard.windows} if heard is not None else set()
            return times.pop() if len(times) == 1 else None

        by_then = gone_by(text, language, lasts=min(lasts, default=timedelta()), clock=clock)
        if by_then is None or (plainly is not None and plainly.windows and _is_after(by_then[1], plainly)):
            return None
        heard = self.when(by_then[0], language, now=now, earlier=_earlier(state), expected=True)
        return heard if heard is not None and heard.windows else None

    def _moved(self, text: str, language: Language, when: When | None, now: datetime) -> When | None:
        """ "Move it from Thursday to Wednesday" is no span of days: what stands after "to" is the wish."""
        if when is None or not when.existing or when.existing != when.windows or len(when.existing) < 2:
            return when
        old, to, new = text.partition(" to " if language == "en" else " auf ")
        while to:
            rest = self.when(new, language, now=now)
            if rest is not None and (known := self.when(old, language, now=now)) is not None:
                return replace(rest, existing=known.existing or known.windows)
            step, to, new = new.partition(" to " if language == "en" else " auf ")
            old = f"{old} {step}"
        return when

    def asked_day(self, text: str, language: Language, now: datetime) -> date | None:
        heard = self.when(text, language, now=now)
        days = {w.earliest.date() for w in heard.windows} if heard is not None else set()
        return days.pop() if len(days) == 1 else None


def _standing(state: CallState) -> datetime | None:
    """When the appointment is that the caller moves, or that was made before this one: "am selben Tag"."""
    goal = state.goal
    if goal is not None and goal.kind is GoalKind.BOOK and state.done and state.done[-1].kind == "booked":
        made = state.done[-1].booking
        return made.slot.starts_at if made is not None else None
    if goal is not None and goal.kind is GoalKind.BOOK and goal.appointments and len(goal.appointments) == 1:
        return goal.appointments[0].slot.starts_at  # "am selben Tag wie die Inspektion"
    if goal is None and state.done and state.done[-1].kind == "cancelled" and state.done[-1].booking is not None:
        return state.done[-1].booking.slot.starts_at  # "einen neuen, in zwei Wochen zur gleichen Zeit"
    if goal is not None and goal.together is not None and goal.together.bookings:
        return goal.together.bookings[0].slot.starts_at
    if goal is None or goal.kind is not GoalKind.MOVE or goal.appointment is None:
        return None
    return goal.appointment.slot.starts_at


def _earlier(state: CallState) -> When | None:
    goal = state.goal
    if goal is None and state.done and state.done[-1].kind == "answered":
        return state.days_spoken_of  # "ist Doktor Sommer nächste Woche da?" - "dann Dienstag"
    if goal is None or goal.kind not in (GoalKind.BOOK, GoalKind.MOVE) or not goal.when_known:
        return None
    return goal.when


def _clearer(heard: When | None, mended: When | None) -> When | None:
    """What the mended words say, if the words as they came say no time at all or leave out a day ("donastag")."""
    if heard is None or heard.problem is WhenProblem.NOT_UNDERSTOOD:
        return mended
    names_the_day = mended is not None and mended.said_day and mended.problem is None
    return mended if names_the_day and not heard.said_day else heard


def _is_after(at: time, wished: When) -> bool:
    """What has to be done before the wished times is no end of them: "ab drei, um elf muss ich im Büro sein"."""
    return all(window.earliest.time() > at for window in wished.windows)


def _says_a_day(mended: When | None, heard: When | None) -> bool:
    """Whether mending found the day that was lost."""
    return mended is not None and mended.problem is None and heard is not None and mended.windows != heard.windows
