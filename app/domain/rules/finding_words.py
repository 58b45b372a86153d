"""The sentences of the findings: what is wrong, and what the owner can do about it."""

from app.domain.rules.booked_words import BOOKED_WORDS, BOOKED_WORDS_OF_ONE
from app.domain.rules.path_words import PATH_WORDS

Sentences = tuple[str, str]  # the finding, the fix

WORDS: dict[str, dict[str, Sentences]] = {
    **PATH_WORDS,
    **BOOKED_WORDS,
    "no_hours": {
        "de": (
            "Der Betrieb hat keine Öffnungszeiten: Es gibt nie einen freien Termin.",
            "Tragen Sie opening_hours ein.",
        ),
        "en": ("The business has no opening hours: nothing is ever free.", "Fill in opening_hours."),
    },
    "hours_overlap": {
        "de": (
            "Die Öffnungszeiten von {day} reichen in die des nächsten Tages hinein.",
            "Lassen Sie die Nacht enden, bevor der nächste Tag beginnt.",
        ),
        "en": (
            "The opening hours of {day} run into those of the next day.",
            "End the night before the next day begins.",
        ),
    },
    "nothing_to_book": {
        "de": ("Es gibt nichts zu buchen.", "Beschreiben Sie unter offerings, welche Termine es gibt."),
        "en": ("There is nothing to book.", "Describe the appointments under offerings."),
    },
    "nobody_can": {
        "de": (
            "Niemand kann „{offering}“: Keine Person hat die Fähigkeit {skill}.",
            "Tragen Sie {skill} bei mindestens einer Person unter skills ein.",
        ),
        "en": (
            "Nobody can do “{offering}”: no person has the skill {skill}.",
            "Add {skill} to the skills of a person.",
        ),
    },
    "nothing_suits": {
        "de": (
            "„{offering}“ braucht {role}, aber nichts im Betrieb passt dazu.",
            "Tragen Sie ein, was als {role} dienen kann, oder nehmen Sie {role} heraus.",
        ),
        "en": (
            "“{offering}” needs {role}, and nothing in the business suits it.",
            "Describe what can serve as {role}, or take {role} out.",
        ),
    },
    "never_there": {
        "de": (
            "{resource} ist nie da: Die eigenen Tage und Zeiten liegen außerhalb der Öffnungszeiten.",
            "Gleichen Sie die Zeiten von {resource} mit den Öffnungszeiten ab.",
        ),
        "en": (
            "{resource} is never there: the own days and hours lie outside the opening hours.",
            "Bring the times of {resource} and the opening hours together.",
        ),
    },
    "never_fits": {
        "de": (
            "„{offering}“ dauert {minutes} Minuten und passt in keine Zeit, in der alle Beteiligten da sind.",
            "Verkürzen Sie den Termin, oder verlängern Sie Öffnungs- und Arbeitszeiten.",
        ),
        "en": (
            "“{offering}” takes {minutes} minutes and fits into no time when everybody it needs is there.",
            "Make it shorter, or the opening and working hours longer.",
        ),
    },
    "notice_beyond_horizon": {
        "de": (
            "„{offering}“ verlangt mehr Vorlauf, als im Voraus gebucht werden kann.",
            "Verkürzen Sie den Vorlauf, oder verlängern Sie den Buchungszeitraum.",
        ),
        "en": (
            "“{offering}” asks for more notice than the booking horizon allows.",
            "Shorten the notice, or lengthen the horizon.",
        ),
    },
    "horizon_without_effect": {
        "de": (
            "„{offering}“ soll {days} Tage im Voraus buchbar sein, der Betrieb erlaubt weniger.",
            "Verlängern Sie booking_horizon_days des Betriebs, oder kürzen Sie das des Angebots.",
        ),
        "en": (
            "“{offering}” is to be bookable {days} days ahead; the business allows less.",
            "Lengthen the business's booking_horizon_days, or shorten the offering's.",
        ),
    },
    "circle": {
        "de": (
            "Die Voraussetzungen drehen sich im Kreis: {circle}. Keiner dieser Termine kann der erste sein.",
            "Nehmen Sie eine dieser Voraussetzungen heraus.",
        ),
        "en": (
            "The prerequisites run in a circle: {circle}. None of these appointments can be the first.",
            "Take one of these prerequisites out.",
        ),
    },
    "same_day_and_not": {
        "de": (
            "„{offering}“ muss am selben Tag wie „{other}“ sein und darf es nicht.",
            "Erhöhen Sie max_days, oder nehmen Sie not_same_day_as heraus.",
        ),
        "en": (
            "“{offering}” must be on the same day as “{other}”, and must not.",
            "Raise max_days, or take not_same_day_as out.",
        ),
    },
    "distance_beyond_horizon": {
        "de": (
            "Zwischen „{other}“ und „{offering}“ sollen {days} Tag(e) liegen. So weit voraus wird nicht gebucht.",
            "Verlängern Sie den Buchungszeitraum, sonst lässt sich beides nicht zusammen planen.",
        ),
        "en": (
            "“{other}” and “{offering}” are to be {days} days apart; nothing is booked that far ahead.",
            "Lengthen the horizon, or the two cannot be planned together.",
        ),
    },
    "urgent_with_notice": {
        "de": (
            "„{offering}“ ist dringend (same_day) und hat doch einen Vorlauf; der Vorlauf gilt nicht.",
            "Nehmen Sie minimum_notice_hours oder same_day heraus.",
        ),
        "en": (
            "“{offering}” is urgent (same_day) and yet asks for notice; the notice has no effect.",
            "Take minimum_notice_hours or same_day out.",
        ),
    },
    "urgent_and_low": {
        "de": (
            "„{offering}“ ist dringend (same_day) und hat niedrige Priorität.",
            "Entscheiden Sie sich für eines von beiden.",
        ),
        "en": ("“{offering}” is urgent (same_day) and of low priority.", "Choose one of the two."),
    },
    "cap_below_seats": {
        "de": (
            "„{offering}“ hat {seats} Plätze, aber nur {cap} Buchungen am Tag sind erlaubt.",
            "Erhöhen Sie max_per_day, oder verringern Sie capacity.",
        ),
        "en": (
            "“{offering}” has {seats} seats, but only {cap} bookings a day are allowed.",
            "Raise max_per_day, or lower capacity.",
        ),
    },
    "reserved_while_closed": {
        "de": (
            "Zeiten, die für {offerings} freigehalten werden, liegen außerhalb der Öffnungszeiten.",
            "Verschieben Sie die freigehaltene Zeit, oder öffnen Sie dann.",
        ),
        "en": (
            "Times that are kept for {offerings} lie outside the opening hours.",
            "Move the reserved time, or open then.",
        ),
    },
    "no_name": {
        "de": (
            "„{offering}“ hat keinen Namen auf {language}, obwohl in dieser Sprache geantwortet wird.",
            "Tragen Sie einen Namen ein, oder nehmen Sie die Sprache aus languages.",
        ),
        "en": (
            "“{offering}” has no name in {language}, though calls are answered in it.",
            "Give it one, or take the language out of languages.",
        ),
    },
    "stale_absence": {
        "de": (
            "Abwesenheiten, die vorbei sind: {count}; die letzte endete am {last}.",
            "Sie können aus der Beschreibung gelöscht werden.",
        ),
        "en": (
            "Absences that are over: {count}; the last ended on {last}.",
            "They can be taken out of the description.",
        ),
    },
    "stale_exception": {
        "de": (
            "Ausnahmen bei den Öffnungszeiten, die vorbei sind: {count}; die letzte war am {last}.",
            "Sie können aus der Beschreibung gelöscht werden.",
        ),
        "en": (
            "Exceptions to the opening hours that are over: {count}; the last was on {last}.",
            "They can be taken out of the description.",
        ),
    },
    "away_for_good": {
        "de": (
            "{resource} ist im ganzen Buchungszeitraum abwesend (bis {last}).",
            "Nehmen Sie {resource} heraus, oder berichtigen Sie die Abwesenheit.",
        ),
        "en": (
            "{resource} is away for the whole booking horizon (until {last}).",
            "Take {resource} out, or correct the absence.",
        ),
    },
    "school_holidays_end": {
        "de": (
            "Die Schulferien von {region} sind nur bis {last} bekannt; gebucht wird bis {horizon}.",
            "Aktualisieren Sie das Paket holidays, oder tragen Sie die Ferien als Ausnahmen ein.",
        ),
        "en": (
            "The school holidays of {region} are known until {last} only; bookings reach to {horizon}.",
            "Update the package holidays, or enter the holidays as exceptions.",
        ),
    },
}

WORDS_OF_ONE: dict[str, dict[str, Sentences]] = {
    **BOOKED_WORDS_OF_ONE,
    "stale_absence": {
        "de": ("Eine Abwesenheit ist vorbei; sie endete am {last}.", "Sie kann aus der Beschreibung gelöscht werden."),
        "en": ("One absence is over; it ended on {last}.", "It can be taken out of the description."),
    },
    "stale_exception": {
        "de": (
            "Eine Ausnahme bei den Öffnungszeiten ist vorbei; sie war am {last}.",
            "Sie kann aus der Beschreibung gelöscht werden.",
        ),
        "en": (
            "One exception to the opening hours is over; it was on {last}.",
            "It can be taken out of the description.",
        ),
    },
}
"""The same where `count` is 1."""
