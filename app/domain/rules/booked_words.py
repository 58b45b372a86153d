"""The sentences of findings about appointments that no longer fit their business."""

BOOKED_WORDS = {
    "resource_gone": {
        "de": (
            "{resource} gibt es nicht mehr, hat aber noch {count} Termine, den ersten am {first} ({references}).",
            "Verlegen Sie diese Termine, oder nehmen Sie {resource} wieder auf.",
        ),
        "en": (
            "{resource} is no longer there, but still has {count} appointments, the first on {first} ({references}).",
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
            "{count} Termine liegen, wo jetzt zu oder {resource} nicht da ist, der erste am {first} ({references}).",
            "Verlegen Sie sie, oder berichtigen Sie Abwesenheit und Zeiten.",
        ),
        "en": (
            "{count} appointments lie where it is now closed or {resource} is away, first on {first} ({references}).",
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
            "Die Zeitregeln haben sich geändert: {count} Termine stehen jetzt zu einer anderen Uhrzeit im Kalender "
            "als zugesagt, zuerst {references} (zugesagt {promised}, jetzt {first}).",
            "vorzimmer business keep-promises verlegt sie auf die zugesagte Uhrzeit.",
        ),
        "en": (
            "The rules of time have changed: {count} appointments would now be at another clock time than promised, "
            "first {references} (promised {promised}, now {first}).",
            "vorzimmer business keep-promises puts them back to the promised clock time.",
        ),
    },
}

BOOKED_WORDS_OF_ONE = {
    "resource_gone": {
        "de": (
            "{resource} gibt es nicht mehr, hat aber noch einen Termin am {first} ({references}).",
            "Verlegen Sie diesen Termin, oder nehmen Sie {resource} wieder auf.",
        ),
        "en": (
            "{resource} is no longer there, but still has an appointment on {first} ({references}).",
            "Move this appointment, or bring {resource} back.",
        ),
    },
    "offering_gone": {
        "de": (
            "„{offering}“ gibt es nicht mehr, ist aber am {first} noch einmal gebucht ({references}).",
            "Sagen Sie diesen Termin ab oder buchen Sie ihn um.",
        ),
        "en": (
            "“{offering}” is no longer offered, but still booked once, on {first} ({references}).",
            "Cancel this appointment or book it anew.",
        ),
    },
    "booked_while_away": {
        "de": (
            "Ein Termin am {first} liegt, wo jetzt zu oder {resource} nicht da ist ({references}).",
            "Verlegen Sie ihn, oder berichtigen Sie Abwesenheit und Zeiten.",
        ),
        "en": (
            "An appointment on {first} lies where it is now closed or {resource} is away ({references}).",
            "Move it, or correct the absence and the hours.",
        ),
    },
    "clock_moved": {
        "de": (
            "Die Zeitregeln haben sich geändert: Ein Termin steht jetzt zu einer anderen Uhrzeit im Kalender als "
            "zugesagt: {references} (zugesagt {promised}, jetzt {first}).",
            "vorzimmer business keep-promises verlegt ihn auf die zugesagte Uhrzeit.",
        ),
        "en": (
            "The rules of time have changed: an appointment would now be at another clock time than promised: "
            "{references} (promised {promised}, now {first}).",
            "vorzimmer business keep-promises puts it back to the promised clock time.",
        ),
    },
}
"""The same of a single appointment."""
