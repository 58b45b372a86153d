"""What became of an imported line, in words."""

WORDS: dict[str, dict[str, str]] = {
    "columns": {
        "de": "die Zeile hat nicht so viele Spalten wie die Kopfzeile",
        "en": "not as many columns as headings",
    },
    "quotes": {"de": "ein Anführungszeichen ist nicht geschlossen", "en": "a quotation mark is not closed"},
    "unreadable_time": {"de": "Datum oder Uhrzeit nicht lesbar", "en": "date or time cannot be read"},
    "nonexistent_time": {
        "de": "diese Uhrzeit gibt es nicht (Zeitumstellung)",
        "en": "there is no such time (the clock changes)",
    },
    "unknown_offering": {"de": "dieses Angebot gibt es nicht", "en": "no such offering"},
    "unknown_resource": {"de": "diese Person gibt es nicht", "en": "no such person"},
    "cannot_do": {"de": "diese Person macht das nicht", "en": "this person does not do that"},
    "no_name": {"de": "kein Name", "en": "no name"},
    "unreadable_number": {"de": "Telefonnummer nicht lesbar", "en": "telephone number cannot be read"},
    "taken": {"de": "zu dieser Zeit ist schon etwas anderes gebucht", "en": "something else is booked at that time"},
    "already_there": {"de": "schon übernommen", "en": "already imported"},
    "outside_hours": {"de": "außerhalb der heutigen Zeiten", "en": "outside the hours of today"},
    "past": {"de": "liegt in der Vergangenheit", "en": "lies in the past"},
    "repeated_hour": {
        "de": "diese Stunde gibt es zweimal (Zeitumstellung); die erste gilt",
        "en": "this hour comes twice (the clock changes); the first counts",
    },
}
