"""The sentences of findings about who is rung."""

PATH_WORDS = {
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
}
