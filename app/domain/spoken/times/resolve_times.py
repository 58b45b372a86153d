"""Times of day said in words → minutes of one day, by the opening hours. Spans have both ends included."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.minute_spans import Span, intersect, join_spans
from app.domain.spoken.when import OpeningTimes, WhenProblem

NOON = 12 * 60
LAST_MINUTE = 24 * 60 - 1
WHOLE_DAY: Span = (0, LAST_MINUTE)
_FALLBACK_OPEN: Span = (8 * 60, 18 * 60)


def _span(start: str, end: str) -> Span:
    first, last = time.fromisoformat(start), time.fromisoformat(end)
    return first.hour * 60 + first.minute, last.hour * 60 + last.minute


# The one table of what people mean by parts of the day: (offered span, wide span inside which a clock time still
# belongs to it).
# A morning begins with the opening hours where these are earlier.
PART_SPANS: dict[str, tuple[Span, Span]] = {
    "early": (_span("06:00", "09:00"), _span("00:00", "10:59")),
    "morning_early": (_span("06:00", "11:00"), _span("00:00", "11:59")),  # morgens, früh
    "morning": (_span("08:00", "12:00"), _span("00:00", "12:30")),  # vormittags
    "late_morning": (_span("10:00", "12:00"), _span("09:00", "12:30")),
    "noon": (_span("12:00", "14:00"), _span("11:00", "14:59")),
    "afternoon_de": (_span("13:00", "18:00"), _span("12:00", "18:59")),
    "afternoon_en": (_span("12:00", "18:00"), _span("12:00", "18:59")),
    "early_afternoon": (_span("13:00", "15:00"), _span("12:00", "16:00")),
    "late_afternoon": (_span("16:00", "18:00"), _span("15:00", "19:00")),
    "early_evening": (_span("17:00", "19:00"), _span("16:00", "20:00")),
    "evening": (_span("18:00", "22:00"), _span("16:00", "23:59")),
    "late_evening": (_span("20:00", "22:00"), _span("19:00", "23:59")),
    "night": (_span("22:00", "23:59"), _span("00:00", "05:59")),
}
_OPENING_FOLLOWS = frozenset({"early", "morning_early", "morning"})
# Parts that hang on the opening hours: minutes from opening (positive) or before closing (negative).
_EDGE_PARTS = {"first_thing": 60, "last_thing": -60}
# Parts that hang on the business's own break, and where one is reckoned with on a day without.
_USUAL_BREAK: Span = (NOON, 13 * 60)
_BREAK_PARTS = frozenset({"before_break", "after_break"})
_AM_PM: dict[str, Span] = {"am": (0, NOON - 1), "pm": (NOON, LAST_MINUTE)}


@dataclass(frozen=True, slots=True)
class DayFrame:
    """The opening span of one day (first opening to last closing), or of a usual day when this one is closed."""

    day: date
    opens: int
    closes: int
    is_open: bool
    clock_change: bool = False  # the clock is put forward or back this night
    pause: Span | None = None  # in which it is closed between two openings: the longest

    def has(self, minute: int) -> bool:
        return self.opens <= minute < self.closes


@dataclass(frozen=True, slots=True)
class Times:
    spans: tuple[Span, ...] = ()
    readings: tuple[tuple[Span, ...], ...] = ()
    problem: WhenProblem | None = None


def frame_of(day: date, hours: OpeningTimes, *, clock_change: bool = False) -> DayFrame:
    spans = hours.spans(day)
    if spans:
        pauses = [(_minute(before[1]), _minute(after[0])) for before, after in pairwise(spans)]
        return DayFrame(
            day,
            _minute(spans[0][0]),
            _minute(spans[-1][1], is_end=True),
            is_open=True,
            clock_change=clock_change,
            pause=max(pauses, key=lambda pause: pause[1] - pause[0], default=None),
        )
    opens, closes = usual_hours(day, hours)
    return DayFrame(day, opens, closes, is_open=False, clock_change=clock_change)


def usual_hours(day: date, hours: OpeningTimes) -> Span:
    """Earliest opening and latest closing within the two weeks from a day."""
    fortnight = [hours.spans(day + timedelta(days=n)) for n in range(14)]
    spans = [span for spans in fortnight for span in spans]
    if not spans:
        return _FALLBACK_OPEN
    return min(_minute(start) for start, _ in spans), max(_minute(end, is_end=True) for _, end in spans)


def _minute(at: time, *, is_end: bool = False) -> int:
    minute = at.hour * 60 + at.minute
    return 24 * 60 if is_end and minute == 0 else minute


def resolve_times(spec: w.TimeSpec, frame: DayFrame, hint: Span | None = None) -> Times:
    match spec:
        case w.AnyTime():
            return Times((WHOLE_DAY,))
        case w.FixedSpan(first=first, last=last):
            return Times(((first, last),))
        case w.Part(key=key):
            return Times((_part(key, frame),))
        case w.At(clock=clock):
            return _spread(_readings(clock, frame, hint), 0, 0)
        case w.Around(clock=clock, before_min=before, after_min=after):
            return _spread(_readings(clock, frame, hint), before, after)
        case w.After(clock=clock):
            return _after(clock, frame, hint)
        case w.Before(clock=clock, inclusive=inclusive):
            return _before(clock, frame, hint, inclusive=inclusive)
        case w.Between(start=start, end=end):
            return _between(start, end, frame, hint)
        case w.EitherTime(options=options):
            return _either([resolve_times(option, frame, hint) for option in options])
        case w.Hinted(key=key, time=time_spec):
            found = resolve_times(time_spec, frame)
            return resolve_times(time_spec, frame, _wide(key, frame)) if found.problem else found
        case w.BothTimes():
            return _both(spec, frame, hint)


# --- parts


def _part(key: str, frame: DayFrame) -> Span:
    if key in _EDGE_PARTS:
        minutes = _EDGE_PARTS[key]
        return (
            (frame.opens, frame.opens + minutes)
            if minutes > 0
            else (max(0, frame.closes + minutes), min(frame.closes, LAST_MINUTE))
        )
    if key in _AM_PM:
        return _AM_PM[key]
    if key in _BREAK_PARTS:
        begins, ends = frame.pause or _USUAL_BREAK
        return (frame.opens, begins) if key == "before_break" else (ends, max(ends, frame.closes))
    first, last = PART_SPANS[key][0]
    return (min(first, frame.opens), last) if key in _OPENING_FOLLOWS else (first, last)


def _wide(key: str, frame: DayFrame) -> Span:
    if key in _EDGE_PARTS:
        first, last = _part(key, frame)
        return max(0, first - 60), min(LAST_MINUTE, last + 60)
    if key in _BREAK_PARTS:
        return _part(key, frame)
    return _AM_PM.get(key) or PART_SPANS[key][1]


# --- clock times


def _candidates(clock: w.Clock, hint: Span | None) -> list[int]:
    if clock.fixed:
        return [clock.minute]
    both = [clock.minute % NOON, clock.minute % NOON + NOON]
    hinted = [minute for minute in both if hint is not None and hint[0] <= minute <= hint[1]]
    return hinted or both


def _usual(candidates: list[int]) -> int:
    """What people mean when no reading is within opening hours: seven to eleven is the morning, the rest after noon."""
    hour = candidates[0] // 60
    return candidates[0] if 7 <= hour <= 11 else candidates[-1]


def _readings(clock: w.Clock, frame: DayFrame, hint: Span | None) -> list[int]:
    candidates = _candidates(clock, hint)
    if len(candidates) == 1:
        return candidates
    if frame.clock_change and not frame.is_open and clock.digital and 120 <= candidates[0] < 180:
        return candidates[:1]
    return [minute for minute in candidates if frame.has(minute)] or [_usual(candidates)]


def _spread(minutes: list[int], before: int, after: int) -> Times:
    if minutes[-1] > 24 * 60:
        return Times(problem=WhenProblem.NONEXISTENT)
    spans = [((max(0, minute - before), minute + after),) for minute in minutes]
    return Times(spans[0]) if len(spans) == 1 else Times(readings=tuple(spans), problem=WhenProblem.AMBIGUOUS)


def _after(clock: w.Clock, frame: DayFrame, hint: Span | None) -> Times:
    starts = _readings(clock, frame, hint)
    if starts[-1] > 24 * 60:
        return Times(problem=WhenProblem.NONEXISTENT)
    ends = [(start, frame.closes if start < frame.closes else LAST_MINUTE) for start in starts]
    if (
        len(ends) == 2
    ):  # "ab acht" with hours until ten in the evening: the morning contains the evening, and is the usual wish
        ends = ends[:1] if ends[0][0] >= 6 * 60 else ends
    spans = [((start, min(max(start, end), LAST_MINUTE)),) for start, end in ends]
    return Times(spans[0]) if len(spans) == 1 else Times(readings=tuple(spans), problem=WhenProblem.AMBIGUOUS)


def _before(clock: w.Clock, frame: DayFrame, hint: Span | None, *, inclusive: bool) -> Times:
    candidates = _candidates(clock, hint)
    if candidates[-1] > 24 * 60:
        return Times(problem=WhenProblem.NONEXISTENT)
    inside = [minute for minute in candidates if frame.opens < minute <= frame.closes] or [
        candidates[-1] if inclusive and candidates[0] <= frame.opens else _usual(candidates)
    ]
    spans = []
    for minute in inside:
        last = minute if inclusive else minute - 1
        first = frame.opens if last >= frame.opens else 0
        spans.append(((min(first, max(last, 0)), min(max(last, 0), LAST_MINUTE)),))
    return Times(spans[0]) if len(spans) == 1 else Times(readings=tuple(spans), problem=WhenProblem.AMBIGUOUS)


def _between(start: w.Clock, end: w.Clock, frame: DayFrame, hint: Span | None) -> Times:
    pairs = [(a, b) for a in _candidates(start, hint) for b in _candidates(end, None) if a < b]
    if not pairs:
        pairs = [(a, b) for a in _candidates(start, None) for b in _candidates(end, None) if a < b]
    if not pairs or pairs[0][1] > 24 * 60:
        return Times(problem=WhenProblem.NONEXISTENT if pairs else WhenProblem.NOT_UNDERSTOOD)

    def oddness(pair: Span) -> tuple[int, int]:
        outside = sum(not frame.opens <= minute <= frame.closes for minute in pair)
        return outside, pair[1] - pair[0]

    best = min(oddness(pair) for pair in pairs)
    chosen = [pair for pair in pairs if oddness(pair) == best]
    if len(chosen) > 1 and best[0]:
        chosen = [next((pair for pair in chosen if 7 * 60 <= pair[0] < 19 * 60), chosen[0])]
    spans = [((first, min(last, LAST_MINUTE)),) for first, last in chosen]
    return Times(spans[0]) if len(spans) == 1 else Times(readings=tuple(spans), problem=WhenProblem.AMBIGUOUS)


# --- combinations


def _either(options: list[Times]) -> Times:
    bad = next((option for option in options if option.problem), None)
    return bad or Times(join_spans(span for option in options for span in option.spans))


def _parts_in(spec: w.TimeSpec) -> list[str]:
    match spec:
        case w.Part(key=key):
            return [key]
        case w.BothTimes(first=first, second=second):
            return _parts_in(first) + _parts_in(second)
        case _:
            return []


def _both(spec: w.BothTimes, frame: DayFrame, hint: Span | None) -> Times:
    for part, other in ((spec.first, spec.second), (spec.second, spec.first)):
        if isinstance(part, w.Part) and not _parts_in(other):
            return _within_part(part.key, other, frame)
    for key in _parts_in(spec):
        hint = hint or _wide(key, frame)
    one, two = resolve_times(spec.first, frame, hint), resolve_times(spec.second, frame, hint)
    if one.problem or two.problem:
        return one if one.problem else two
    common = intersect(one.spans, two.spans)
    if not common and _list_of_spans(spec.first, spec.second):
        return Times(
            join_spans((*one.spans, *two.spans))
        )  # "vormittags, abends": a list, where no part is within the other
    return Times(common) if common else Times(problem=WhenProblem.NOT_UNDERSTOOD)


def _list_of_spans(one: w.TimeSpec, two: w.TimeSpec) -> bool:
    """ "Von acht bis zwölf und von zwei bis vier", "vor neun und nach fünf": spans apart are a list."""
    kinds = (w.Part, w.Between, w.After | w.Before)
    return any(isinstance(one, kind) and isinstance(two, kind) for kind in kinds)


def _within_part(key: str, other: w.TimeSpec, frame: DayFrame) -> Times:
    """ "Nachmittags um halb eins": the clock decides, the part only says which half of the day; a bound narrows the
    part."""
    wide = _wide(key, frame)
    if key == "night":
        night = resolve_times(other, frame, wide)
        return (
            night
            if night.problem or intersect(night.spans, (wide, (20 * 60, 24 * 60)))
            else Times(problem=WhenProblem.NOT_UNDERSTOOD)
        )
    found = resolve_times(other, frame, wide)
    if found.problem:
        return found
    narrow = wide if not isinstance(other, w.After | w.Before) else _bound_part(key, frame)
    common = intersect(found.spans, (narrow,)) or intersect(found.spans, (wide,))
    return Times(common) if common else Times(problem=WhenProblem.NOT_UNDERSTOOD)


def _bound_part(key: str, frame: DayFrame) -> Span:
    return _part(key, frame)
