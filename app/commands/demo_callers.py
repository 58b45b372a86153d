"""The two callers of the demonstration: each wants an appointment and listens to what is asked."""

from app.simulator.persona import Persona, Reply

GERMAN = Persona(
    language="de",
    opening="Guten Tag, ich hätte gern einen Termin zur Kontrolle.",
    replies=(
        Reply(r"ein(en)? weitere[nr]", "Einen weiteren, bitte."),  # that of an earlier demonstration stands
        Reply(r"wiederhören", "Auf Wiederhören.", times=1),
        Reply(r"sonst noch|noch einen wunsch|brauchen sie noch|noch etwas für sie", "Nein, danke, das war alles."),
        Reply(r"namen\?|ihr name|wie heißen|ihren namen", "Mein Name ist Erika Sommerfeld."),
        Reply(r"buchstabier", "S, O, M, M, E, R, F, E, L, D.", times=1),
        Reply(r"eintragen|richtig|stimmt das", "Ja, das ist richtig."),
        Reply(r"passt ihnen das|wäre das recht|passt das\?", "Ja, das passt mir gut."),
        Reply(r"lieber|nehmen sie|darf es sein|was passt|davon|geht das|welche der", "Ich nehme die erste Zeit."),
        Reply(r"worum geht|gemacht werden|welchen termin", "Einen Termin zur Kontrolle."),
        Reply(r"wann|welche[rn] tag", "Nächste Woche Donnerstag am Vormittag."),
        Reply(r"nummer", "Unter der Nummer, von der ich anrufe."),
    ),
    otherwise="Ja, das ist richtig.",
)

ENGLISH = Persona(
    language="en",
    opening="Hello, I would like to book a check up appointment, please.",
    replies=(
        Reply(r"one more\b", "One more, please."),
        Reply(r"goodbye|bye\b", "Goodbye.", times=1),
        Reply(r"anything else|anything more|something else", "No, thank you, that is all."),
        Reply(r"what name|your name|last name", "My name is Peter Miller."),
        Reply(r"spell", "M, I, L, L, E, R.", times=1),
        Reply(r"book that|is that right|shall i", "Yes, please."),
        Reply(r"does that suit|would that be all right|that suit you", "Yes, that is fine."),
        Reply(r"which would you|which suits|prefer|which one|any of that|would that do", "The first one, please."),
        Reply(r"what is (it|the appointment) for|like done|which appointment", "For a check up, please."),
        Reply(r"when|which day", "Thursday next week, in the morning."),
        Reply(r"number", "The number I am calling from."),
    ),
    otherwise="Yes, please.",
)
