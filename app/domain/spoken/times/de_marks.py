"""German words that bind times, rule them out or shift them. Patterns are written with umlauts and compared without."""

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark, rule, value
from app.domain.spoken.times.grammar import Rule

_BINDING: tuple[Rule, ...] = (
    value("mark", Mark.OR, "oder [auch|eben|halt|sonst|vielleicht|alternativ|gern|gerne|meinetwegen|dann|wenigstens]",
          "wahlweise", "sonst|ansonsten|alternativ|notfalls|ersatzweise|beziehungsweise|bzw|andernfalls", "zur not",
          "wenn nicht", "falls nicht", "wenn das nicht geht"),
    value("mark", Mark.AND, "und [auch|dann]", "sowie", "als auch", "genauso"),
    value("mark", Mark.BECAUSE, "weil", "da|denn &ich|wir|mein|meine|unser|unsere"),
    value("mark", Mark.BUT, "aber", "sondern", "lieber", "stattdessen", "dafür", "eher", "jedoch", "allerdings",
          "am liebsten|besten", "besser", "bevorzugt", "dann lieber|eher", "vorzugsweise", "nur"),
    value("mark", Mark.CORRECTION,
          "nein|nee|nö|ne|quatsch|halt|stopp|stop|falsch|vielmehr|korrektur|blödsinn|unsinn|pardon|sorry|ups|huch",
          "ich meine|meinte", "meine|meinte ich", "moment|momentchen [mal]", "warte|warten [sie] [mal]", "will sagen",
          "das heißt", "entschuldigung|verzeihung|entschuldigen [sie]",
          "oder besser|lieber|nein|nee|doch [lieber|besser|gesagt]", "doch lieber|besser", "besser gesagt",
          "ach nein|nee|quatsch|ne", "stimmt [gar] nicht", "das war falsch", "tut mir leid", "ich korrigiere",
          "da habe ich mich vertan", "ich habe mich vertan|versprochen", "genauer [gesagt]"),
    value("mark", Mark.NOT, "weder", "und weder"),
    value("mark", Mark.NOT,
          "nicht|nich|net|niemals|ungern|ungerne [so] [gern|gerne|unbedingt|gleich|gerade|wieder|schon|mehr]",
          "kein|keine|keinen|keinem|keiner", "auf [gar] keinen fall", "keinesfalls|keineswegs",
          "bloß|nur|möglichst|lieber|auch|überhaupt nicht"),
    value("mark", Mark.EXCEPT, "außer [am|an|dem|den]", "ausgenommen", "mit ausnahme von|vom|des",
          "bis auf [den|die|das]", "ohne", "nur|bloß nicht", "abgesehen von|vom"),
    value("mark", Mark.INSTEAD_OF, "statt|anstatt [dem|des|den|am|vom|wie]", "anstelle von|vom|des",
          "als [am|der|den|um] &{day}|{time}"),
    value("mark", Mark.SINCE, "seit|seitdem"),
    rule("mark",
         "abgebrochen|rausgefallen|herausgefallen|rausgebrochen|verloren|passiert|angefangen|geplatzt|gewesen|"
         "aufgewacht|wehgetan|entzündet|verpasst|versäumt|losgegangen|angeschwollen", "{war} [ich|das|er|sie|wir]",
         "zuletzt|zuletzt war", "zahnschmerzen|schmerzen bekommen|gehabt", "tut|tat [mir] weh",
         to=lambda *_: Mark.STORY),
    value("mark", Mark.LIKEWISE, "auch [nicht]", "ebenfalls|ebenso|genauso [nicht|wenig]"),
    value("mark", Mark.AFTERWARDS, "[erst] danach [wieder|erst|dann]", "dann erst [wieder]", "hinterher",
          "nachher !noch", "ab danach", "anschließend", "dann &muss|müssen"),
    value("mark", Mark.BEFOREHAND, "davor", "vorher", "vorher noch", "noch davor", "bis dahin"),
    value("mark", Mark.SUGGESTION,
          "kann|könnte|können|könnten|geht|ginge|gibt|passt|klappt|hätten|haben|wäre ich|wir|man|es|das|da|sie [da] "
          "nicht|nich [auch|vielleicht|doch|noch|eventuell]"),
    value("mark", Mark.TARGET, "auf [den|die|das|einen|nen]"),
    value("mark", Mark.SOURCE,
          "mein|meinen|meinem|meiner|unser|unseren|unserem|der|den|dem termin|zahnarzttermin|kontrolltermin",
          "bestehenden|bisherigen|alten|vereinbarten termin"),
    value("mark", Mark.HAVE, "ich habe|hab", "wir haben", "habe|hab|haben ich|wir"),
    value("mark", Mark.APPOINTMENT,
          "ein|einen|nen|'nen|den|meinen|unseren|mein termin|kontrolltermin|behandlungstermin|zahnarzttermin"),
)  # fmt: skip

_FILL = (
    "ich|wir|es|das|mir|uns|bei|für|leider|gar|auch|überhaupt|da|dann|so|immer|eigentlich|aber|halt|echt|"
    "wirklich|absolut|mich|ganz|sehr|total|ziemlich|etwas|extrem|gerade|zeitlich|terminlich|meistens|"
    "meist|natürlich|ja|doch|wohl"
)
_FILLS = "[{fill}] [{fill}] [{fill}] [{fill}]"
_NOT_BOUND = "!vor|nach|früher|später|erst|um|am|so|ganz|unbedingt|nur|länger|mehr|{day}|{time}|{both}"

_OWN = (f"bin|sind {_FILLS} {{busy}}", f"habe|hab|haben|hätte {_FILLS} {{engaged}}", f"arbeite|arbeiten {_FILLS}",
        f"muss|müssen {_FILLS} arbeiten")  # fmt: skip
"""What the caller has to do elsewhere."""

_VERDICTS: tuple[Rule, ...] = (
    value("fill", True, _FILL),
    value("bad", True,
          "schlecht|ungünstig|schwierig|unmöglich|blöd|doof|schwer|dicht|voll|unpassend|ungeschickt|knapp|eng|"
          "verplant|belegt", "[etwas|bisschen|viel|ein] zu früh|spät|knapp|weit",
          "[eher|nicht] so gut|toll|günstig|ideal", "schon|bereits voll|belegt|verplant",
          "nicht möglich|drin|machbar|günstig|optimal|ideal|recht|so"),
    value("away", True, "im|in urlaub|ausland|krankenhaus", "auf dienstreise|reisen|montage|geschäftsreise|kur",
          "verreist|weg|verhindert", "ausgebucht|verplant",
          "nicht da|zu|verfügbar|hause|erreichbar|greifbar|abkömmlich|frei [hause]"),
    value("busy", True, "beim arzt|friseur|chef|anwalt|sport", "im meeting|dienst|training|unterricht|büro",
          "in einer besprechung|sitzung", "in der uni|schule|arbeit|stadt", "auf arbeit|der arbeit",
          "beschäftigt|unterwegs|arbeiten"),
    value("engaged", True, "schon|bereits|leider was|etwas [anderes] vor", "schon|bereits einen [anderen] termin",
          "schon|bereits|noch einen anderen|weiteren termin", "einen anderen|weiteren termin",
          "schule|unterricht|vorlesung|dienst|training|spätschicht|frühschicht|nachtschicht|sport"),
    value("verb", True,
          "geht|ginge|gehts|geht's|gehen|klappt|klappts|passt|passts|passen|kann|könnte|können|schaffe|will|möchte|"
          "wäre|wär|hätte|brauche"),
    value("mark", Mark.RULED_OUT, f"{{verb}} {_FILLS} nicht|nich|net|nie|nichts [gut|so|gern|gerne] {_NOT_BOUND}",
          f"wird {_FILLS} nichts", f"ist|wäre|wär|sind|wird|finde {_FILLS} {{bad}}", f"bin|sind {_FILLS} {{away}}",
          "{away}", "schlecht|ungünstig|unmöglich|schwierig|blöd|doof",
          f"habe|hab|haben|hätte {_FILLS} keine zeit|möglichkeit|gelegenheit", "keine zeit",
          *(f"da|dann {own}" for own in _OWN),
          f"fällt|fallen {_FILLS} aus|weg|flach", "scheidet|scheiden aus", f"kommt {_FILLS} nicht infrage",
          f"kommt {_FILLS} nicht in frage"),
    value("mark", Mark.ENGAGED, *_OWN, "{busy}", "schon was|etwas vor",
          "noch einen anderen|weiteren termin",
          "schule|unterricht|vorlesung|dienst|spätschicht|frühschicht|nachtschicht"),
    value("mark", Mark.NOT, "ich|wir arbeite|arbeiten [immer|meistens|meist|leider]"),
    value("mark", Mark.WELCOME,
          "geht|ginge|gehts|passt|passts|passen|klappt|gehen|prima|super|perfekt|einverstanden|okay|ok|gerne|gern|"
          "gut"),
)  # fmt: skip

_FREE: tuple[Rule, ...] = (
    value("mark", Mark.SOONEST, "so schnell|bald|früh|zeitnah|zügig|rasch wie [nur|irgend] möglich|geht|es",
          "so schnell|bald [wie] [es] geht|möglich", "möglichst bald|schnell|früh|zeitnah|rasch|zügig|kurzfristig",
          "ab sofort", "sofort", "jetzt gleich|sofort", "asap", "bald", "demnächst",
          "schnellstmöglich|schnellstmöglichst|schnellstens|baldmöglichst|frühestmöglich|frühstmöglich|"
          "nächstmöglich|baldmöglich|baldigst|umgehend|ehestmöglich",
          "nächstmöglichen|nächstmögliche|nächstmöglicher|nächstmöglichster|frühestmöglichen|frühestmögliche|"
          "schnellstmöglichen|schnellstmögliche|baldmöglichsten",
          "nächste|nächsten|nächster|nächstes|erste|ersten|erster|früheste|frühesten|frühester|{ord1} {free} "
          "[termin]", "was|etwas kurzfristiges",
          "nächster|nächsten|nächste|frühesten|früheste|frühester|schnellsten|schnellste|{ord1} termin|zeitpunkt|"
          "slot", "am schnellsten|frühesten|ehesten", "kurzfristig|kurzfristigen|kurzfristiges|kurzfristiger",
          "zeitnah|zeitnahen|zeitnaher", "in kürze", "je früher|eher|schneller desto|umso besser",
          "eher|lieber heute als morgen", "schnell|bald|dringend|rasch ein|einen|nen|was|etwas [termin]",
          "schnell mal|einen"),
    value("free", True,
          "freie|freien|freier|freies|mögliche|möglichen|möglicher|verfügbare|verfügbaren|verfügbarer|offene|offenen"),
    value("mark", Mark.ANY_TIME, "egal wann", "[mir|uns] [ist|wäre] wann egal", "jederzeit|flexibel",
          "wann [auch] immer", "irgendwann", "immer zeit", "zu jeder zeit",
          "wann sie wollen|möchten|können|wünschen|haben",
          "zeit|uhrzeit [ist|wäre|spielt] [mir|uns|da] [ganz|total|völlig|keine] egal|wurst|rolle|schnuppe",
          "[das] ist mir [ganz|völlig|total|eigentlich] egal", "mir ist [es|das] [ganz|völlig|total] egal",
          "wie|wann es ihnen [am] [besten] passt", "was ihnen passt", "egal [um] welche uhrzeit|zeit",
          "egal um wie viel uhr", "richte mich nach ihnen", "völlig|ganz|total egal", "mir egal", "hauptsache bald"),
)  # fmt: skip


def _shift(kind: str, *patterns: str, minutes: int = 0, days: int = 0) -> Rule:
    return value("shift", w.Shift(kind, minutes, days), *patterns)


_SHIFTS: tuple[Rule, ...] = (
    _shift("later", "[noch|erst|viel|deutlich|lieber|wesentlich] später|späterer|späteren|späteres|spätere",
           "was|etwas späteres", "später am tag", "weiter hinten",
           "das|es ist [mir|uns] [aber|leider|doch] [etwas|viel|ein] [bisschen|wenig] zu früh|zeitig",
           "zu früh|zeitig"),
    _shift("earlier", "[noch|viel|deutlich|lieber|wesentlich] früher|früherer|früheren|früheres|frühere",
           "was|etwas früheres", "[noch] eher !heute|am|ein|eine|einen|zur|zum|der|die|das|so|nicht|{day}",
           "früher am tag",
           "das|es ist [mir|uns] [aber|leider|doch] [etwas|viel|ein] [bisschen|wenig] zu spät", "zu spät"),
    _shift("little_later", "etwas|bisschen|wenig|bissel|bissl|ticken|tick später", "paar minuten später"),
    _shift("little_earlier", "etwas|bisschen|wenig|bissel|bissl|ticken|tick früher|eher", "paar minuten früher"),
    rule("shift", "um {count} stunde|stunden nach hinten", to=lambda n: w.Shift("by_minutes", minutes=60 * n)),
    rule("shift", "um {count} stunde|stunden nach vorne|vorn|vor", to=lambda n: w.Shift("by_minutes", minutes=-60 * n)),
    _shift("by_minutes", "halbe stunde nach hinten", minutes=30),
    _shift("by_minutes", "halbe stunde nach vorne|vorn|vor", minutes=-30),
    rule("shift", "{count} stunde|stunden später|danach|drauf", to=lambda n: w.Shift("by_minutes", minutes=60 * n)),
    rule("shift", "{count} stunde|stunden früher|vorher|eher", to=lambda n: w.Shift("by_minutes", minutes=-60 * n)),
    rule("shift", "{count} minuten später|danach", to=lambda n: w.Shift("by_minutes", minutes=n)),
    rule("shift", "{count} minuten früher|vorher|eher", to=lambda n: w.Shift("by_minutes", minutes=-n)),
    _shift("by_minutes", "halbe stunde später", "halbes stündchen später", minutes=30),
    _shift("by_minutes", "halbe stunde früher|eher|vorher", minutes=-30),
    _shift("by_minutes", "viertelstunde später", minutes=15),
    _shift("by_minutes", "viertelstunde früher|eher|vorher", minutes=-15),
    rule("shift", "{count} woche|wochen später|danach|drauf|darauf", to=lambda n: w.Shift("by_days", days=7 * n)),
    rule("shift", "{count} woche|wochen früher|vorher|eher|davor", to=lambda n: w.Shift("by_days", days=-7 * n)),
    rule("shift", "{count} tag|tage später|danach|darauf|drauf", to=lambda n: w.Shift("by_days", days=n)),
    rule("shift", "{count} tag|tage früher|vorher|eher|davor", to=lambda n: w.Shift("by_days", days=-n)),
    rule("shift", "um {count} woche|wochen [nach hinten] verschieben|schieben|verlegen|verschoben|verlegt",
         "[um] {count} woche|wochen nach hinten [schieben|verschieben|verlegen]",
         to=lambda n: w.Shift("by_days", days=7 * n, same_clock=True)),
    rule("shift", "um {count} woche|wochen vorziehen|vorverlegen",
         "[um] {count} woche|wochen nach vorne|vorn [schieben|ziehen|verlegen]",
         to=lambda n: w.Shift("by_days", days=-7 * n, same_clock=True)),
    _shift("by_days", "am nächsten|folgenden|darauffolgenden tag", "tag danach|darauf|drauf|später", "tags darauf",
           days=1),
    _shift("by_days", "am vorherigen tag", "tag davor|vorher|früher", "tags zuvor", days=-1),
    _shift("week_after", "woche darauf|drauf|danach", "darauffolgende|darauffolgenden woche"),
    _shift("week_before", "woche davor|vorher"),
    _shift("other_day", "an einem anderen tag", "anderer|anderen|andere|anderes tag|tage|tagen|datum", "ein andermal"),
    _shift("other_time", "andere|anderen|anderer|anderes uhrzeit|zeit|termin", "einen anderen", "was|etwas anderes"),
    _shift("same_day", "am selben|gleichen tag",
           "selben|gleichen|selbe|gleiche|selber|gleicher tag", "an dem|diesem tag",
           "am gleichen datum", "am selben"),
    _shift("same_weekday",
           "[am|an|auf] [dem|den] selben|gleichen|selbe|gleiche|selber|gleicher|denselben|derselbe|demselben "
           "wochentag"),
    _shift("same_time", "[die] uhrzeit|zeit [kann|soll|darf] [gern|gerne] [so] bleiben|bleibt",
           "[zur|um] [die] selben|gleichen|selbe|gleiche|dieselbe zeit|uhrzeit"),
)  # fmt: skip

MARK_RULES: tuple[Rule, ...] = (*_BINDING, *_VERDICTS, *_FREE, *_SHIFTS)
