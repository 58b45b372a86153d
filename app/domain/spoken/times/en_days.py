"""English words for days, British and American."""

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import from_day, rule, value
from app.domain.spoken.times.grammar import Rule

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS: dict[str, int] = {
    **{name: n for n, name in enumerate(_NAMES)},
    "mon": 0, "tue": 1, "tues": 1, "wednsday": 2, "wensday": 2, "wednes": 2, "thur": 3, "thurs": 3, "thu": 3, "fri": 4, "weds": 2,
}  # fmt: skip
EVERY_WEEKDAY: dict[str, int] = {f"{name}s": n for n, name in enumerate(_NAMES)}
MONTHS: dict[str, int] = {
    "january": 1, "february": 2, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
    "december": 12, "jan": 1, "feb": 2, "apr": 4, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
VERB_MONTHS: dict[str, int] = {"may": 5, "march": 3, "mar": 3}  # words that are months only in the company of a date
WHICH: dict[str, object] = {
    "next": w.Which.NEXT,
    "coming": w.Which.COMING,
    "upcoming": w.Which.COMING,
    "following": w.Which.COMING,
    "this": w.Which.THIS,
    "last": w.Which.LAST,
    "previous": w.Which.LAST,
}
_OFFSETS = {w.Which.THIS: 0, w.Which.NEXT: 1, w.Which.COMING: 1, w.Which.AFTER_NEXT: 2, w.Which.LAST: -1}


def _week_after(weekday: int) -> w.DaySpec:
    return w.Weekday(weekday, weeks_after=1)


def _in_weeks_weekday(weekday: int, count: int) -> w.DaySpec:
    firm = w.Weekday(weekday, weeks_after=count)
    return w.Unclear((firm, w.BothDays(w.Week(count), w.Weekday(weekday))))


_ATOMS: tuple[Rule, ...] = (
    value("atom", w.InDays(0), "today"),
    value("atom", w.InDays(1), "tomorrow", "tomorow|tommorow|tommorrow", "to morrow"),
    value("atom", w.InDays(2), "[the] day after tomorrow", "overmorrow"),
    value("atom", w.InDays(3), "two days after tomorrow"),
    value("atom", w.InDays(-1), "yesterday"),
    value("atom", w.InDays(-2), "[the] day before yesterday"),
    rule("atom", "{count} hour|hours|minute|minutes ago", "earlier today", to=lambda _=0: w.InDays(-1)),
    rule("atom", "{count} day|days ago", to=lambda n: w.InDays(-n)),
    rule("atom", "{count} week|weeks ago", to=lambda n: w.InDays(-7 * n)),
    rule("atom", "in {count} day|days [time]", "in {count} days' time", "{count} days from now|today", to=lambda n: w.InDays(n)),
    rule("atom", "in {count} week|weeks [time]", "in {count} week's|weeks' time", "{count} week|weeks from now", to=lambda n: w.InWeeks(n)),
    rule("atom", "in about|around|roughly {count} week|weeks [time]", to=lambda n: w.DaySpan(w.InDays(7 * n - 2), w.InDays(7 * n + 2))),
    rule("atom", "in {count} to|or {count} weeks [time]", to=lambda a, b: w.DaySpan(w.InDays(7 * a), w.InDays(7 * b))),
    rule("atom", "in {count} to|or {count} days [time]", to=lambda a, b: w.DaySpan(w.InDays(a), w.InDays(b))),
    rule("atom", "[the] {ord1} {wd} after {atom}", "[the] next {wd} after {atom}", to=lambda *found: w.BothDays(w.FromDay(found[-1], strictly_after=True), w.Weekday(found[-2]))),
    rule("atom", "{which} or|and {which} week", "{which} week or|and [the] {which} !week|month|weekend|{wd}", to=lambda a, b: w.EitherDay((w.Week(_OFFSETS[a]), w.Week(_OFFSETS[b])))),
    rule("atom", "{which} or|and {which} {wd}", to=lambda a, b, wd: w.EitherDay((w.Weekday(wd, a), w.Weekday(wd, b)))),
    rule("atom", "{count} week|weeks [from] today", "{count} week|weeks from today", "today in {count} week|weeks", to=lambda n: w.InDays(7 * n)),
    rule("atom", "{count} week|weeks from|on tomorrow", "{count} week|weeks tomorrow", "tomorrow in {count} week|weeks", to=lambda n: w.InDays(1 + 7 * n)),
    value("atom", w.InDays(7), "today week", "this day week", "a week today", "one week today", "week from today"),
    value("atom", w.InDays(8), "tomorrow week", "a week tomorrow"),
    value("atom", w.InWeeks(2), "in a fortnight", "in a fortnight's time", "a fortnight from now"),
    value("atom", w.InDays(14), "a fortnight [from] today", "in fourteen days"),
    rule("atom", "in {count} month|months [time]", "in {count} month's|months' time", "{count} month|months from now|today", to=lambda n: w.InMonths(n)),
    value("atom", w.InMonths(6), "in half a year", "in a half year"),
    value("atom", w.InMonths(12), "in a year", "a year from now", "in one year"),
    rule("atom", "{wd}", to=lambda n: w.Weekday(n)),
    rule("atom", "[the] {which} {wd}", "{wd} {which} !week|month|weekend|{wd}", to=lambda a, b: w.Weekday(a, b) if isinstance(a, int) else w.Weekday(b, a)),
    rule("atom", "[the] {wd} coming", "this coming {wd}", to=lambda n: w.Weekday(n, w.Which.COMING)),
    rule("atom", "[the] {wd} after next", to=lambda n: w.Weekday(n, w.Which.AFTER_NEXT)),
    rule("atom", "{wd} week", "a|one week on|from|after {wd}", "week from|on {wd}", "{wd} in a|one week", "a week {wd}", to=_week_after),
    rule("atom", "{wd} fortnight", "a fortnight on|from {wd}", "two weeks on|from {wd}", to=lambda n: w.Weekday(n, weeks_after=2)),
    rule("atom", "{count} weeks from|on {wd}", to=lambda n, wd: w.Weekday(wd, weeks_after=n)),
    rule("atom", "{wd} in {count} weeks [time]", to=_in_weeks_weekday),
    rule("atom", "{wds}", "every {wd}", "on {wds}", "any {wd}", to=lambda n: w.EveryWeekday(frozenset({n}))),
    value("atom", w.NextWorkday(), "[the] next|following working|work|business day", "[the] next weekday"),
    value("atom", w.Workdays(), "weekday|weekdays", "on weekdays", "during the week", "any weekday", "on a weekday", "working|work day|days", "midweek day", "in the week !of|before|after|beginning|commencing|starting|following|{atom}"),
    value("atom", w.AnyDay(), "any day", "every day", "any other day", "each day", "all days", "whatever day", "any day at all", "every other day of the week"),
)  # fmt: skip

_DATES: tuple[Rule, ...] = (
    rule("atom", "{isodate}", to=lambda date: date),
    rule("atom", "{slashed}", to=lambda date: date),
    rule("atom", "{dotteddate}", to=lambda date: date),
    rule("atom", "[the] {ord} [of] {amonth} [{year}]", to=lambda d, m, y: w.CalendarDate(d, m, y)),
    rule("atom", "{amonth} [the] {ord} [{year}]", to=lambda m, d, y: w.CalendarDate(d, m, y)),
    rule("atom", "{amonth} [the] {ord} or|and [the] {ord}", "{amonth} {n31} or|and {n31}", to=lambda m, a, b: w.EitherDay((w.CalendarDate(a, m), w.CalendarDate(b, m)))),
    rule("atom", "{amonth} [the] {ord} to|through|until|till [the] {ord}", "{amonth} {n31} to|through|until {n31}", "between {amonth} [the] {ord} and [the] {ord}",
         to=lambda m, a, b: w.DaySpan(w.CalendarDate(a, m), w.CalendarDate(b, m))),
    rule("atom", "{ord} to|through|until [the] {ord} [of] {amonth}", to=lambda a, b, m: w.DaySpan(w.CalendarDate(a, m), w.CalendarDate(b, m))),
    rule("atom", "{n31} [of] {amonth} [{year}]", to=lambda d, m, y: w.CalendarDate(d, m, y)),
    rule("atom", "{amonth} {n31} !o'clock|am|pm|{n59} [{year}]", to=lambda m, d, y: w.CalendarDate(d, m, y)),
    rule("atom", "{amonth} {n31} {year}", to=lambda m, d, y: w.CalendarDate(d, m, y)),
    rule("year", "{n4}", "{comma} {n4}", to=lambda *found: found[-1]),
    rule("year", "{n20} {n2}", to=lambda century, year: 100 * century + year),
    rule("atom", "the {ord} !{notdate}|{amonth}|of|one", to=lambda n: w.MonthDay(n)),
    rule("atom", "{wd} [the] {ord} !{notdate}|{amonth}|of", to=lambda wd, n: w.BothDays(w.Weekday(wd), w.MonthDay(n))),
    rule("atom", "[the] {ord} of the month", to=lambda n: w.MonthDay(n)),
    rule("atom", "[the] {ord} of this month", to=lambda n: w.BothDays(w.MonthDay(n), w.MonthOffset(0))),
    rule("atom", "[the] {ord} of next month", to=lambda n: w.BothDays(w.MonthDay(n), w.MonthOffset(1))),
    rule("amonth", "{month}", "{verbmonth}", to=lambda month: month),
    rule("firmmonth", "{month}", "in|during|next|this {verbmonth}", to=lambda month: month),
    rule("atom", "{firmmonth} [{year}]", "in|during {amonth} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    value("atom", w.Month(3), "march"),
    value("bound", w.Month(5), "may"),
    rule("atom", "{which} {amonth}", to=lambda which, month: w.Month(month) if which is not w.Which.LAST else None),
    rule("atom", "[the] {which} month", to=lambda which: w.MonthOffset(_OFFSETS[which])),
    value("atom", w.MonthOffset(2), "[the] month after next"),
    rule("atom", "{which} year", to=lambda which: w.YearOffset(_OFFSETS[which])),
    value("atom", w.Season(3), "in [the] spring", "this spring"),
    value("atom", w.Season(6), "in [the] summer", "this summer"),
    value("atom", w.Season(9), "in [the] autumn|fall", "this autumn|fall"),
    value("atom", w.Season(12), "in [the] winter", "this winter"),
)  # fmt: skip

_WEEKS: tuple[Rule, ...] = (
    rule("atom", "{week}", to=lambda week: week),
    rule("week", "[the] {which} week", to=lambda which: w.Week(_OFFSETS[which])),
    value("week", w.Week(2), "[the] week after next", "week after next week"),
    value("week", w.Week(0), "rest of the|this week", "later this week", "the rest of the|this week"),
    value("week", w.Week(1), "later next week") ,
    rule("week", "week [number] {n53}", "calendar week [number] {n53}", to=lambda *n: w.IsoWeek(n[0])),
    rule("week", "[the] week of [the] {atom}", "[the] week commencing|beginning|starting [on] {atom}", to=lambda day: w.WeekOf(day)),
    rule("week", "[the] week after {atom}", "[the] week following {atom}", to=lambda day: w.WeekOf(day, 1)),
    rule("week", "[the] week before {atom}", to=lambda day: w.WeekOf(day, -1)),
    rule("week", "[the] {nth} week {inmonth}", to=lambda nth, span: w.NthWeek(nth, span)),
    rule("atom", "[the] {nth} {wd} {inmonth}", to=lambda nth, wd, span: w.NthWeekday(nth, wd, span)),
    rule("nth", "{ord5}", to=lambda n: n),
    value("nth", -1, "last"),
    value("nth", -2, "second last", "last but one", "penultimate"),
    rule("inmonth", "in|of {amonth} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    rule("inmonth", "in|of [the] {which} month", to=lambda which: w.MonthOffset(_OFFSETS[which])),
    value("inmonth", w.MonthOffset(0), "in|of the month"),
    rule("atom", "[the] {which} weekend", to=lambda which: w.Weekend(which)),
    value("atom", w.Weekend(w.Which.COMING), "this coming weekend"),
    value("atom", w.Weekend(w.Which.BARE), "weekend|weekends", "the weekend|weekends"),
    rule("thirdof", "[the] {third} [of] [the] {thirdspan}", to=lambda third, span: w.ThirdOf(third, span)),
    rule("thirdof", "[the] {third} or|and [the] {third} [of] [the] {thirdspan}", to=lambda a, b, span: w.EitherDay((w.ThirdOf(a, span), w.ThirdOf(b, span)))),
    rule("thirdof", "[the] {third} to [the] {third} [of] [the] {thirdspan}", to=lambda a, b, span: w.DaySpan(w.ThirdOf(a, span), w.ThirdOf(b, span))),
    value("third", w.Third.BEGIN, "beginning|start", "early [in]", "early part"),
    value("third", w.Third.MIDDLE, "middle", "mid", "midway through"),
    value("third", w.Third.END, "end", "late [in]", "later part", "tail end"),
    value("third", w.Third.FIRST_HALF, "first half"),
    value("third", w.Third.SECOND_HALF, "second half", "latter half"),
    rule("thirdspan", "{week}", to=lambda week: week),
    value("thirdspan", w.Week(0), "week"),
    value("thirdspan", w.MonthOffset(0), "month"),
    value("thirdspan", w.YearOffset(0), "year"),
    rule("thirdspan", "{amonth} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    rule("thirdspan", "{which} month", to=lambda which: w.MonthOffset(_OFFSETS[which])),
    rule("thirdspan", "{which} year", to=lambda which: w.YearOffset(_OFFSETS[which])),
    value("thirdof", w.ThirdOf(w.Third.MIDDLE, w.Week(0)), "midweek", "mid week"),
    rule("thirdof", "midweek|mid {week}", to=lambda week: w.ThirdOf(w.Third.MIDDLE, week)),
    rule("thirdof", "{which} week midweek", to=lambda which: w.ThirdOf(w.Third.MIDDLE, w.Week(_OFFSETS[which]))),
    rule("atom", "{thirdof}", to=lambda third: third),
)  # fmt: skip

_HOLIDAY_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("neujahr", ("new year's|years|year day", "new year", "new year's")),
    ("dreikoenige", ("epiphany", "three kings day")),
    ("valentinstag", ("valentine's|valentines day",)),
    ("frauentag", ("women's day", "international women's day")),
    ("aschermittwoch", ("ash wednesday",)),
    ("palmsonntag", ("palm sunday",)),
    ("karwoche", ("holy week", "easter week")),
    ("gruendonnerstag", ("maundy thursday",)),
    ("karfreitag", ("good friday",)),
    ("karsamstag", ("easter saturday", "holy saturday")),
    ("ostersonntag", ("easter sunday", "easter day")),
    ("ostermontag", ("easter monday",)),
    ("ostern", ("easter", "easter weekend")),
    ("maifeiertag", ("may day", "labour|labor day")),
    ("himmelfahrt", ("ascension", "ascension day|thursday")),
    ("muttertag", ("mother's|mothers day",)),
    ("pfingsten", ("whitsun", "pentecost", "whit weekend")),
    ("pfingstsonntag", ("whit sunday", "pentecost sunday")),
    ("pfingstmontag", ("whit monday", "pentecost monday")),
    ("fronleichnam", ("corpus christi",)),
    ("fourth_of_july", ("independence day",)),
    ("einheit", ("german unity day", "unity day", "day of german unity")),
    ("reformationstag", ("halloween", "reformation day")),
    ("allerheiligen", ("all saints day", "all saints' day")),
    ("thanksgiving", ("thanksgiving", "thanksgiving day")),
    ("nikolaus", ("saint nicholas day", "st nicholas day")),
    ("heiligabend", ("christmas eve",)),
    ("erster_weihnachtstag", ("christmas day",)),
    ("zweiter_weihnachtstag", ("boxing day", "second christmas day")),
    ("weihnachten", ("christmas", "xmas")),
    ("zwischen_den_jahren", ("between christmas and new year|year's|years",)),
    ("silvester", ("new year's|years|year eve",)),
)
_HOLIDAYS: tuple[Rule, ...] = tuple(
    rule("atom", *[f"{pattern} !holidays|holiday|break" for pattern in patterns], to=lambda *_, key=key: w.Holiday(key))
    for key, patterns in _HOLIDAY_NAMES
)

_RANGES: tuple[Rule, ...] = (
    rule("day", "{atom}", to=lambda day: day),
    rule("bound", "{atom}", to=lambda day: day),
    rule("bound", "{atom} [of] {week}", to=lambda day, week: w.BothDays(day, week)),
    rule("day", "from [the] {bound} [on|onwards|onward] [on]", "starting|beginning [on|from] {bound}", "[on] {bound} onwards|onward", "{bound} or later|after", "not before {bound}", "no earlier|sooner than {bound}",
         "not until {bound}", "earliest {bound}", "{bound} at the earliest", "as of {bound}", "from {bound} on", to=from_day),
    rule("day", "after [the] {bound}", "not until after {bound}", "later than {bound}", "any time|anytime after {bound}", to=lambda day: w.FromDay(day, strictly_after=True)),
    rule("day", "before [the] {bound}", "earlier than {bound}", "any time|anytime before {bound}", to=lambda day: w.UntilDay(day, strictly_before=True)),
    rule("day", "until|till|til|by [the] {bound}", "up to|until|till {bound}", "no later than {bound}", "not later than {bound}", "not after {bound}", "{bound} at the latest", "by {bound} at the latest", "latest {bound}", "{bound} or earlier|sooner|before",
         to=lambda day: w.UntilDay(day)),
    rule("day", "[from] [the] {atom} to|through|thru|until|till|til [the] {atom}", "[any time|day] between [the] {atom} and [the] {atom}", "{atom} up to {atom}", "sometime between {atom} and {atom}", to=lambda a, b: w.DaySpan(a, b)),
    rule("day", "{count} day|days after {atom}", to=lambda n, day: w.DayShift(day, n)),
    rule("day", "{count} day|days before {atom}", to=lambda n, day: w.DayShift(day, -n)),
    rule("day", "{count} week|weeks after {atom}", to=lambda n, day: w.WeekOf(day, n)),
    rule("day", "the day after {atom}", to=lambda day: w.DayShift(day, 1)),
    rule("day", "the day before {atom}", to=lambda day: w.DayShift(day, -1)),
    rule("day", "[in|within|over] [the] next {count} days", "within {count} days", "the next {count} days", to=lambda n: w.WithinDays(n)),
    rule("day", "[in|within|over] [the] next {count} weeks", "within {count} week|weeks", "within the next {count} week|weeks", to=lambda n: w.WithinDays(7 * n)),
    rule("day", "[in|within|over] [the] next {count} month|months", "within {count} month|months", to=lambda n: w.WithinDays(30 * n)),
    value("day", w.WithinDays(7, skip_today=True), "[in|over] [the] next few|couple days", "[in|over] [the] next couple of days", "the coming days", "in a few days", "in the coming days"),
    value("day", w.WithinDays(21, skip_today=True), "[in|over] [the] next few|couple weeks", "[in|over] [the] next couple of weeks", "the coming weeks", "in the coming weeks"),
    rule("count", "{n365}", to=lambda n: n),
    value("count", 1, "a|an"),
    value("count", 2, "a couple of", "couple of"),
)  # fmt: skip

DAY_RULES: tuple[Rule, ...] = (*_ATOMS, *_DATES, *_WEEKS, *_HOLIDAYS, *_RANGES)
