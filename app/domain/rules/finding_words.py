"""The sentences of the findings: what is wrong, and what the owner can do about it."""

Sentences = tuple[str, str]  # the finding, the fix

WORDS: dict[str, dict[str, Sentences]] = {
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
    "calls_itself": {
        "de": (
            "{number} unter escalation ist die Nummer des Assistenten: Der Anruf käme im Kreis zurück.",
            "Tragen Sie eine Nummer ein, an der ein Mensch abhebt.",
        ),
        "en": (
            "{number} under escalation is the assistant's own number: the call would come back in a circle.",
            "Name a number at which a person picks up.",
        ),
    },
    "no_such_number": {
        "de": ("{number} ist keine Telefonnummer, die es geben kann.", "Berichtigen Sie sie unter escalation."),
        "en": ("{number} is no possible telephone number.", "Correct it under escalation."),
    },
    "costly_number": {
        "de": (
            "{number} ist eine kostenpflichtige Sondernummer: Wer sich dorthin verbinden lässt, kann daran verdienen.",
            "Nehmen Sie eine gewöhnliche Nummer, oder nennen Sie diese unter allowed_numbers.",
        ),
        "en": (
            "{number} is a number with special charges: whoever is put through to it may earn by it.",
            "Take an ordinary number, or name this one under allowed_numbers.",
        ),
    },
    "foreign_number": {
        "de": (
            "{number} liegt im Ausland. Dorthin wird nur verbunden, was ausdrücklich erlaubt ist.",
            "Nennen Sie die Nummer unter allowed_numbers, oder das Land unter allowed_countries.",
        ),
        "en": (
            "{number} is abroad. Calls are put through there only where that is allowed.",
            "Name the number under allowed_numbers, or the country under allowed_countries.",
        ),
    },
    "path_to_nowhere": {
        "de": (
            "Weg {nth} ({when}) endet im Nichts: Er nennt keine Nummer, und es gibt keine human_line.",
            "Tragen Sie bei diesem Weg eine Nummer unter to ein, oder eine human_line.",
        ),
        "en": (
            "Path {nth} ({when}) ends nowhere: it names no number, and there is no human_line.",
            "Name a number under to, or a human_line.",
        ),
    },
    "path_for_no_reason": {
        "de": (
            "Weg {nth} gilt für „{when}“. Aus diesem Grund wird nie jemand verbunden.",
            "Nennen Sie unter when einen dieser Gründe: {reasons}.",
        ),
        "en": (
            "Path {nth} is for “{when}”. Nobody is ever put through for that reason.",
            "Name one of these under when: {reasons}.",
        ),
    },
    "path_without_hours": {
        "de": ("Weg {nth} ({when}) gilt zu keiner Zeit.", "Tragen Sie unter hours ein, wann er gilt."),
        "en": ("Path {nth} ({when}) holds at no time.", "Say under hours when it does."),
    },
    "path_to_a_stranger": {
        "de": (
            "Weg {nth} ({when}) ist für {person}, aber diese Person gibt es im Betrieb nicht.",
            "Schreiben Sie den Namen wie unter resources.",
        ),
        "en": (
            "Path {nth} ({when}) is for {person}, who is not among the resources.",
            "Write the name as under resources.",
        ),
    },
    "path_never_reached": {
        "de": (
            "Weg {nth} ({when}) kommt nie zum Zug: Ein früherer Weg gilt in allen diesen Fällen.",
            "Stellen Sie den engeren Weg vor den weiteren.",
        ),
        "en": (
            "Path {nth} ({when}) is never taken: an earlier one fits whenever this one does.",
            "Put the narrower path before the wider one.",
        ),
    },
    "path_rings_long": {
        "de": (
            "Auf Weg {nth} ({when}) kann es {seconds} Sekunden lang klingeln, bevor jemand anderes antwortet.",
            "Nennen Sie weniger Nummern, oder kürzere Zeiten unter ring_seconds.",
        ),
        "en": (
            "On path {nth} ({when}) it may ring for {seconds} seconds before anybody else answers.",
            "Name fewer numbers, or shorter times under ring_seconds.",
        ),
    },
    "mode_without_line": {
        "de": (
            "Die Betriebsart {mode} ruft zuerst Menschen an, aber es ist keine Nummer dafür eingetragen.",
            "Tragen Sie eine human_line ein, oder wählen Sie assistant_first.",
        ),
        "en": (
            "The mode {mode} rings people first, and no number for that is named.",
            "Name a human_line, or choose assistant_first.",
        ),
    },
    "resource_gone": {
        "de": (
            "{resource} gibt es nicht mehr, hat aber noch Termine ({count}), den ersten am {first} ({references}).",
            "Verlegen Sie diese Termine, oder nehmen Sie {resource} wieder auf.",
        ),
        "en": (
            "{resource} is no longer there, but still has appointments ({count}), the first on {first} ({references}).",
            "Move these appointments, or bring {resource} back.",
        ),
    },
    "offering_gone": {
        "de": (
            "„{offering}“ gibt es nicht mehr, ist aber noch gebucht ({count}-mal), zuerst am {first} ({references}).",
            "Sagen Sie diese Termine ab oder buchen Sie sie um.",
        ),
        "en": (
            "“{offering}” is no longer offered, but still booked ({count} times), first on {first} ({references}).",
            "Cancel these appointments or book them anew.",
        ),
    },
    "booked_while_away": {
        "de": (
            "Termine ({count}) liegen, wo jetzt zu oder {resource} nicht da ist, zuerst am {first} ({references}).",
            "Verlegen Sie sie, oder berichtigen Sie Abwesenheit und Zeiten.",
        ),
        "en": (
            "Appointments ({count}) lie where it is now closed or {resource} is away, first on {first} ({references}).",
            "Move them, or correct the absence and the hours.",
        ),
    },
    "double": {
        "de": (
            "{resource} ist am {first} doppelt gebucht ({references}).",
            "Verlegen Sie einen der beiden Termine.",
        ),
        "en": ("{resource} is booked twice on {first} ({references}).", "Move one of the two appointments."),
    },
    "over_cap": {
        "de": (
            "Am {first} ist mehr gebucht als erlaubt: {count} statt {cap} ({scope}).",
            "Verlegen Sie die überzähligen, oder erhöhen Sie max_per_day.",
        ),
        "en": (
            "On {first} more is booked than allowed: {count} instead of {cap} ({scope}).",
            "Move the surplus, or raise max_per_day.",
        ),
    },
    "clock_moved": {
        "de": (
            "Die Zeitregeln haben sich geändert: Termine ({count}) stehen jetzt zu einer anderen Uhrzeit im Kalender "
            "als zugesagt, zuerst {references} (zugesagt {promised}, jetzt {first}).",
            "vorzimmer business keep-promises verlegt sie auf die zugesagte Uhrzeit.",
        ),
        "en": (
            "The rules of time have changed: appointments ({count}) would now be at another clock time than promised, "
            "first {references} (promised {promised}, now {first}).",
            "vorzimmer business keep-promises puts them back to the promised clock time.",
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
