"""What the callers of the benches say."""

from voice.contract import Language

NUMBER = "+493023125000"

TURNS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "de": (
        (
            "Guten Tag, wann haben Sie am Mittwoch geöffnet?",
            "Und wie ist Ihre Adresse?",
            "Ich hätte gern einen Termin zur Kontrolle.",
            "Am liebsten nächste Woche Dienstag vormittags.",
            "Der erste passt mir gut.",
            "Mein Name ist Erika Sommerfeld.",
            "Ja, bitte.",
        ),
        (
            "Hallo, ich brauche einen Termin zur Zahnreinigung.",
            "Nächste Woche Donnerstag nachmittags.",
            "Die zweite Zeit bitte.",
            "Peter Neumann.",
            "Ja, das ist richtig.",
            "Nein, danke, das war alles.",
        ),
        (
            "Guten Morgen, bin ich da richtig bei der Praxis Doktor Sommer?",
            "Ich möchte eine Nachricht hinterlassen.",
            "Bitte sagen Sie Frau Doktor Sommer, dass mein Rezept fehlt.",
            "Ja, genau.",
            "Sind Sie eigentlich ein Mensch?",
            "Nein, das war alles.",
        ),
        (
            "Ich möchte einen Termin in zwei Wochen am Freitag.",
            "Eine Kontrolle.",
            "Um zehn Uhr.",
            "Müller ist mein Name.",
            "Nein, lieber um elf Uhr.",
            "Ja.",
        ),
    ),
    "en": (
        (
            "Hello, what are your opening hours on Wednesday?",
            "And what is your address?",
            "I would like to book a check up, please.",
            "Next week on Tuesday morning.",
            "The first one is fine.",
            "My name is Peter Miller.",
            "Yes, please.",
        ),
        (
            "Hi, I need an appointment for a dental cleaning.",
            "Next Thursday in the afternoon.",
            "The second one, please.",
            "Susan Baker.",
            "Yes, that is right.",
            "No thanks, that is all.",
        ),
        (
            "Good morning, is this Doctor Sommer's practice?",
            "I would like to leave a message.",
            "Please tell Doctor Sommer that my prescription is missing.",
            "Yes, exactly.",
            "Are you a human being?",
            "No, that is all.",
        ),
        (
            "I would like an appointment in two weeks on Friday.",
            "A check up.",
            "At ten o'clock.",
            "My name is Miller.",
            "No, eleven o'clock please.",
            "Yes.",
        ),
    ),
}

PAUSED: dict[Language, tuple[str, ...]] = {
    "de": (
        "Ich hätte gern einen Termin am [pause 900] Dienstag vormittags.",
        "Am Mittwoch um [pause 1100] halb drei.",
        "Meine Nummer ist null drei null [pause 800] zwei drei eins zwei fünf [pause 900] eins neun neun.",
        "Ich möchte, äh [pause 1200] meinen Termin verschieben.",
        "Ich müsste den Termin von [pause 700] meinem Sohn verschieben.",
        "Mir ist gestern eine [pause 1000] Krone herausgefallen.",
        "Wie lange dauert denn die [pause 800] Zahnreinigung bei Ihnen?",
        "Nicht am Montag, sondern [pause 1100] am Mittwoch.",
    ),
    "en": (
        "I would like an appointment on [pause 900] Tuesday morning.",
        "On Wednesday at [pause 1100] half past two.",
        "My number is oh three oh [pause 800] two three one two five [pause 900] one nine nine.",
        "I would like to, um [pause 1200] move my appointment.",
        "I have to move the appointment of [pause 700] my son.",
        "Yesterday I lost a [pause 1000] crown.",
        "How long does the [pause 800] cleaning take?",
        "Not on Monday but [pause 1100] on Wednesday.",
    ),
}

QUESTIONS: dict[Language, tuple[str, ...]] = {
    "de": ("Wann haben Sie geöffnet?", "Wie ist Ihre Adresse bitte?"),
    "en": ("What are your opening hours?", "What is your address please?"),
}
"""Asked in turns; their answers are long enough to be cut into."""

BACKCHANNELS: dict[Language, tuple[str, ...]] = {"de": ("Mhm.", "Okay.", "Ja."), "en": ("Mhm.", "Okay.", "Right.")}
