"""A morning in a dental practice: calls as they really go, for pages to show and searches to find."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.business import Language
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision
from app.domain.ids import E164, BusinessId, CallSid
from app.domain.spoken.when import Window
from app.stores.tables import BookingRow
from tests.web.pages.office import BERLIN, PRAXIS, Office

WORD_MS = 330
A, C = "assistant", "caller"


@dataclass(frozen=True)
class Line:
    speaker: str
    text: str
    heard: str | None = None
    wait_ms: int = 620
    intent: str | None = None
    emotion: str = "calm"


@dataclass(frozen=True)
class Story:
    """One call. `decisions` stand after the line of that number."""

    at: datetime
    number: str
    lines: Sequence[Line]
    outcome: CallOutcome | None
    summary: str = ""
    name: str | None = None
    language: str = "de"
    escalation: str | None = None
    decisions: Sequence[tuple[int, str, str, dict[str, object]]] = ()
    message: str | None = None
    callback: str | None = None
    business: BusinessId = PRAXIS
    sid: CallSid = field(default=CallSid(""))


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 3, day, hour, minute, 4, tzinfo=BERLIN)


GREETING = "Praxis Dr. Sommer, guten Tag, hier spricht der digitale Assistent, eine KI. Was kann ich für Sie tun?"

BOOKING = Story(
    at(17, 7, 52),
    "+493023125042",
    [
        Line(A, GREETING, heard="Praxis Dr. Sommer, guten Tag, hier spricht der digitale Assistent,"),
        Line(C, "Guten Morgen, Beispiel hier, ich hätte gern einen Termin zur Kontrolle.", intent="book"),
        Line(A, "Gern, eine Kontrolle. Wann passt es Ihnen?", wait_ms=540),
        Line(C, "Nächste Woche Dienstag, aber nicht vor elf.", intent="inform"),
        Line(
            A,
            "Frei ist Dienstag, der vierundzwanzigste März, um elf Uhr fünfzehn oder um vierzehn Uhr dreißig. "
            "Was passt Ihnen?",
            heard="Frei ist Dienstag, der vierundzwanzigste März, um elf Uhr fünfzehn oder um vierzehn Uhr",
            wait_ms=710,
        ),
        Line(C, "Halb drei ist gut.", intent="inform"),
        Line(A, "Auf welchen Namen?", wait_ms=480),
        Line(C, "Erika Beispiel.", intent="inform"),
        Line(
            A,
            "Dienstag, vierundzwanzigster März, vierzehn Uhr dreißig, Kontrolle bei Dr. Anna Sommer, auf den Namen "
            "Erika Beispiel. Soll ich das so eintragen?",
            wait_ms=1240,
        ),
        Line(C, "Ja, bitte.", intent="yes"),
        Line(A, "Ist eingetragen. Bitte bringen Sie Ihre Versichertenkarte mit.", wait_ms=590),
        Line(C, "Vielen Dank, auf Wiederhören.", intent="goodbye"),
        Line(A, "Auf Wiederhören.", wait_ms=430),
    ],
    CallOutcome.BOOKED,
    "Kontrolle gebucht für Dienstag, 24. März, 14:30 Uhr bei Dr. Anna Sommer. Bringt die Versichertenkarte mit.",
    name="Erika Beispiel",
    decisions=(
        (3, "offer", "fits_wish", {"offering": "checkup", "windows": [["2026-03-24T11:00:00+01:00", "18:00"]]}),
        (5, "hold", "offered", {"starts_at": "2026-03-24T14:30:00+01:00", "resource": "dr-anna-sommer"}),
        (9, "booking", "asked_and_confirmed", {"reference": "K7M4", "starts_at": "2026-03-24T14:30:00+01:00"}),
    ),
)

ANGRY = Story(
    at(17, 7, 31),
    "+493023125061",
    [
        Line(A, GREETING),
        Line(C, "Ich warte jetzt zum dritten Mal auf meinen Befund!", intent="complaint", emotion="annoyed"),
        Line(A, "Das tut mir leid. Ich notiere das sofort. Wie ist Ihr Name?", wait_ms=820),
        Line(C, "Das ist eine Frechheit, ich will einen Menschen sprechen.", intent="human", emotion="angry"),
        Line(A, "Ich stelle Sie sofort durch.", wait_ms=510),
    ],
    CallOutcome.TRANSFERRED,
    "Wartet auf einen Befund, war sehr verärgert und wurde durchgestellt.",
    escalation="high_emotion",
    decisions=((3, "escalation", "high_emotion", {"reason": "asked_for_human"}),),
)

CALLBACK = Story(
    at(16, 18, 20),
    "+493023125077",
    [
        Line(A, GREETING),
        Line(C, "Ich brauche ein Rezept für die Spülung nach der Weisheitszahn-OP.", intent="message"),
        Line(A, "Dazu ruft Sie die Praxis am besten zurück. Wann erreichen wir Sie?", wait_ms=900),
        Line(C, "Morgen zwischen neun und zehn.", intent="inform"),
        Line(A, "Notiert: Rückruf morgen zwischen neun und zehn Uhr.", wait_ms=610),
    ],
    CallOutcome.CALLBACK,
    "Bittet um Rückruf wegen eines Rezepts, erreichbar Dienstag zwischen 9 und 10 Uhr.",
    name="Jörg Übeleis",
    callback="Rezept für die Spülung nach der Weisheitszahn-OP",
)

MESSAGE = Story(
    at(16, 17, 48),
    "+493023125083",
    [
        Line(A, GREETING),
        Line(C, "Können Sie Frau Dr. Sommer ausrichten, dass die Krone drückt?", intent="message"),
        Line(A, "Ja. Auf welchen Namen darf ich das notieren?", wait_ms=650),
        Line(C, "Zoë Königsberger-Łukasiewicz.", intent="inform"),
        Line(A, "Ist notiert.", wait_ms=470),
    ],
    CallOutcome.MESSAGE,
    "Die neue Krone drückt beim Zubeißen. Dr. Sommer soll Bescheid wissen.",
    name="Zoë Königsberger-Łukasiewicz",
    message="Die neue Krone drückt beim Zubeißen, bitte Frau Dr. Sommer Bescheid geben.",
)

ENGLISH = Story(
    at(17, 7, 5),
    "+493023125091",
    [
        Line(A, GREETING, heard="Praxis Dr. Sommer, guten Tag,"),
        Line(C, "Hello, do you speak English? Do you have parking?", intent="question"),
        Line(A, "Yes. There is a car park behind the building, free for patients.", wait_ms=730),
        Line(C, "Perfect, thank you.", intent="thanks"),
        Line(A, "You are welcome. Goodbye.", wait_ms=420),
    ],
    CallOutcome.ANSWERED,
    "Asked about parking.",
    language="en",
)

FAILED = Story(
    at(17, 6, 40),
    "+493023125099",
    [Line(A, GREETING), Line(C, "Hallo?", intent="greeting")],
    CallOutcome.FAILED,
    "",
)
ABANDONED = Story(at(16, 19, 2), "anonymous", [Line(A, GREETING, heard="Praxis Dr. Sommer,")], CallOutcome.ABANDONED)
STORIES = (BOOKING, ANGRY, CALLBACK, MESSAGE, ENGLISH, FAILED, ABANDONED)


async def play(office: Office, story: Story, number: int = 0) -> CallSid:
    """Put one call on record as it would have come about."""
    sid = story.sid or CallSid(f"CA{number:032x}")
    language: Language = "en" if story.language == "en" else "de"
    calls = office.calls
    await calls.open_call(CallOpened(sid, story.business, story.number, "+493023125000", language, story.at))
    now_ms = 120
    for nth, line in enumerate(story.lines):
        length_ms = max(600, len((line.heard or line.text).split()) * WORD_MS)
        if line.speaker == A and nth:
            now_ms += line.wait_ms
        await calls.add_turn(sid, _turn(line, nth, now_ms, now_ms + length_ms, language))
        now_ms += length_ms
        for after, kind, why, inputs in story.decisions:
            if after == nth:
                decided = story.at + timedelta(milliseconds=now_ms + 40)
                await calls.add_decision(sid, Decision(kind, decided, why, inputs))
    ended = story.at + timedelta(milliseconds=now_ms + 500)
    await _leave_notes(office, story, sid, ended)
    if story.escalation:
        await calls.escalate(sid, story.escalation)
    if story.outcome:
        await calls.close_call(sid, outcome=story.outcome, ended_at=ended, summary=story.summary)
    return sid


def _turn(line: Line, nth: int, started_ms: int, ended_ms: int, language: Language) -> CallTurn:
    said = line.speaker == A
    return CallTurn(
        speaker="assistant" if said else "caller",
        text=line.text,
        heard_text=(line.heard or line.text) if said else None,
        language=language,
        started_ms=started_ms,
        ended_ms=ended_ms,
        response_ms=line.wait_ms if said and nth else None,
        intent=line.intent,
        emotion=None if said else line.emotion,
        interrupted=line.heard is not None,
    )


async def _leave_notes(office: Office, story: Story, sid: CallSid, ended: datetime) -> None:
    number = E164(story.number)
    if story.message:
        await office.notes.take_message(
            story.business, sid, text=story.message, customer_name=story.name, customer_number=number, at=ended
        )
    if story.callback:
        morning = datetime(2026, 3, 17, 9, 0, tzinfo=BERLIN)
        await office.notes.request_callback(
            story.business,
            sid,
            text=story.callback,
            customer_name=story.name,
            customer_number=number,
            windows=[Window(morning, morning + timedelta(hours=1))],
            at=ended,
        )


async def some_appointments(office: Office, booked_by: CallSid) -> None:
    """Three for today, and the one that the first call made."""
    wanted = (
        ("K7M4", datetime(2026, 3, 24, 14, 30, tzinfo=BERLIN), "Erika Beispiel", "+493023125042", "checkup", booked_by),
        ("P3QX", datetime(2026, 3, 17, 8, 30, tzinfo=BERLIN), "Klaus Ohnesorg", "+493023125011", "cleaning", None),
        ("R8TC", datetime(2026, 3, 17, 9, 45, tzinfo=BERLIN), "Fatma Yılmaz", "+493023125012", "checkup", None),
        ("W2HN", datetime(2026, 3, 17, 11, 15, tzinfo=BERLIN), "Jonas Kraft", "+493023125013", "checkup", None),
    )
    async with office.database.writing() as session:
        for reference, starts_at, name, number, offering, sid in wanted:
            session.add(
                BookingRow(
                    business_id=PRAXIS,
                    reference=reference,
                    offering=offering,
                    resource_id="dr-anna-sommer",
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(minutes=30),
                    customer_name=name,
                    customer_number=number,
                    status="confirmed",
                    call_sid=sid,
                    booked_at=office.clock.now(),
                )
            )


async def a_morning(office: Office) -> dict[str, CallSid]:
    """All stories; the names of the constants in lower case name the calls."""
    names = ("booking", "angry", "callback", "message", "english", "failed", "abandoned")
    sids: dict[str, CallSid] = {}
    for nth, (name, story) in enumerate(zip(names, STORIES, strict=True)):
        sids[name] = await play(office, story, nth + 1)
    await some_appointments(office, sids["booking"])
    return sids
