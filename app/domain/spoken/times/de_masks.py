"""German words that look like a time and are none: names, greetings, ages, lengths, telephone numbers, birthdays."""

from app.domain.spoken.times.building import Mark, rule, value
from app.domain.spoken.times.grammar import Rule

_TITLE = (
    "frau|herr|herrn|doktor|dr|professor|prof|familie|fräulein|kollege|kollegin|schwester|doktorin|"
    "zahnarzt|zahnärztin|hygienikerin"
)
_SPAN_NAME = "stunde|stunden|stündchen|minuten|minute"


def _mask(*patterns: str) -> Rule:
    return rule("mask", *patterns, to=lambda *_: Mark.MASK)


_NAMES: tuple[Rule, ...] = (
    value("title", True, _TITLE, "frau|herr|herrn dr|doktor|professor|prof|zahnarzt|zahnärztin",
          "frau|herr|herrn professor|prof dr|doktor", "dr|doktor med", "bei|zu|mit frau|herr|herrn|dr|doktor"),
    _mask("{title} {named}", "hier ist|spricht {title} {named}", "{title} {named} {sirname}",
          "ich heiße {named} [{surname}]", "mein|der|ihr name ist|war|lautet|wäre {named} [{surname}]",
          "name ist|lautet|wäre {named} [{surname}]", "hier ist|spricht|wäre [die|der] {named} [{sirname}]",
          "hier {sirname} [{sirname}]", "ich bin [die|der] {sirname} [{sirname}]",
          "auf den namen {named} [{sirname}]", "unter dem namen|name {named}", "namens {named}",
          "nachname|familienname|vorname|name [ist|lautet|war|wäre] {named} [{sirname}]",
          "{named} [ist|war] mein name", "heißt|heiße|heißen {named} [{sirname}]", "{letter} wie {named}",
          "buchstabiere {named}", "wie der|die monat|jahreszeit|wochentag",
          "{named} [{comma}] wie der|die monat|jahreszeit|wochentag", "wie der monat {month}",
          "{firstname} {sirname}", "{sirname} hier !bei|in|am"),
)  # fmt: skip

_SAYINGS: tuple[Rule, ...] = (
    _mask("guten|gute|schönen|schöne|gutn|juten|schön|einen morgen|tag|abend|nachmittag|nacht|mittag|vormittag|woche",
          "schönes|schönen wochenende|abend|tag|nachmittag|feierabend|mittag [noch]",
          "schöne|frohe|fröhliche woche|ostern|weihnachten|pfingsten|feiertage",
          "bis dann|bald|gleich|später|nachher|dahin|denn", "bis {wd} dann",
          "wiederhören|wiedersehen|tschüss|tschüs|ciao [{comma}] bis {atom} [dann]", "von wann bis wann", "bis wann",
          "morgen zusammen", "einen moment|augenblick", "einen kleinen|kurzen moment|augenblick",
          "eine sekunde|minute", "kleinen|kurzen moment", "moment bitte", "zum|das|beim {ordany} mal",
          "das erste|nächste|letzte mal", "erstes|nächstes|letztes mal", "nächste|letzte|letzten|nächsten mal",
          "eins noch", "noch eins", "ab und zu|an", "ist|sind|war|waren|ging|halb ab !{word}|{num}|{time}",
          "nach wie vor", "vor allem", "vor ort", "nach hause",
          "von mir aus", "tag x", "früher oder später", "wie früher", "im voraus", "wie viel|viele uhr",
          "wieviel uhr",
          "welche|welcher|welchen|welchem uhrzeit|zeit|tage|tag|wochentage|uhrzeiten|wochentag|woche|monat",
          "um wie viel uhr", "um wieviel uhr", "warum nicht",
          "weiß [ich|es] [noch|gar|auch] nicht [genau|mehr|so|ob]", "nicht wahr", "oder nicht",
          "nicht schlecht|sicher|ganz sicher|wahr|dringend|eilig|schlimm|wichtig|vergessen|verstanden|gehört|länger",
          "kein problem|ding|thema|stress", "keine ahnung|frage|schmerzen|eile|probleme|sorge", "macht nichts",
          "nicht so wichtig|schlimm|eilig|dringend|lange|genau", "ob nicht", "noch nicht|nie", "kein|keinen termin",
          "ohne termin|schmerzen|probleme", "auf jeden fall", "auf alle fälle", "auf wiederhören|wiedersehen",
          "auf dem|der laufenden", "tut nicht weh", "bin ich [hier|da] richtig", "halb so wild", "im moment",
          "bis jetzt|heute", "vor kurzem", "seit kurzem", "heutzutage", "von heute auf morgen",
          "hätten|haben sie nicht [vielleicht|noch|auch|etwas] was|etwas", "kein|keinen einziger|einzigen",
          "nicht zufällig", "einen|den|keinen|meinen|diesen neuen", "neuen termin",
          "ich|er|sie|wir|bin|ist|sind bin|ist|sind|ich|er|sie|wir [ja|auch|halt|leider|echt|wirklich|absolut|gar|"
          "überhaupt|einfach|nun] [mal] kein|keine|keinen|niemand",
          "ich|er|sie|bin|ist bin|ist|ich|er|sie [ja|auch|halt|leider|echt|wirklich|gerade] nicht "
          "[so|gerade|unbedingt] [sehr] der|die|ein|eine", "frühe|früher vogel"),
    _mask("moment {ordany}",
          "{ordany} versuch|termin|vorschlag|stock|etage|zahn|frage|option|möglichkeit|person|kind|sitzung|"
          "behandlung|hälfte"),
)  # fmt: skip

_AMOUNTS: tuple[Rule, ...] = (
    _mask("{num} euro|jahre|jahr|jahren|prozent|grad|kilometer|meter|kinder|kindern|personen|leute|zähne|zähnen|"
          "zahn|kilo|cent|termine|terminen|fragen|sachen|mal|monate|füllungen|kronen|implantate|behandlungen|leuten "
          "[alt]", "{count} jahr|jahre|monat|monate alt",
          "sohn|tochter|kind|er|sie|mann|frau ist|wird|wurde [jetzt|schon|bald] {num} [jahre|geworden|alt]",
          "ich bin|werde [jetzt|schon] {num} !uhr|minuten [jahre] [alt]",
          "zahn|nummer|zimmer|raum|stock|etage|hausnummer|regio|hygiene|stufe|pflegestufe {num} [{num}]",
          "für {num} personen|leute|kinder|termine", "zu zweit|dritt",
          "seit {count} tagen|wochen|monaten|jahren|tag|woche|monat|jahr|stunden|stunde", "vor {count} jahren|jahr",
          f"{{lasting}} {{about}} {{count}} [halbe|gute|ganze] {_SPAN_NAME}|tage|tag|wochen",
          f"{{lasting}} {{about}} halbe|dreiviertel|viertel|gute|ganze|ganze|anderthalb|eineinhalb {_SPAN_NAME}",
          f"{{count}} [halbe|ganze|gute|dreiviertel] {_SPAN_NAME} !später|früher|vorher|eher|danach|drauf|"
          f"{{clockend}} [lang|zeit|dauern|dauert|brauchen|warten|fahrt|entfernt]",
          f"halbe|halben|ganze|gute|dreiviertel|anderthalb|eineinhalb {_SPAN_NAME} !später|früher|vorher|eher|danach",
          "viertelstunde|dreiviertelstunde !später|früher|vorher|eher", "alle|aller {count} monate|wochen|jahre|tage",
          "alle halbe|halben jahr|jahre", "{count} mal [im|pro] [jahr|monat|woche|tag]",
          "{count} tage|wochen|monate|jahre lang", "mit {num} jahren",
          "straße|strasse|weg|platz|allee|gasse|damm|ring|ufer {num}", "im|pro jahr|monat",
          "{word} straße|strasse|platz|allee|damm {num}", "{num} {word} straße"),
    value("lasting", True, "dauert|dauern|dauerte|braucht|brauche|brauchen|für|warte|gewartet|etwa|mindestens|lang",
          "dauert das|es", "dauert die|der {word}"),
    value("about", True, "[etwa|circa|ungefähr|nur|mindestens|so|rund|über|fast] [etwa|circa|eine|einer|ein]"),
    value("clockend", True, "nach|vor halb|{n24}"),
    _mask("geboren [am|im|bin|wurde] [ich] [den|am] {atom}", "geboren {num}",
          "geburtsdatum|geburtstag [ist|war|hat|habe] [ich|er|sie] [der|am|den|im] {atom}",
          "{atom} geboren|geburtstag", "am {atom} {num} geboren", "jahrgang {num}", "postleitzahl|plz {num}",
          "seit [letztem|letzter|letzten|dem|der|vorigem|ende|anfang|mitte] {atom} [{time}]",
          "seit {atom} [abend|nacht|morgen|früh|mittag|{time}]", "seit {time}",
          "seit heute [morgen|früh|nacht|mittag]",
          "am abend|vorabend|tag vorher|davor|zuvor [schon] bringen|hinbringen|hinstellen|abstellen|abgeben",
          "schon am abend|vorabend [vorher|davor|zuvor]",
          "seit {count} [paar] tagen|tag|wochen|woche|monaten|monat|jahren|jahr"),
)  # fmt: skip

MASK_RULES: tuple[Rule, ...] = (*_NAMES, *_SAYINGS, *_AMOUNTS)
