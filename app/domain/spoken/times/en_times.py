"""English words for times of day, British ("half two" is half past two) and American."""

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import hour_minute, rule, shifted, spoken_pair, value
from app.domain.spoken.times.grammar import Rule

PARTS: dict[str, str] = {
    "morning": "morning", "mornings": "morning", "afternoon": "afternoon_en", "afternoons": "afternoon_en", "evening":
    "evening",
    "evenings": "evening", "lunchtime": "noon", "lunchtimes": "noon", "midday": "noon", "night": "night", "nighttime":
    "night",
}  # fmt: skip

EACH_DAY: dict[str, str] = {"mornings": "morning", "afternoons": "afternoon_en", "evenings": "evening"}
"""Said of every day: "before the thirtieth, and only mornings"."""

_ISH = "around|about|approximately|roughly|circa|maybe|perhaps|ish"
_AM_PM = "{half}"


def _with_half(clock: w.Clock, half: str | None) -> w.Clock | None:
    if half is None:
        return clock
    if clock.minute > 1440:
        return clock
    if clock.fixed and clock.minute >= 780:
        return clock if half == "pm" else None
    return w.Clock(clock.minute % 720 + (720 if half == "pm" else 0), fixed=True)


def _span_of(start: w.Clock, end: w.Clock) -> w.TimeSpec:
    """ "Between two and four pm": the half of the day goes for both, unless that turns the span around."""
    if end.fixed and not start.fixed:
        same_half = w.Clock(start.minute % 720 + (720 if end.minute >= 720 else 0), fixed=True)
        if same_half.minute < end.minute and (end.minute - same_half.minute) <= 720:
            return w.Between(same_half, end)
    return w.Between(start, end)


def _oh(hour: int, minute: int) -> w.Clock | None:
    return hour_minute(hour, minute) if minute < 10 else None


def _around(clock: w.Clock, half: str | None = None) -> w.TimeSpec | None:
    fixed = _with_half(clock, half)
    return w.Around(fixed) if fixed is not None else None


_CLOCKS: tuple[Rule, ...] = (
    value("half", "am", "am", "a m", "in the morning", "of a morning"),
    value("half", "pm", "pm", "p m", "in the afternoon|evening", "at night"),
    rule("full", "{n99} [o'clock|oclock]", to=hour_minute),
    value("full", w.Clock(720, fixed=True), "noon", "midday"),
    value("full", w.Clock(1440, fixed=True), "midnight"),
    rule("bare", "{n24} !{unit}|{n59}|past|o", to=hour_minute),
    rule("bare", "{n24} {n59} !{unit}", to=spoken_pair),
    rule("bare", "{n24} oh|o|zero {n59} !{unit}", to=_oh),
    rule("bare", "{dotted}", to=lambda clock: clock),
    rule("bare", "{four}", to=lambda clock: clock),
    rule("told", "{hm} [o'clock|hours|hrs]", "{dotted} o'clock", to=lambda clock: clock),
    rule("told", "{n99} o'clock|oclock|hours|hrs", "{n99} o clock", to=hour_minute),
    rule("told", "{n24} hundred [hours]", to=lambda h: hour_minute(h, 0) and w.Clock(h * 60, fixed=True)),
    rule("told", "half past {full}", to=lambda c: shifted(c, 30)),
    rule("told", "half {full} !hour|an|a|day", to=lambda c: shifted(c, 30)),
    rule("told", "[a] quarter past|after {full}", to=lambda c: shifted(c, 15)),
    rule("told", "[a] quarter to|of|till|before|til {full}", to=lambda c: shifted(c, -15)),
    rule("told", "{n29} [minutes|minute] past|after {full}", to=lambda n, c: shifted(c, n)),
    rule("told", "{n29} [minutes|minute] to|till|of|before|til {full} !{unit}",
         to=lambda n, c: shifted(c, -n) if n in (5, 10, 15, 20, 25) else None),
    value("told", w.Clock(720, fixed=True), "noon", "twelve noon", "12 noon", "noontime", "high noon"),
    value("told", w.Clock(1440, fixed=True), "midnight", "twelve midnight"),
    rule("clock", "{told} [{half}]", to=_with_half),
    rule("clock", "{bare} {half}", to=_with_half),
    rule("hour", "{clock}", "{bare}", to=lambda clock: clock),
    rule("hour", "{told} sharp", "{bare} sharp", to=lambda clock: clock),
)  # fmt: skip

_POINTS: tuple[Rule, ...] = (
    rule("time", "{clock} [sharp]", "how|what about [at] {hour}", "at [exactly|precisely] {hour}", "{bare} sharp",
         "for {clock}", "say {hour}", to=w.At),
    rule("time", f"[at] {_ISH} {{hour}} [ish|or]  [so]", "{hour} ish", "{hour} or so", "at {hour} or so|thereabouts",
         "{clock} or thereabouts", "towards {hour}", "{n24ish} [{half}]", "{clock} roughly|approximately",
         "[at] around about {hour}", "somewhere around {hour}", "close to {hour}", "give or take {hour}", to=_around),
    rule("time", "just|shortly|right|soon after {hour}", "a little after {hour}", to=lambda c: w.Around(c, 0, 30)),
    rule("time", "just|shortly|right before {hour}", "a little before {hour}", to=lambda c: w.Around(c, 30, 0)),
    rule("time", "[any|some] [time|anytime|sometime] between {hour} and {hour}",
         "sometime|anytime between {hour} and {hour}", "from {hour} to|until|till|til|through|up {hour}",
         "{hour} to|until|till|til|through {hour}", "{clock} to|until|till|til|through {hour}",
         "between {hour} to {hour}", "after {hour} and until {hour}", "from {hour} up to {hour}", to=_span_of),
    rule("time", "after {hour}", "from [about|around] {hour} [on|onwards|onward] [on]", "not before {hour}",
         "no earlier|sooner than {hour}", "{hour} or later|after", "at {hour} or|and later|after|onwards",
         "{clock} onwards|onward", "[any] time|anytime after {hour}", "any time from {hour}",
         "not until [after] {hour}", "{hour} at the earliest", "earliest [at] {hour}", "past {hour}",
         "later than {hour}", "starting|beginning [at|from] {hour}", "at the earliest [at] {hour}",
         "{hour} and later|after", to=w.After),
    rule("time", "until|till|til|by [about|around] {hour}", "up until|to|till {hour}", "no later than {hour}",
         "not later than {hour}", "not after|past {hour}", "{hour} at the latest", "at the latest [by|at] {hour}",
         "{hour} latest", "latest {hour}", "by {hour} latest", "by {hour} at the latest",
         "nothing after|past|later {hour}", "nothing later than {hour}", "{hour} or earlier|sooner", to=w.Before),
    rule("time", "don't|doesn't|can't|won't|not [get|be|finish|leave|come|make] [off|out|away|home|back|free|done|"
         "finished|it] [of] [work|school] till|til|until|before {hour}",
         "get|gets off|away|out [of] [work] at {hour}", to=w.After),
    value("they_can", True,  # "the earliest I can do is five"
          "[time] [that] i|we|he|she|they can|could [possibly|realistically] [do|make|come|manage|get|be] "
          "[it|in|there|away|over|out|with] [you|there|of] [work] is|are|would|will [be] [at|about|around|probably]",
          "i'm|we're|he's|she's [ever] free|available|off|done|home|back is|would|will [be] [at|about|around]"),
    rule("time", "[the] earliest|soonest {they_can} {hour}", to=lambda _, clock: w.After(clock)),
    rule("time", "[the] latest {they_can} {hour}", to=lambda _, clock: w.Before(clock)),
    rule("time", "leave|gone|start|starts|begin [work|school] at|by|around|about {hour}",
         "be at|in|back [work|school|the] [office] [at|by] {hour}", "out of here|there by|at {hour}",
         to=lambda c: w.Before(c, inclusive=False)),
    rule("time", "shift|class|lecture|school|course ends|finishes [at|around|about] {hour}",
         "finish|finishes|finished [work|school] [at|by|around|about] {hour}",
         "i'm|am done|off|free|finished [work] [at|from|by] {hour}",
         "get off [work] at|around|about {hour}", "knock off at {hour}", to=w.After),
    rule("time", "nothing before|earlier {hour}", "nothing earlier than {hour}", to=w.After),
    rule("time", "before {hour}", "earlier than {hour}", "[any] time|anytime before {hour}", "prior to {hour}",
         to=lambda c: w.Before(c, inclusive=False)),
    rule("time", "after|from {hour} [and|but] before {hour}", to=lambda a, b: _span_of(a, shifted(b, -1))),
    rule("hourspan", "{hour} {dash} {hour}", "{hour} to|until|till|through {hour}",
         to=lambda a, _, b=None: _span_of(a, b or _)),
    rule("time", "{hour} {dash} {clock}", "{clock} {dash} {hour}", "{hm} {dash} {hm}",
         to=lambda a, _, b: _span_of(a, b)),
)  # fmt: skip

_PARTS: tuple[Rule, ...] = (
    rule("time", "[in|during] [the] {parts} [time|hours]", "any|every|each {part}",
         to=lambda key: w.Part(key, each=True)),
    rule("time", "{part} [time]", "[in|during|of|at] [the] {part} [time|hours]", "[in|during] [the] {part}", to=w.Part),
    value("time", w.Part("early"), "early in the morning", "early morning", "early mornings", "[very] early",
          "bright and early", "nice and early", "early on", "in the early morning", "early hours"),
    value("time", w.Part("first_thing"), "first thing [in the morning]", "first appointment of the day|morning",
          "first slot [of|in] [the] [day|morning]", "when|as soon as you open", "right when|after you open",
          "as you open", "the first appointment of the day", "very first thing", "crack of dawn", "at opening time"),
    value("time", w.Part("last_thing"), "last thing [in|of] [the] [day|afternoon|evening]",
          "[as] late as possible|poss|you|i|we [can|could|have|do|possibly|realistically] [can|do|get|make]",
          "[as] late [on] in the day|afternoon|evening as possible|poss|you|i|we|you've|can [can|could|have|do|got|be]",
          "[as] late as you've|you'd|can [got|be|have]",
          "[as] late on as possible|you|i|you've [can|could|have|got|do]",
          "[the] latest [slot|appointment|time|one|opening|thing] [that] you|you've [have|got|can|could|do] "
          "[do|offer|got|give]",
          "[the] latest possible|available [slot|appointment|time|one]",
          "[the] last one|time [of|in] the day|afternoon",
          "last appointment [of|in] [the] [day|afternoon]", "last slot [of] [the] [day]", "right before you close",
          "just before you close", "end of the day|working", "at the end of the day", "towards the end of the day",
          "before you close", "end of day"),
    *(value("time", w.Part(PARTS[part]),
            f"[the] first|earliest|soonest [free|available] {part} [that|which] [you] [have|got]")
      for part in ("morning", "afternoon", "evening")),
    value("time", w.Part("late_morning"), "late morning", "late mornings", "late in the morning",
          "in the late morning", "later in the morning", "mid morning", "mid-morning", "midmorning"),
    value("time", w.Part("early_afternoon"), "early afternoon", "early afternoons", "early in the afternoon",
          "in the early afternoon"),
    value("time", w.Part("late_afternoon"), "late afternoon", "late afternoons", "late in the afternoon",
          "in the late afternoon", "later in the afternoon", "toward|towards the end of the afternoon"),
    value("time", w.BothTimes(w.Part("afternoon_en"), w.Between(w.Clock(840, fixed=True), w.Clock(960, fixed=True))),
          "mid afternoon", "midafternoon", "in the middle of the afternoon"),
    value("time", w.Part("early_evening"), "early evening", "early evenings", "early in the evening",
          "in the early evening"),
    value("time", w.Part("late_evening"), "late evening", "late in the evening", "late at night"),
    value("time", w.Part("am"), "in the am"),
    value("time", w.Part("pm"), "in the pm"),
    value("time", w.Part("noon"), "lunch time", "lunch hour|break", "around|over|at|during lunch|lunchtime|midday",
          "during|in|on my lunch [break|hour]", "around noon", "around midday", "the middle of the day",
          "in the middle of the day", "around the middle of the day", "about midday", "noonish", "around noonish"),
    value("time", w.After(w.Clock(960, fixed=True)), "late|later [on] in the day", "towards evening",
          "[really|very|quite|pretty|rather] late", "late on"),
    rule("time", "make|do it|that {hour} instead|rather of|than [at] {hour}", to=lambda new, _: w.At(new)),
    value("time", w.After(w.Clock(780, fixed=True)), "after lunch", "after lunchtime", "after my lunch",
          "after lunch time", "after midday lunch"),
    value("time", w.Before(w.Clock(720, fixed=True)), "before lunch", "before lunchtime", "by lunchtime",
          "before lunch time"),
    value("time", w.After(w.Clock(1020, fixed=True)), "after work", "after working hours", "after office hours",
          "when i finish work", "after i finish work", "after my work", "once i finish work", "after business hours"),
    value("time", w.Before(w.Clock(540, fixed=True), inclusive=False), "before work", "before i start work",
          "before the office",
          "before i|we|he|she go|goes|head|heads|start|starts|set|leave|leaves|drive|drives [off|out|in] "
          "[in|into|to|for] [the|my|his|her] work|office|site|shop|factory"),
    value("time", w.After(w.Clock(840, fixed=True)), "after school", "after the school run",
          "after his|her|their school",
          "after [the|his|her|their] nursery|kindergarten|daycare|playschool|preschool|kita|pickup|lessons|lectures|"
          "classes|uni|college", "after school|nursery pickup|pick", "after school|nursery pick up",
          "once school|nursery|kindergarten|kita|college|uni is|has|lets [finished|over|done|out]"),
    value("time", w.Before(w.Clock(480, fixed=True)), "before school"),
    value("time", w.After(w.Clock(600, fixed=True)), "not too|so|quite|that|very early",
          "not too|so early in the morning|day"),
    value("time", w.Before(w.Clock(960, fixed=True)), "not too|so|quite|that|very late",
          "not too|so late in the day|afternoon"),
    value("time", w.AnyTime(), "all day [long]", "any time of [the] day", "the whole day", "at any time of day",
          "throughout the day"),
)  # fmt: skip

_DAY_WITH_PART: tuple[Rule, ...] = (
    value("both", w.Clause(w.InDays(0), w.Part("evening")), "tonight", "to night", "this evening", "this night"),
    value("both", w.Clause(w.InDays(0), w.Part("morning")), "this morning"),
    value("both", w.Clause(w.InDays(0), w.Part("afternoon_en")), "this afternoon"),
    value("both", w.Clause(w.InDays(0), w.Part("late_afternoon")), "late this afternoon", "later this afternoon"),
    value("both", w.Clause(w.InDays(0), w.Part("early_afternoon")), "early this afternoon"),
    rule("both", "{wd} am !i", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("am"))),
    rule("both", "{wd} pm", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("pm"))),
    value("both", w.Clause(w.InDays(1), w.Part("am")), "tomorrow am !i"),
    value("both", w.Clause(w.InDays(1), w.Part("pm")), "tomorrow pm"),
    value("both", w.Clause(w.InDays(1), w.Part("early")), "early tomorrow", "early tomorrow morning"),
    value("both", w.Clause(w.InDays(1), w.Part("first_thing")), "first thing tomorrow [morning]"),
    rule("both", "first thing [on] {wd} [morning]", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("first_thing"))),
    rule("both", "first thing [on] next {wd} [morning]",
         to=lambda wd: w.Clause(w.Weekday(wd, w.Which.NEXT), w.Part("first_thing"))),
    rule("both", "late [on] {wd} afternoon", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("late_afternoon"))),
    rule("both", "early [on] {wd} afternoon", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("early_afternoon"))),
    rule("both", "early [on] {wd} [morning]", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("early"))),
    rule("both", "late [on] {wd} morning", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("late_morning"))),
    value("both", w.Clause(w.InDays(1), w.Part("late_morning")), "late tomorrow morning"),
    value("both", w.Clause(w.InDays(1), w.Part("late_afternoon")), "late tomorrow afternoon"),
    value("both", w.Clause(w.InDays(1), w.Part("early_afternoon")), "early tomorrow afternoon"),
    rule("both", "[today] in {count} hour|hours [time]", "in {count} hour's|hours' time",
         "{count} hour|hours from now", to=lambda n: w.Clause(moment=w.InMinutes(60 * n))),
    rule("both", "[today] in {count} minute|minutes [time]", to=lambda n: w.Clause(moment=w.InMinutes(n))),
    value("both", w.Clause(moment=w.InMinutes(30)), "in half an hour", "in a half hour", "in half an hour's time"),
    value("both", w.Clause(moment=w.InMinutes(90)), "in an hour and a half"),
    value("both", w.Clause(moment=w.InMinutes(15)), "in a quarter of an hour"),
    value("both", w.Clause(moment=w.InMinutes(60, within=True)), "within the [next] hour", "within an hour",
          "in the next hour"),
    rule("both", "within [the] [next] {count} hours", "in the next {count} hours",
         to=lambda n: w.Clause(moment=w.InMinutes(60 * n, within=True))),
)  # fmt: skip

TIME_RULES: tuple[Rule, ...] = (*_CLOCKS, *_POINTS, *_PARTS, *_DAY_WITH_PART)
