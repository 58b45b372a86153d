"""German words for times of day. Patterns are written with umlauts and compared without."""

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import hour, hour_minute, rule, shifted, spoken_pair, value
from app.domain.spoken.times.grammar import Rule

PARTS: dict[str, str] = {
    "früh": "morning_early", "morgens": "morning_early", "frühmorgens": "early", "vormittag": "morning", "vormittags":
    "morning",
    "mittag": "noon", "mittags": "noon", "mittagszeit": "noon", "mittagspause": "noon", "mittagsstunde": "noon",
    "nachmittag": "afternoon_de", "nachmittags": "afternoon_de", "abend": "evening", "abends": "evening",
    "feierabend": "evening", "nachts": "night", "nacht": "night", "vorabend": "evening",
}  # fmt: skip

_AROUND = "circa|zirka|ca|ungefähr|etwa|rund|so|irgendwann|vielleicht|eventuell|plusminus"


def _half(clock: w.Clock) -> w.Clock:
    return shifted(w.Clock(clock.minute), -30)


def _span_of(start: w.Clock, end: w.Clock) -> w.TimeSpec:
    """A half of the day that was said for the end goes for the start as well, unless that turns the span around."""
    if end.fixed and not start.fixed:
        same_half = w.Clock(start.minute % 720 + (720 if end.minute >= 720 else 0), fixed=True)
        if same_half.minute < end.minute and end.minute % 720 > start.minute % 720:
            return w.Between(same_half, end) if not end.digital else w.Between(start, end)
    return w.Between(start, end)


_CLOCKS: tuple[Rule, ...] = (
    # hour: may be bare, only where the context says that a time is meant; clock: speaks for itself
    rule("hour", "{n24} !{unit}|{n59}", to=hour_minute),
    rule("hour", "{n24} {n59} !{unit}|{n59}", to=spoken_pair),
    rule("hour", "{dotted}", "{dateclock}", "{four}", to=lambda clock: clock),
    rule("hour", "ein|eins uhr", to=lambda: hour_minute(1)),
    rule("hour", "{clock}", to=lambda clock: clock),
    rule("full", "{n99} [uhr]", to=hour_minute),
    rule("full", "eins [uhr]", "ein uhr", to=lambda: hour_minute(1)),
    rule("clock", "{n99} uhr !{n59}", to=hour_minute),
    rule("clock", "{n99} uhr [und] {n59} [minuten] !{unit}", to=hour_minute),
    rule("clock", "ein uhr [und] {n59} !{unit}", to=lambda m: hour_minute(1, m)),
    value("clock", hour_minute(1), "ein uhr !{n59}"),
    rule("clock", "{hm} [uhr]", "{dotted} uhr", "{n24} {n59} uhr", "{dotted} h",
         to=lambda h, m=None: h if m is None else hour_minute(h, m) if m != h + 1 else None),
    rule("clock", "{n24} h", to=hour_minute),
    rule("clock", "halb {full}", "halber {full}", to=_half),
    rule("clock", "{n29} [minuten] vor halb {full}", to=lambda n, c: shifted(_half(c), -n)),
    rule("clock", "{n29} [minuten] nach halb {full}", to=lambda n, c: shifted(_half(c), n)),
    rule("clock", "viertel nach|über {full}", to=lambda c: shifted(c, 15)),
    rule("clock", "viertel vor {full}", to=lambda c: shifted(c, -15)),
    rule("clock", "viertel {full}", to=lambda c: shifted(w.Clock(c.minute), -45)),
    rule("clock", "dreiviertel {full}", "drei viertel {full}", to=lambda c: shifted(w.Clock(c.minute), -15)),
    rule("clock", "{n29} [minuten] nach {full}", to=lambda n, c: shifted(c, n)),
    rule("clock", "{n29} [minuten] vor {full}", to=lambda n, c: shifted(c, -n)),
    value("clock", w.Clock(1440, fixed=True), "mitternacht"),
    value("clock", w.Clock(720, fixed=True), "zwölf uhr mittags", "mittags zwölf", "zwölf mittags", "punkt mittag"),
    value("clock", w.Clock(1440, fixed=True), "zwölf uhr nachts", "zwölf uhr in der nacht"),
)  # fmt: skip

_POINTS: tuple[Rule, ...] = (
    rule("time", "{clock}", "punkt|genau|exakt|pünktlich [um] {hour}", "um [punkt|genau|exakt|spätestens] {hour}",
         "von {clock}", to=w.At),
    rule("time", "von {hour} [uhr] auf {hour}", to=lambda _, c: w.At(c)),
    rule("time", "um [etwa|circa|ca|ungefähr|zirka|rum] {hour} herum|rum",
         "gegen [etwa|circa] {hour} [herum|rum|uhr]", f"{_AROUND} um [etwa|circa|ca|ungefähr] {{hour}} [herum|rum]",
         f"um {_AROUND} {{hour}} [herum|rum]", "so {clock} [rum|herum]", "ungefähr|circa|ca|zirka|etwa {clock}",
         "{clock} herum|rum|ungefähr|circa", "so gegen {hour}", "nahe {hour}", to=w.Around),
    rule("time", "[um|so] kurz nach {hour}", to=lambda c: w.Around(c, 0, 30)),
    rule("time", "[um|so] kurz vor {hour}", to=lambda c: w.Around(c, 30, 0)),
    rule("time", "ab [etwa|circa|ca|ungefähr|so|um|frühestens] {hour} [an|ab|aufwärts]", "von {hour} an|ab|aufwärts",
         "[erst] nach [um] {hour}", "nicht vor [um] {hour}", "frühestens [um|ab|gegen|so] {hour}",
         "nicht früher als [um] {hour}", "erst [ab|um|gegen] {hour}", "um {hour} frühestens", "{clock} frühestens",
         "{clock} oder später", "um {hour} oder später", "ab um {hour}", "{clock} aufwärts", "später als {hour}",
         "nach [um] {hour} erst", "um {hour} oder danach", "{clock} oder danach", to=w.After),
    rule("time", "bis [spätestens|maximal|höchstens|um|etwa|circa|ungefähr] [um] {hour} [spätestens]",
         "spätestens [um|bis|gegen] {hour}", "nicht später als [um] {hour}", "nicht nach [um] {hour}",
         "um {hour} spätestens", "{clock} spätestens", "{clock} oder früher", "um {hour} oder früher",
         "höchstens bis {hour}", to=w.Before),
    rule("time", "[noch] vor [um] {hour}", "früher als {hour}", to=lambda c: w.Before(c, inclusive=False)),
    rule("time", "[irgendwann|irgendwo|so] zwischen {hour} [uhr] und {hour}",
         "[irgendwann|so] von {hour} [uhr] bis [um] {hour}", "ab {hour} bis [um|spätestens] {hour}",
         "{clock} bis {hour}", "{n24} bis {clock}", "nach {hour} [und] [aber] bis {hour}",
         to=lambda a, b: _span_of(hour(a) if isinstance(a, int) else a, b)),
    rule("time", "nach|ab {hour} [und] [aber] vor {hour}", to=lambda a, b: _span_of(a, shifted(b, -1))),
    rule("time", "{n24} {n24} uhr",
         to=lambda a, b: w.EitherTime((w.At(hour(a)), w.At(hour(b)))) if b == a + 1 else None),
    rule("hourspan", "{hour} {dash} {hour}", "{hour} bis {hour}", to=lambda a, _, b=None: _span_of(a, b or _)),
    rule("time", "{n24} {dash} {clock}", "{clock} {dash} {hour}",
         to=lambda a, _, b: _span_of(hour(a) if isinstance(a, int) else a, b)),
    rule("time", "[spätestens] um|gegen {hour} [muss|müssen] [ich|wir] [schon|wieder|leider|dann] {leaving}",
         "bis {hour} [wieder] {leaving}", "fange|fang|fangen um|gegen {hour} an [zu arbeiten]",
         "fange|fang|fangen [ich|wir] um|gegen {hour} an [zu arbeiten]", to=lambda c, *_: w.Before(c, inclusive=False)),
    value("leaving", True, "weg|los|fort|aufbrechen", "zur arbeit|schule|bahn", "ins büro|training",
          "in die arbeit|schule", "zum zug|bahnhof|training|bus", "bei der arbeit sein", "im büro sein"),
    rule("time", "um|gegen {hour} [ist|habe|hab] [ich] {finished}", to=lambda c, *_: w.After(c)),
    value("finished", True, "feierabend|schluss|fertig|schulschluss|frei"),
    value("time", w.At(w.Clock(720, fixed=True)), "um zwölf mittags", "um mittag", "punkt zwölf"),
)  # fmt: skip

_PARTS: tuple[Rule, ...] = (
    rule("time", "{part}", "am|gegen|in|über|zur|zum|in der {part}", "diesen {part}", to=w.Part),
    value("time", w.Part("morning_early"), "am|jeden|diesen morgen", "in der früh|frühe", "am frühen vormittag",
          "zeitig", "am zeitigen vormittag", "früh am morgen|tag", "frühs", "früh morgens", "morgens früh"),
    value("time", w.Part("first_thing"), "ganz früh", "in aller früh|frühe|herrgottsfrühe", "gleich morgens|früh",
          "gleich in der früh|frühe", "gleich am morgen", "als erstes", "als erster [patient]", "gleich zu beginn",
          "sehr früh", "früh gleich", "so früh", "direkt morgens|früh", "ganz früh am morgen", "ganz früh morgens",
          "am frühen morgen", "gleich als erstes", "gleich wenn sie aufmachen|öffnen", "wenn sie aufmachen|öffnen",
          "direkt wenn sie aufmachen|öffnen"),
    value("time", w.Part("last_thing"), "so spät wie möglich|machbar", "möglichst spät",
          "letzter|letzten termin [am|des] [tag|tages]", "ganz spät",
          "kurz vor schluss|feierabend", "kurz bevor sie zumachen|schließen", "zum schluss",
          "ganz am ende [vom|des] [tag|tages]"),
    *(value("time", w.Part(PARTS[part]),
            f"[den|der] erste|ersten|erster|früheste|frühesten [freie|freien|mögliche|möglichen] {part} "
            "[den] [sie] [haben]")
      for part in ("vormittag", "nachmittag", "abend")),
    value("time", w.Part("late_morning"), "am späten vormittag|morgen", "später|späterer vormittag",
          "spät am vormittag"),
    value("time", w.Part("early_afternoon"), "am frühen nachmittag", "früher nachmittag", "früh am nachmittag",
          "frühen nachmittag", "frühnachmittags"),
    value("time", w.Part("late_afternoon"), "am späten|späteren nachmittag", "später nachmittag",
          "spät am nachmittag", "späten nachmittag", "spätnachmittags|spätnachmittag"),
    value("time", w.Part("early_evening"), "am frühen abend", "früher abend", "früh am abend", "vorabend",
          "frühen abend"),
    value("time", w.Part("late_evening"), "am späten abend", "spät am abend", "spät abends", "spätabends"),
    value("time", w.After(w.Clock(780, fixed=True)), "nach [dem|der|meiner] mittag|mittagessen|mittagspause|essen"),
    value("time", w.Before(w.Clock(720, fixed=True)), "vor [dem|der] mittag|mittagessen|mittagspause",
          "bis [zum] mittag", "bis mittags"),
    value("time", w.Part("after_break"), "nach ihrer|eurer|deiner pause|mittagspause",
          "wenn sie|ihr [nach der|ihrer|eurer pause|mittagspause] wieder aufmachen|aufmacht|öffnen|öffnet",
          "nach der pause|mittagspause der praxis|werkstatt"),
    value("time", w.Part("before_break"), "vor ihrer|eurer|deiner pause|mittagspause",
          "bevor sie|ihr in die|ihre|eure pause|mittagspause gehen|geht",
          "bevor sie|ihr mittags zumachen|zumacht|schließen|schließt"),
    value("time", w.Before(w.Clock(720, fixed=True)), "im laufe des vormittags", "noch am vormittag"),
    value("time", w.Part("afternoon_de"), "im laufe des nachmittags", "in der zweiten tageshälfte"),
    value("time", w.After(w.Clock(1020, fixed=True)), "nach [dem] feierabend", "nach [der|meiner] arbeit",
          "nach [dem] dienst|büro", "nach [dem] dienstschluss|büroschluss|arbeitsende"),
    value("time", w.Before(w.Clock(540, fixed=True), inclusive=False), "vor [der|meiner] arbeit",
          "vor [dem] büro|dienst"),
    value("time", w.After(w.Clock(840, fixed=True)), "nach [der] schule", "nach schulschluss"),
    value("time", w.Before(w.Clock(480, fixed=True)), "vor [der] schule"),
    value("time", w.Part("night"), "heut nacht", "in der nacht", "mitten in der nacht"),
    value("time", w.After(w.Clock(600, fixed=True)), "nicht [ganz|gar|all] so|zu früh [am] [morgen|vormittag]",
          "nicht ganz so früh morgens"),
    value("time", w.Before(w.Clock(960, fixed=True)), "nicht [ganz|gar|all] so|zu spät [am] [nachmittag|abend]"),
    value("time", w.AnyTime(), "den ganzen tag", "ganzen tag [über]", "ganztags|ganztägig",
          "zu jeder zeit|uhrzeit|tageszeit", "rund um die uhr"),
    value("time", w.EitherTime((w.Before(w.Clock(720, fixed=True)), w.Part("late_afternoon"))), "zu den randzeiten"),
)  # fmt: skip

_DAY_WITH_PART: tuple[Rule, ...] = (
    rule("both", "frühen|früher {wd} nachmittag", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("early_afternoon"))),
    rule("both", "späten|später {wd} nachmittag", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("late_afternoon"))),
    rule("both", "frühen|früher {wd} abend", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("early_evening"))),
    rule("both", "frühen|früher {wd} vormittag|morgen", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("morning_early"))),
    rule("both", "späten|später {wd} vormittag", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("late_morning"))),
    rule("both", "{heute_} morgen|früh", to=lambda day: w.Clause(day, w.Part("morning_early"))),
    rule("both", "{wd} morgen|früh !in", to=lambda wd: w.Clause(w.Weekday(wd), w.Part("morning_early"))),
    rule("both", "{which} {wd} morgen|früh !in",
         to=lambda which, wd: w.Clause(w.Weekday(wd, which), w.Part("morning_early"))),
    value("both", w.Clause(w.InDays(1), w.Part("morning_early")), "morgen früh", "morgen morgens", "morgen morgen",
          "morgen am morgen", "morgen in der früh|frühe"),
    value("both", w.Clause(w.InDays(2), w.Part("morning_early")), "übermorgen früh", "übermorgen morgen"),
    value("both", w.Clause(w.InDays(0), w.Part("night")), "heute nacht"),
    rule("both", "[heute] in {count} stunden|stunde", to=lambda n: w.Clause(moment=w.InMinutes(60 * n))),
    rule("both", "[heute] in {count} minuten|minute", to=lambda n: w.Clause(moment=w.InMinutes(n))),
    value("both", w.Clause(moment=w.InMinutes(30)), "in einer halben stunde", "in 'ner halben stunde"),
    value("both", w.Clause(moment=w.InMinutes(15)), "in einer viertelstunde", "in einer viertel stunde"),
    value("both", w.Clause(moment=w.InMinutes(45)), "in einer dreiviertelstunde"),
    value("both", w.Clause(moment=w.InMinutes(90)), "in anderthalb|eineinhalb stunden"),
    value("both", w.Clause(moment=w.InMinutes(60, within=True)), "innerhalb der nächsten stunde",
          "in der nächsten stunde"),
    rule("both", "innerhalb der nächsten {count} stunden", "in den nächsten {count} stunden",
         to=lambda n: w.Clause(moment=w.InMinutes(60 * n, within=True))),
)  # fmt: skip

TIME_RULES: tuple[Rule, ...] = (*_CLOCKS, *_POINTS, *_PARTS, *_DAY_WITH_PART)
