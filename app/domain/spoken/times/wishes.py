"""What was said about days and times, as immutable values: nothing here knows today's date or the opening hours."""

from dataclasses import dataclass
from enum import StrEnum

# --- days


class Which(StrEnum):
    """Which of the coming ones: `BARE` is "Dienstag", `NEXT` "nächsten Dienstag", which people mean in two ways."""

    BARE = "bare"
    THIS = "this"
    COMING = "coming"
    NEXT = "next"
    AFTER_NEXT = "after_next"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class InDays:
    count: int


@dataclass(frozen=True, slots=True)
class InWeeks:
    """The same weekday `count` weeks on; with a weekday beside it, that weekday of that week."""

    count: int


@dataclass(frozen=True, slots=True)
class InMonths:
    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """`weekday` 0 = Monday. `weeks_after` is "Donnerstag in einer Woche", "a week on Thursday"."""

    weekday: int
    which: Which = Which.BARE
    weeks_after: int = 0


@dataclass(frozen=True, slots=True)
class FollowingWeekday:
    """The first such weekday after another day: the Thursday of "nächsten Dienstag oder Donnerstag"."""

    anchor: "DaySpec"
    weekday: int


@dataclass(frozen=True, slots=True)
class EveryWeekday:
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class CalendarDate:
    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class EitherWayDate:
    """ "4/3": April third or the fourth of March, nobody knows."""

    first: int
    second: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """ "Am dritten", the month unsaid."""

    day: int


@dataclass(frozen=True, slots=True)
class Week:
    """Calendar week, Monday first, `offset` 0 = this one."""

    offset: int


@dataclass(frozen=True, slots=True)
class IsoWeek:
    number: int


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The calendar week `offset` weeks after the one in which `day` lies."""

    day: "DaySpec"
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Weekend:
    which: Which


@dataclass(frozen=True, slots=True)
class Month:
    month: int
    which: Which = Which.BARE
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MonthOffset:
    offset: int


@dataclass(frozen=True, slots=True)
class YearOffset:
    offset: int


@dataclass(frozen=True, slots=True)
class Season:
    first_month: int  # three months from here


class Third(StrEnum):
    BEGIN = "begin"
    MIDDLE = "middle"
    END = "end"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


@dataclass(frozen=True, slots=True)
class ThirdOf:
    third: Third
    span: "DaySpec"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """`nth` counts from 1, -1 = the last."""

    nth: int
    weekday: int
    span: "DaySpec"


@dataclass(frozen=True, slots=True)
class NthWeek:
    nth: int
    span: "DaySpec"


@dataclass(frozen=True, slots=True)
class Holiday:
    key: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Workdays:
    pass


@dataclass(frozen=True, slots=True)
class NextWorkday:
    pass


@dataclass(frozen=True, slots=True)
class AnyDay:
    pass


@dataclass(frozen=True, slots=True)
class FromDay:
    day: "DaySpec"
    strictly_after: bool = False


@dataclass(frozen=True, slots=True)
class UntilDay:
    day: "DaySpec"
    strictly_before: bool = False


@dataclass(frozen=True, slots=True)
class DaySpan:
    first: "DaySpec"
    last: "DaySpec"


@dataclass(frozen=True, slots=True)
class WithinDays:
    """The next `count` days, today included; `skip_today` for "in den nächsten Tagen"."""

    count: int
    skip_today: bool = False


@dataclass(frozen=True, slots=True)
class DayShift:
    """`days` after (negative: before) whatever `day` is: "zwei Tage nach Ostern"."""

    day: "DaySpec"
    days: int


@dataclass(frozen=True, slots=True)
class FixedDays:
    """Days known already, from an earlier turn or an offer; ISO dates as ordinals."""

    ordinals: frozenset[int]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words for a day with several honest readings; asked about, never chosen."""

    readings: tuple["DaySpec", ...]


@dataclass(frozen=True, slots=True)
class BothDays:
    first: "DaySpec"
    second: "DaySpec"


@dataclass(frozen=True, slots=True)
class EitherDay:
    options: tuple["DaySpec", ...]


DaySpec = (
    InDays | InWeeks | InMonths | Weekday | FollowingWeekday | EveryWeekday | CalendarDate | EitherWayDate | MonthDay
    | Week | IsoWeek | WeekOf | Weekend
    | Month | MonthOffset | YearOffset | Season | ThirdOf | NthWeekday | NthWeek | Holiday | Workdays | NextWorkday |
    AnyDay | FromDay
    | UntilDay | DaySpan | WithinDays | DayShift | FixedDays | Unclear | BothDays | EitherDay
)  # fmt: skip

# --- times of day


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight, up to 1440. `fixed` when morning or evening is already said ("15 Uhr", "3 pm", "08:00");
    `digital` when it came as figures or as hour and minute, which people also read as 24 hours."""

    minute: int
    fixed: bool = False
    digital: bool = False


@dataclass(frozen=True, slots=True)
class At:
    clock: Clock


@dataclass(frozen=True, slots=True)
class Around:
    clock: Clock
    before_min: int = 30
    after_min: int = 30


@dataclass(frozen=True, slots=True)
class After:
    clock: Clock


@dataclass(frozen=True, slots=True)
class Before:
    clock: Clock
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Between:
    start: Clock
    end: Clock


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day by its key in the table of spans; `each`: said of every day ("mornings")."""

    key: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class AnyTime:
    pass


@dataclass(frozen=True, slots=True)
class FixedSpan:
    """Minutes of the day, both ends fit."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Hinted:
    """A time said after a part of the day that was wished before: the part only decides between two open readings."""

    key: str
    time: "TimeSpec"


@dataclass(frozen=True, slots=True)
class BothTimes:
    first: "TimeSpec"
    second: "TimeSpec"


@dataclass(frozen=True, slots=True)
class EitherTime:
    options: tuple["TimeSpec", ...]


TimeSpec = At | Around | After | Before | Between | Part | AnyTime | FixedSpan | Hinted | BothTimes | EitherTime

# --- the whole wish


@dataclass(frozen=True, slots=True)
class InMinutes:
    """A moment relative to now: "in einer Stunde"."""

    minutes: int
    within: bool = False  # "innerhalb der nächsten Stunde": from now up to then


@dataclass(frozen=True, slots=True)
class Clause:
    """One alternative: these days at these times; None = nothing said about it."""

    days: DaySpec | None = None
    times: TimeSpec | None = None
    moment: InMinutes | None = None

    @property
    def empty(self) -> bool:
        return self.days is None and self.times is None and self.moment is None


@dataclass(frozen=True, slots=True)
class Shift:
    """Relative to what was said or offered before: "eine Woche später", "etwas früher", "an einem anderen Tag"."""

    # later, earlier, little_later, little_earlier, other_day, other_time, same_day, same_weekday, same_time,
    # by_minutes, by_days, week_after, week_before
    kind: str
    minutes: int = 0
    days: int = 0
    same_clock: bool = False  # on another day, at the hour that it is now


@dataclass(frozen=True, slots=True)
class Wish:
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    existing: tuple[Clause, ...] = ()  # the appointment that is talked about, not wished: "von Dienstag auf …"
    shift: Shift | None = None
    soonest: bool = False
    any_time: bool = False
    lost: tuple[str, ...] = ()  # words for a time that fit no rule

    @property
    def empty(self) -> bool:
        return not (
            self.clauses or self.excluded or self.existing or self.shift or self.soonest or self.any_time or self.lost
        )

    @property
    def says_days(self) -> bool:
        return any(clause.days is not None or clause.moment is not None for clause in self.clauses)

    @property
    def says_times(self) -> bool:
        return any(clause.times is not None or clause.moment is not None for clause in self.clauses)
