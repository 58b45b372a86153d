"""The callers of `tests.calls.escalated`: what each says, and how their call has to end."""

from dataclasses import dataclass

from app.domain.business import Language
from app.simulator.network import StaffAnswer
from tests.calls.escalated_grades import (
    Grade,
    left_a_message,
    put_through,
    spoke_on_the_voicemail,
    staff_missed_it,
    staff_took_it,
    voice_was_heard,
)
from tests.calls.offices import BILLING_LINE

Answers = tuple[tuple[str, str], ...]
"""What is said when the assistant's words match a pattern; the first that fits."""

MESSAGE: dict[Language, Answers] = {
    "de": (
        (r"(Ihre Nachricht|[Gg]ebe weiter|Geben wir weiter): (?!.*[Kk]ron)", "Nein, ich sagte die Krone."),
        (r"die Nummer oder die Nachricht", "Die Nachricht."),
        (r"hinterlassen|Nachricht oder", "Eine Nachricht bitte."),
        (r"ausrichten|Ihre Nachricht\?|worum geht|Worum geht", "Die Krone sitzt wieder fest."),
        (r"[Bb]uchstabier", "K R A U S."),
        (r"Name", "Bettina Kraus."),
        (r"noch etwas|Wunsch", "Nein, danke, das war alles."),
        (r"richtig|[Ss]timmt|eintragen|Nummer", "Ja, richtig."),
    ),
    "en": (
        (r"(Your message|will pass on): (?!.*crown)", "No, I said the crown."),
        (r"the number or the message", "The message."),
        (r"leave a message|message or", "A message, please."),
        (r"pass on|the message\?|what is it about|What is it about", "The crown is loose again."),
        (r"spell", "P A R K E R."),
        (r"name", "Susan Parker."),
        (r"[Aa]nything else|anything more", "No, thank you, that was all."),
        (r"right|correct|number", "Yes, that's right."),
    ),
}


@dataclass(frozen=True, slots=True)
class Story:
    """`says`: the lines a caller has prepared; then, or when it is asked for, `answers`. `loud_from`: of the lines.

    `insists`: who is asked again because a word was not understood says it all again, as people do.
    """

    name: str
    says: tuple[str, ...]
    grade: Grade
    staff: tuple[StaffAnswer, ...] = (StaffAnswer.TAKES,)
    answers: Answers = ()
    language: Language = "de"
    voice: str = "pico"
    mode: str | None = None
    always_open: bool = True
    message_s: int | None = None
    loud_from: int | None = None
    mood_from_voice: bool = False
    insists: bool = False


STORIES = (
    Story(
        "crisis",
        ("Hilfe, mein Mann bekommt keine Luft mehr!",),
        put_through("emergency_of_life", said="eins eins zwei"),
    ),
    Story(
        "crisis-en",
        ("Help, my husband can't breathe any more!",),
        put_through("emergency_of_life", said="one one two"),
        language="en",
        voice="pico-us",
    ),
    Story(
        "anger-at-once",
        ("Das ist eine Unverschämtheit, ich bin stinksauer, ich gehe zu meinem Anwalt!",),
        put_through("high_emotion"),
    ),
    Story(
        "anger-building",
        (
            "Ich warte seit drei Wochen auf Ihren Rückruf, das ärgert mich wirklich.",
            "Hören Sie mir überhaupt zu? Das ist eine Zumutung.",
            "Das ist eine Frechheit, ich habe die Nase voll!",
            "Unverschämt ist das, eine Frechheit!",
        ),
        put_through("high_emotion", turns=2),
        insists=True,
    ),
    Story(
        "billing", ("Guten Tag, ich habe eine Frage zu meiner Rechnung.",), put_through("billing", number=BILLING_LINE)
    ),
    Story(
        "unknown-twice",
        (
            "Ich wollte mein Pferd neu beschlagen lassen.",
            "Na das Pferd, wegen der Hufeisen halt.",
            "Hufeisen, vier Stück.",
        ),
        put_through({"not_understood_twice", "unknown_wish"}, turns=2),
        insists=True,
    ),
    Story("asked-for-human", ("Ich möchte bitte mit einem Menschen sprechen.",), put_through("asked_for_human")),
    Story(
        "asked-for-human-en",
        ("I'd like to speak to a real person, please.",),
        put_through("asked_for_human"),
        language="en",
        voice="pico-us",
    ),
    Story(
        "busy-then-message",
        ("Ich möchte bitte mit einem Menschen sprechen.",),
        left_a_message(rang=["busy"], recordings=2, escalation=None),
        staff=(StaffAnswer.BUSY,),
        answers=MESSAGE["de"],
    ),
    Story(
        "after-hours",
        ("Ich möchte bitte mit einem Menschen sprechen.",),
        left_a_message(rang=[], recordings=1, escalation=None),
        answers=MESSAGE["de"],
        always_open=False,
    ),
    Story(
        "staff-first-missed",
        ("Nein, danke, das war alles.",),
        staff_missed_it,
        staff=(StaffAnswer.SILENT,),
        mode="staff_first",
    ),
    Story("staff-first-taken", (), staff_took_it, mode="staff_first"),
    Story("kill-switch-taken", (), staff_took_it, mode="human_line"),
    Story(
        "kill-switch-missed",
        (),
        spoke_on_the_voicemail,
        staff=(StaffAnswer.SILENT,),
        mode="human_line",
        message_s=9,
    ),
    Story(
        "loud-and-calm",
        (
            "Guten Tag, wann haben Sie am Mittwoch geöffnet?",
            "Und wo kann ich bei Ihnen mit dem Auto parken?",
            "Wann haben Sie denn am Donnerstag geöffnet?",
            "Wann haben Sie dann am Freitag geöffnet?",
            "Und am Montag, wie lange haben Sie da offen?",
            "Nein, danke, das war alles.",
        ),
        voice_was_heard,
        loud_from=3,
        mood_from_voice=True,
    ),
)
