"""The two callers of the demonstration: each wants an appointment and listens to what is asked."""

from app.simulator.persona import Persona, Reply

GERMAN = Persona(
    language="de",
    opening="Guten Tag, ich hätte gern einen Termin zur Kontrolle, am liebsten nächste Woche vormittags.",
    replies=(
        Reply(r"wiederhören", "Auf Wiederhören.", times=1),
        Reply(r"sonst noch|noch einen wunsch|brauchen sie noch|noch etwas für sie", "Nein, das war alles, danke."),
        Reply(r"namen\??$|ihr name|wie heißen", "Mein Name ist Erika Sommerfeld."),
        Reply(r"buchstabier", "S, O, M, M, E, R, F, E, L, D.", times=1),
        Reply(r"eintragen|richtig so|ist das richtig|stimmt das", "Ja, bitte."),
        Reply(r"passt ihnen|lieber|nehmen sie|darf es sein|recht\?|geht das", "Der erste Termin passt mir gut."),
        Reply(r"worum geht|gemacht werden", "Zur Kontrolle, bitte."),
        Reply(r"wann|welcher tag|welchen tag", "Nächste Woche Dienstag vormittags."),
        Reply(r"nummer", "Unter der Nummer, von der ich anrufe."),
    ),
    otherwise="Ja, gern.",
)

ENGLISH = Persona(
    language="en",
    opening="Hello, I would like to book a check up appointment next week in the morning, please.",
    replies=(
        Reply(r"goodbye|bye\b", "Goodbye.", times=1),
        Reply(r"anything else|anything more|is there something else", "No, that is all, thank you very much."),
        Reply(r"what name|your name|last name", "My name is Peter Miller."),
        Reply(r"spell", "M, I, L, L, E, R.", times=1),
        Reply(r"book that|is that right|right\?|shall i", "Yes, please."),
        Reply(r"which would you like|suits? you|prefer|would that|all right\?|which one", "The first one, please."),
        Reply(r"what is (it|the appointment) for|like done", "For a check up, please."),
        Reply(r"when|which day", "Next Tuesday morning."),
        Reply(r"number", "The number I am calling from."),
    ),
    otherwise="Yes, please.",
)
