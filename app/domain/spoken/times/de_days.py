"""German words for days: one rule per way of saying it. Patterns are written with umlauts and compared without."""

from dataclasses import replace

from app.domain.spoken.number_words import fold
from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import from_day, rule, value
from app.domain.spoken.times.grammar import Rule

_WEEKDAY_NAMES = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
WEEKDAYS: dict[str, int] = {
    **{name: n for n, name in enumerate(_WEEKDAY_NAMES)},
    "sonnabend": 5, "donerstag": 3, "dinstag": 1, "diensttag": 1, "mitwoch": 2, "freitach": 4, "montach": 0,
    "dienstach": 1, "donnerstach": 3, "donnerschtag": 3, "samstach": 5, "sonntach": 6, "zischtig": 1, "zistig": 1,
}  # fmt: skip
EVERY_WEEKDAY: dict[str, int] = {f"{name}s": n for name, n in WEEKDAYS.items()}
PLURAL_WEEKDAY: dict[str, int] = {f"{name}{end}": n for name, n in WEEKDAYS.items() for end in ("e", "en")}
MONTHS: dict[str, int] = {
    "januar": 1, "janner": 1, "februar": 2, "feber": 2, "marz": 3, "april": 4, "mai": 5, "juni": 6, "juno": 6, "juli":
    7, "julei": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip


def _inflected(*stems: str) -> list[str]:
    return [fold(stem + end) for stem in stems for end in ("e", "en", "er", "es", "em", "")]


WHICH: dict[str, object] = {
    **dict.fromkeys(_inflected("nächst", "nächstfolgend"), w.Which.NEXT),
    **dict.fromkeys(_inflected("kommend", "folgend"), w.Which.COMING),
    **dict.fromkeys(_inflected("dies"), w.Which.THIS),
    **dict.fromkeys(_inflected("übernächst"), w.Which.AFTER_NEXT),
    **dict.fromkeys(_inflected("letzt", "vergangen", "vorig"), w.Which.LAST),
}
_OFFSETS = {w.Which.THIS: 0, w.Which.NEXT: 1, w.Which.COMING: 1, w.Which.AFTER_NEXT: 2, w.Which.LAST: -1}


def _in_days(count: int) -> w.DaySpec:
    """ "In acht Tagen" is how people say a week."""
    return w.Unclear((w.InDays(7), w.InDays(8))) if count == 8 else w.InDays(count)


def _weekday_in_weeks(weekday: int, count: int) -> w.DaySpec:
    """ "Montag in einer Woche", said on a Monday, is the next one."""
    if count == 1:
        return w.FollowingWeekday(w.InDays(6), weekday)
    return w.Unclear((w.Weekday(weekday, weeks_after=count), w.BothDays(w.Week(count), w.Weekday(weekday))))


def _weekday_before(weekday: int, day: w.DaySpec) -> w.DaySpec | None:
    """ "Samstag vor Ostern": the last one before; of Easter, before its Sunday."""
    if not isinstance(day, w.Holiday):
        return None
    begins = replace(day, key="ostersonntag") if day.key == "ostern" else day
    return w.FollowingWeekday(w.DayShift(begins, -8), weekday)


def _weekday_in_days(weekday: int, count: int) -> w.DaySpec | None:
    return w.Weekday(weekday, weeks_after={8: 1, 14: 2}[count]) if count in (8, 14) else None


def _month_of(ordinal: int) -> int | None:
    return ordinal if 1 <= ordinal <= 12 else None


def _date(day: int, month: int, year: int | None = None) -> w.DaySpec | None:
    return w.CalendarDate(day, month, year) if month <= 12 else None


def _two_thirds(*said: object) -> w.DaySpec | None:
    *thirds, span = (value for value in said if value != ",")
    return w.EitherDay(tuple(w.ThirdOf(third, span) for third in thirds))  # type: ignore[arg-type]


_ATOMS: tuple[Rule, ...] = (
    value("heute_", w.InDays(0), "heute|heut"),
    value("atom", w.InDays(0), "heute|heut", "diesen tag"),
    value("atom", w.InDays(1), "morgen"),
    value("atom", w.InDays(2), "übermorgen", "über morgen"),
    value("atom", w.InDays(3), "überübermorgen", "über übermorgen", "über über morgen"),
    value("atom", w.InDays(-1), "gestern"),
    value("atom", w.InDays(-2), "vorgestern", "vor gestern"),
    rule("atom", "vor {count} stunden|stunde|minuten", to=lambda _: w.InDays(-1)),
    rule("atom", "vor {count} tagen|tag", to=lambda n: w.InDays(-n)),
    rule("atom", "vor {count} wochen|woche", to=lambda n: w.InDays(-7 * n)),
    rule("atom", "vor {count} monaten|monat", to=lambda n: w.InMonths(-n)),
    rule("atom", "in {count} tagen|tag", to=_in_days),
    rule("atom", "heute in {count} tagen|tag", "heute über {count} tage", to=lambda n: w.InDays(7 if n == 8 else n)),
    rule("atom", "heute in {count} wochen|woche", to=lambda n: w.InDays(7 * n)),
    rule("atom", "morgen in {count} wochen|woche", to=lambda n: w.InDays(1 + 7 * n)),
    rule("atom", "morgen in {count} tagen", to=lambda n: w.InDays(1 + (7 if n == 8 else n))),
    rule("atom", "übermorgen in {count} wochen|woche", to=lambda n: w.InDays(2 + 7 * n)),
    rule("atom", "in {count} wochen|woche", to=w.InWeeks),
    rule("atom", "in etwa|circa|ca|ungefähr|so|rund {count} wochen|woche", "so in {count} wochen|woche",
         to=lambda n: w.DaySpan(w.InDays(7 * n - 2), w.InDays(7 * n + 2))),
    rule("atom", "in {count} bis|oder {count} wochen", "in {count} [{comma}] {count} wochen",
         to=lambda *said: w.DaySpan(w.InDays(7 * said[0]), w.InDays(7 * said[-1]))),
    rule("atom", "in {count} bis|oder {count} tagen", "in {count} [{comma}] {count} tagen",
         to=lambda *said: w.DaySpan(w.InDays(said[0]), w.InDays(said[-1]))),
    rule("atom", "{ord1} {wd} nach [dem|den] {atom}",
         to=lambda _, wd, day: w.BothDays(w.FromDay(day, strictly_after=True), w.Weekday(wd))),
    rule("atom",
         "[irgendwann|mal|noch] [in] die|der woche [vielleicht] [{comma}] oder|und|sonst [vielleicht] [in] [der|die] "
         "{which} !monat|wochenende|{wd}", to=lambda *said: w.EitherDay((w.Week(0), w.Week(_OFFSETS[said[-1]])))),
    rule("atom", "{which} oder|und|sowie [in] [der|die] {which} woche",
         "{which} woche [{comma}] oder|und|sowie|sonst [vielleicht] [in] [der|die] {which} "
         "!woche|monat|wochenende|{wd}",
         to=lambda *said: w.EitherDay((w.Week(_OFFSETS[said[0]]), w.Week(_OFFSETS[said[-1]])))),
    rule("atom", "{which} oder|und {which} {wd}",
         to=lambda a, b, wd: w.EitherDay((w.Weekday(wd, a), w.Weekday(wd, b)))),
    rule("atom", "in {count} monaten|monat", to=w.InMonths),
    value("atom", w.InMonths(6), "in einem halben jahr", "in 'nem halben jahr"),
    value("atom", w.InMonths(3), "in einem vierteljahr", "in einem viertel jahr"),
    value("atom", w.InMonths(12), "in einem jahr"),
    rule("atom", "{wd}", to=w.Weekday),
    rule("atom", "{which} {wd}", to=lambda which, n: w.Weekday(n, which)),
    rule("atom", "{wd} {which} !woche|woch|monat|monats|wochenende|jahr|{wd}|{month}",
         to=lambda n, which: w.Weekday(n, which) if which is not w.Which.LAST else None),
    rule("atom", "{wd} in {count} wochen|woche", "{wd} über {count} wochen|woche", to=_weekday_in_weeks),
    rule("atom", "{wd} in {count} tagen", to=_weekday_in_days),
    rule("atom", "{wd} [direkt|gleich|kurz|unmittelbar] vor [dem|den|der] {atom}", to=_weekday_before),
    rule("atom", "{wds}", "immer {wds}", "jeden|jedem {wd}", "an {wdpl}", "{wdpl}",
         to=lambda n: w.EveryWeekday(frozenset({n}))),
    value("atom", w.NextWorkday(), "nächsten|nächster|kommenden|folgenden werktag|arbeitstag|wochentag"),
    value("atom", w.Workdays(), "unter der woche", "werktags", "wochentags", "an|am werktagen|werktag",
          "an wochentagen", "in der woche !vor|nach|ab|vom|um|mit|darauf|danach|drauf|davor|{atom}"),
    value("atom", w.AnyDay(), "jeden tag", "jeder tag", "an jedem tag", "alle tage", "allen tagen", "täglich",
          "egal welcher tag", "jeder andere tag", "jeden anderen tag", "an jedem anderen tag", "welcher tag egal",
          "[wochentag|tag] [ist|wäre] [mir] egal welcher tag", "tag|wochentag [ist|wäre] [mir] [völlig|ganz] egal"),
)  # fmt: skip

_DATES: tuple[Rule, ...] = (
    rule("atom", "{date}", "{slashed}", to=lambda date: date),
    rule("atom", "{isodate}", to=lambda date: date),
    rule("atom", "am|den|dem|der|vom|zum|bis|ab {dotdate}", "{wd} {dotdate}",
         to=lambda *found: found[-1] if len(found) == 1 else w.BothDays(w.Weekday(found[0]), found[1])),
    rule("atom", "{ord} bis [zum|einschließlich] [dem|den] {atom}",
         to=lambda n, day: w.DaySpan(w.MonthDay(n), day) if isinstance(day, w.CalendarDate | w.MonthDay) else None),
    rule("atom", "am|den|dem|vom|zum|der {ord} {n12} !uhr|{unit}|{n59}|{month}", to=_date),
    rule("atom", "{ord} {ordmonth} [{year}]", to=_date),
    rule("atom", "{ord} {month} [{year}]", "{n31} {month} [{year}]", "{ord} im {month} [{year}]", to=_date),
    rule("ordmonth", "{ord}", to=_month_of),
    rule("year", "{n4}", to=lambda year: year),
    rule("year", "{n20} {n2}", to=lambda century, year: 100 * century + year),
    rule("atom", "am|den|dem|der|vom|zum {ord} !{noun}|mal|stock|termin|vorschlag|freien|freie|möglichen|woche|"
         "kalenderwoche|kw|hälfte|{wd}|{month}|{ord}", to=w.MonthDay),
    rule("atom", "{wd} der|den|dem {n31} !{unit}|uhr|{month}|{n59}",
         to=lambda wd, n: w.BothDays(w.Weekday(wd), w.MonthDay(n))),
    rule("atom", "am|den|dem|vom {n31} !{unit}|uhr|{month}|{n59}", to=w.MonthDay),
    rule("atom", "{wd} [den|der|dem] {ord} !{noun}|{month}|{ord}",
         to=lambda wd, n: w.BothDays(w.Weekday(wd), w.MonthDay(n))),
    rule("atom", "{ord} des|diesen|dieses monats", to=lambda n: w.BothDays(w.MonthDay(n), w.MonthOffset(0))),
    rule("atom", "{ord} des|im nächsten|kommenden monats|monat",
         to=lambda n: w.BothDays(w.MonthDay(n), w.MonthOffset(1))),
    rule("atom", "{month} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    rule("atom", "{which} {month}", to=lambda which, month: w.Month(month) if which is not w.Which.LAST else None),
    rule("atom", "{which} monat|monats", to=lambda which: w.MonthOffset(_OFFSETS[which])),
    rule("atom", "{which} jahr|jahres", to=lambda which: w.YearOffset(_OFFSETS[which])),
    value("atom", w.Season(3), "im frühling|frühjahr"),
    value("atom", w.Season(6), "im sommer"),
    value("atom", w.Season(9), "im herbst"),
    value("atom", w.Season(12), "im winter"),
)  # fmt: skip

_WEEKS: tuple[Rule, ...] = (
    rule("atom", "{week}", to=lambda week: week),
    rule("week", "{which} woche", "{which} arbeitswoche", to=lambda which: w.Week(_OFFSETS[which])),
    value("week", w.Week(2), "über nächste|nächster woche"),
    value("week", w.Week(0), "noch [in|die] [diese|dieser|der] woche", "laufende|laufenden woche",
          "die woche noch",
          "irgendwann|irgendwo|mal [noch] [in] [die|der] woche !drauf|darauf|danach|nach|vor|davor|von"),
    rule("atom", "kw|kalenderwoche {n53} oder|und {n53}", to=lambda a, b: w.EitherDay((w.IsoWeek(a), w.IsoWeek(b)))),
    rule("week", "kw|kalenderwoche {n53}", "{ord53} kw|kalenderwoche", "woche {n53}", to=w.IsoWeek),
    rule("week", "woche ab|vom [dem|den] {atom}", to=w.WeekOf),
    rule("week", "woche um|mit [den|dem] {atom}", to=w.WeekOf),
    rule("week", "woche nach {atom}", to=lambda day: w.WeekOf(day, 1)),
    rule("week", "woche vor {atom}", to=lambda day: w.WeekOf(day, -1)),
    rule("week", "{nth} woche {inmonth}", to=w.NthWeek),
    rule("atom", "im {month} [{comma}] [am] [liebsten|besten] in der {nth} woche",
         to=lambda *said: w.NthWeek(said[-1], w.Month(said[0]))),
    rule("atom", "[{which}] {wd} [{comma}] nicht diesen|dieser|den [{comma}] [sondern] den|der drauf|darauf|danach",
         "{wd} [{comma}] nicht diesen|dieser|den [{comma}] [sondern] den|der nächsten|folgenden|übernächsten",
         to=lambda *said: w.Weekday(next(one for one in said if type(one) is int), weeks_after=1)),
    rule("week", "{nth} {month} woche", to=lambda nth, month: w.NthWeek(nth, w.Month(month))),
    rule("atom", "{nth} {wd} {inmonth}", to=w.NthWeekday),
    rule("nth", "{ord5}", to=lambda n: n),
    value("nth", -1, "letzte|letzten|letzter|letztes"),
    value("nth", -2, "vorletzte|vorletzten|vorletzter"),
    rule("inmonth", "im|in|vom {month} [{year}]", "{month} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    rule("inmonth", "im|des {which} monat|monats", "{which} monat|monats",
         to=lambda which: w.MonthOffset(_OFFSETS[which])),
    value("inmonth", w.MonthOffset(0), "des monats", "im monat"),
    rule("weekend", "{which} wochenende|wochenendes", to=w.Weekend),
    value("weekend", w.Weekend(w.Which.BARE), "wochenende|wochenenden|wochenends"),
    rule("atom", "{weekend}", to=lambda weekend: weekend),
    rule("thirdof", "{third} [der|des|von|vom|im] {thirdspan}", to=w.ThirdOf),
    rule("thirdof", "{third} {comma} {third} {thirdspan}", "{third} oder|und {third} {thirdspan}", to=_two_thirds),
    rule("thirdof", "{third} bis {third} {thirdspan}",
         to=lambda a, b, span: w.DaySpan(w.ThirdOf(a, span), w.ThirdOf(b, span))),
    value("third", w.Third.BEGIN, "anfang|anfangs|beginn", "zu beginn"),
    value("third", w.Third.MIDDLE, "mitte"),
    value("third", w.Third.END, "ende"),
    value("third", w.Third.FIRST_HALF, "erste|ersten hälfte"),
    value("third", w.Third.SECOND_HALF, "zweite|zweiten hälfte"),
    rule("thirdspan", "{week}", to=lambda week: week),
    value("thirdspan", w.Week(0), "woche"),
    value("thirdspan", w.MonthOffset(0), "monats|monat"),
    value("thirdspan", w.YearOffset(0), "jahres|jahr"),
    rule("thirdspan", "{month} [{year}]", to=lambda month, year: w.Month(month, year=year)),
    rule("thirdspan", "{which} monat|monats", to=lambda which: w.MonthOffset(_OFFSETS[which])),
    rule("thirdspan", "{which} jahr|jahres", to=lambda which: w.YearOffset(_OFFSETS[which])),
    rule("thirdof", "erste|ersten {month} hälfte", to=lambda month: w.ThirdOf(w.Third.FIRST_HALF, w.Month(month))),
    rule("thirdof", "zweite|zweiten {month} hälfte", to=lambda month: w.ThirdOf(w.Third.SECOND_HALF, w.Month(month))),
    value("thirdof", w.ThirdOf(w.Third.BEGIN, w.Week(0)), "wochenanfang|wochenbeginn"),
    value("thirdof", w.ThirdOf(w.Third.MIDDLE, w.Week(0)), "wochenmitte"),
    value("thirdof", w.ThirdOf(w.Third.BEGIN, w.MonthOffset(0)), "monatsanfang|monatsbeginn"),
    value("thirdof", w.ThirdOf(w.Third.MIDDLE, w.MonthOffset(0)), "monatsmitte"),
    value("thirdof", w.ThirdOf(w.Third.END, w.MonthOffset(0)), "monatsende"),
    value("thirdof", w.ThirdOf(w.Third.END, w.YearOffset(0)), "jahresende"),
    rule("atom", "{thirdof}", to=lambda third: third),
)  # fmt: skip

HOLIDAY_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("neujahr", ("neujahr", "neujahrstag", "neujahrsmorgen")),
    ("dreikoenige", ("heilige|heiligen drei könige|königen", "dreikönigstag", "drei könige")),
    ("valentinstag", ("valentinstag",)),
    ("weiberfastnacht", ("weiberfastnacht", "altweiber")),
    ("rosenmontag", ("rosenmontag", "rosen montag")),
    ("fastnacht", ("faschingsdienstag", "veilchendienstag")),
    ("aschermittwoch", ("aschermittwoch", "ascher mittwoch")),
    ("frauentag", ("frauentag", "weltfrauentag")),
    ("palmsonntag", ("palmsonntag",)),
    ("karwoche", ("karwoche", "kar woche", "osterwoche")),
    ("gruendonnerstag", ("gründonnerstag", "grün donnerstag")),
    ("karfreitag", ("karfreitag", "kar freitag")),
    ("karsamstag", ("karsamstag", "ostersamstag")),
    ("ostersonntag", ("ostersonntag", "oster sonntag")),
    ("ostermontag", ("ostermontag", "oster montag")),
    ("ostern", ("ostern", "ostertage|ostertagen|osterfeiertage|osterfeiertagen|osterwochenende")),
    ("maifeiertag", ("maifeiertag", "tag der arbeit", "tag der arbeiten")),
    ("himmelfahrt", ("himmelfahrt", "christi himmelfahrt", "himmelfahrtstag", "vatertag")),
    ("muttertag", ("muttertag",)),
    ("pfingstsonntag", ("pfingstsonntag", "pfingst sonntag")),
    ("pfingstmontag", ("pfingstmontag", "pfingst montag")),
    ("pfingsten", ("pfingsten", "pfingstfeiertage|pfingstfeiertagen|pfingstwochenende")),
    ("fronleichnam", ("fronleichnam",)),
    ("mariae_himmelfahrt", ("mariä|maria himmelfahrt",)),
    ("einheit", ("tag der deutschen einheit", "tag der einheit")),
    ("reformationstag", ("reformationstag", "halloween")),
    ("allerheiligen", ("allerheiligen",)),
    ("martinstag", ("martinstag",)),
    ("buss_und_bettag", ("buß und bettag", "bußtag", "buss und bettag", "buß und bet tag")),
    ("advent1", ("erster|ersten advent", "{ord1} advent")),
    ("advent2", ("zweiter|zweiten advent", "{ord2} advent")),
    ("advent3", ("dritter|dritten advent", "{ord3} advent")),
    ("advent4", ("vierter|vierten advent", "{ord4} advent")),
    ("nikolaus", ("nikolaus", "nikolaustag")),
    ("heiligabend", ("heiligabend", "heilig abend", "heiligen abend", "heiliger abend")),
    (
        "erster_weihnachtstag",
        ("erster|ersten weihnachtstag|weihnachtsfeiertag", "{ord1} weihnachtstag|weihnachtsfeiertag"),
    ),
    (
        "zweiter_weihnachtstag",
        ("zweiter|zweiten weihnachtstag|weihnachtsfeiertag", "{ord2} weihnachtstag|weihnachtsfeiertag"),
    ),
    ("weihnachten", ("weihnachten", "weihnachtstage|weihnachtstagen|weihnachtsfeiertage|weihnachtsfeiertagen")),
    (
        "zwischen_den_jahren",
        ("zwischen den jahren", "zwischen den tagen", "zwischen weihnachten und neujahr|silvester"),
    ),
    ("silvester", ("silvester", "sylvester")),
)

_HOLIDAYS: tuple[Rule, ...] = tuple(
    rule("atom", *[f"{pattern} !ferien" for pattern in patterns], to=lambda *_, key=key: w.Holiday(key))
    for key, patterns in HOLIDAY_NAMES
)

_RANGES: tuple[Rule, ...] = (
    rule("day", "{atom}", to=lambda day: day),
    rule("bound", "{atom}", "{atom} {which} woche",
         to=lambda day, which=None: day if which is None else w.BothDays(day, w.Week(_OFFSETS[which]))),
    rule("bound", "{which} woche {wd}", to=lambda which, wd: w.BothDays(w.Week(_OFFSETS[which]), w.Weekday(wd))),
    rule("day", "ab [dem|der|den|am] {bound} [an]", "von [dem|der|den] {bound} an|ab",
         "frühestens [ab|am|im|in|an|zum] [dem|der|den] {bound}", "erst ab [dem|der] {bound} [wieder]",
         "erst wieder [ab|am|im|in] [der|dem] {bound}", "nicht vor [dem|der|den] {bound}",
         "nicht früher als [am|in|im|der|den|dem] {bound}", to=from_day),
    rule("day", "[erst] nach [dem|den|der] {bound}", to=lambda day: w.FromDay(day, strictly_after=True)),
    rule("bound", "dem {n31} !{unit}|uhr|{month}|{n59}", to=w.MonthDay),
    rule("day", "bis [spätestens|einschließlich] zum {n31} !{unit}|uhr|{month}|{n59}",
         to=lambda n: w.UntilDay(w.MonthDay(n))),
    rule("day", "[noch] vor [den|der|dem] {bound}", "nicht erst {atom}",
         to=lambda day: w.UntilDay(day, strictly_before=True)),
    rule("day",
         "bis [spätestens|einschließlich|zum|inklusive|maximal|höchstens] [zum|am|im|in] [dem|den|der] {bound}",
         "spätestens [bis|am|zum|im|in|an] [zum|dem|den|der] {bound}", "nicht später als [am|der|den|dem|im] {bound}",
         "nicht nach [dem|der|den] {bound}", to=w.UntilDay),
    rule("day",
         "[irgendwann|irgendwo|so] [von|vom|zwischen] [dem|der|den] {atom} bis [zum|einschließlich|zu] [dem|der|"
         "den] {atom}", "[irgendwann|irgendwo|so] zwischen [dem|der|den] {atom} und [dem|der|den] {atom}",
         to=w.DaySpan),
    rule("day", "{count} tage|tag nach {atom}", to=lambda n, day: w.DayShift(day, n)),
    rule("day", "{count} tage|tag vor {atom}", to=lambda n, day: w.DayShift(day, -n)),
    rule("day", "{count} woche|wochen nach {atom}", to=lambda n, day: w.WeekOf(day, n)),
    rule("day", "{count} woche|wochen vor {atom}", to=lambda n, day: w.WeekOf(day, -n)),
    rule("day", "tag nach [dem|der] {atom}", "tags nach {atom}", to=lambda day: w.DayShift(day, 1)),
    rule("day", "tag vor [dem|der] {atom}", "tags vor {atom}", to=lambda day: w.DayShift(day, -1)),
    rule("day", "nächsten|kommenden|folgenden {count} tage|tagen",
         "innerhalb|binnen [von|der] [nächsten] {count} tagen|tage", to=w.WithinDays),
    rule("day", "nächsten|kommenden|folgenden {count} wochen",
         "innerhalb|binnen [von|der] [nächsten] {count} wochen|woche", to=lambda n: w.WithinDays(7 * n)),
    rule("day", "nächsten|kommenden {count} monate|monaten",
         "innerhalb|binnen [von|der] [nächsten] {count} monaten|monats", to=lambda n: w.WithinDays(30 * n)),
    value("day", w.WithinDays(7, skip_today=True), "nächsten|kommenden|folgenden tage|tagen",
          "nächsten paar tage|tagen", "in ein paar tagen", "in einigen tagen"),
    value("day", w.WithinDays(21, skip_today=True), "nächsten|kommenden|folgenden wochen", "nächsten paar wochen"),
    rule("count", "{n365}", to=lambda n: n),
    value("count", 1, "ein|eine|einer|einem|einen|'ner|ner|nem|ne|'ne|nen|'nen"),
)  # fmt: skip

DAY_RULES: tuple[Rule, ...] = (*_ATOMS, *_DATES, *_WEEKS, *_HOLIDAYS, *_RANGES)
