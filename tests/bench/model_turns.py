"""What our side adds to a language model's time, over loopback: `python -m tests.bench.model_turns`.

Prints the time from the server's end of a first sentence to the sentence leaving the dialogue, and to its first sound
in the voice of this machine; how long judging one sentence takes; how much of each prompt a server that keeps
beginnings found again; and when a caller hears what, where the server is silent, or falls silent in mid-answer.
"""

import asyncio
import statistics
import time
from collections.abc import Mapping, Sequence

from app.connectors.openai_chat import OpenAIChat
from app.dialogue.guardrails import Known
from app.settings import Settings
from app.wiring.speech import caller_voice
from tests.dialogue.model_line import ModelLine, praxis_guard
from tests.fakes.model_server import Json, Stall, Step, model_server
from voice.contract import Say, Utterance

TURNS = 40
SILENT: Mapping[str, Sequence[Step]] = {
    "never begins": [Stall()],
    "falls silent in the first sentence": ["Gern, ich schaue", Stall()],
    "falls silent in the second sentence": ["Gern. Ich schaue", Stall()],
}
SENTENCES = (
    "Gern, ich schaue gleich nach.",
    "Passt es Ihnen eher vormittags oder nachmittags?",
    "Ihr Termin ist gebucht.",
)


FOLLOWED: Mapping[str, Sequence[Step]] = {
    "the next one": ["Gern, ich verstehe. Worum", Stall(0.3), "geht es denn genau?"],
    "a second of silence, as while a tool call is written": ["Gern, ich verstehe.", Stall(1.0), " Worum geht es denn?"],
}

SAID = (  # never the same twice: who has to say it again is answered by the built-in brain
    "Ich habe ein Anliegen, das etwas schwierig ist.",
    "Es ist etwas länger, und ich weiß nicht, wo ich anfangen soll.",
    "Also, es geht da um eine Sache von früher.",
    "Das kann ich am Telefon nur schwer erklären.",
)


async def first_sentences(steps: Sequence[Step]) -> tuple[list[float], float]:
    """Milliseconds of each turn, and the share of input tokens that were cached."""
    sent_at = 0.0
    loop = asyncio.get_running_loop()

    def answer(_: Json) -> Sequence[Step]:
        nonlocal sent_at
        sent_at = loop.time()
        return steps

    took: list[float] = []
    async with model_server(answer) as server:
        chat = OpenAIChat(model=server.model, api_key=None, base_url=server.url)
        line = ModelLine(model=chat)
        await line.pick_up()
        for nth, text in enumerate(SAID):
            event = Utterance(nth + 1, text, "de", 0, 0)
            async for act in line.conversation.respond(event):
                if isinstance(act, Say) and len(took) <= nth:
                    took.append((loop.time() - sent_at) * 1000)
        await chat.close()
    assert line.brain.use.turns == {"model": len(SAID)}, line.brain.use.turns
    return took, line.brain.use.cached_tokens / line.brain.use.input_tokens


def judging() -> list[float]:
    """Milliseconds of judging one sentence, guard already made."""
    guard, known = praxis_guard(), Known((), ["Ich hätte gern nächste Woche einen Termin."] * 6)
    took = []
    for nth in range(300):
        began = time.perf_counter()
        guard.objection(SENTENCES[nth % len(SENTENCES)], "de", known)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def first_sounds() -> list[float]:
    """Milliseconds from a sentence to the first of its sound."""
    took = []
    async with caller_voice(Settings(), None, "de") as voice:
        for nth in range(TURNS):
            began = time.perf_counter()
            async for _ in voice.tts.synthesize(SENTENCES[nth % len(SENTENCES)], language="de"):
                break
            took.append((time.perf_counter() - began) * 1000)
    return took[len(SENTENCES) :]  # each of them once before: voices load on first use


async def heard_at(*answer: Step) -> list[tuple[float, str]]:
    """What the caller hears of a server that gives this answer, each with its second."""
    async with model_server(answer) as server:
        chat = OpenAIChat(model=server.model, api_key=None, base_url=server.url)
        line = ModelLine(model=chat)
        await line.pick_up()
        event = Utterance(1, "Ich brauche einen Termin zur Kontrolle.", "de", 0, 0)
        began = time.perf_counter()
        heard = [
            (time.perf_counter() - began, act.text)
            async for act in line.conversation.respond(event)
            if isinstance(act, Say)
        ]
        await chat.close()
    return heard


async def main() -> None:
    firsts: dict[str, list[float]] = {}
    cached = 0.0
    for name, steps in FOLLOWED.items():
        for _ in range(TURNS // 4):
            took, cached = await first_sentences(steps)
            firsts[name] = [*firsts.get(name, ()), *took]
    judged, sounds = judging(), await first_sounds()
    heard = [
        f"a server that {name}: " + ", ".join([f"{at:.1f} s {text!r}" for at, text in await heard_at(*steps)])
        for name, steps in SILENT.items()
    ]
    lines = (
        *(
            f"first sentence's end to its words, before {name}, ms: p50 {statistics.median(took):.0f}, "
            f"max {max(took):.0f}"
            for name, took in firsts.items()
        ),
        f"its words to its first sound, ms: p50 {statistics.median(sounds):.0f}, max {max(sounds):.0f}",
        f"judging a sentence, ms: p50 {statistics.median(judged):.2f}, p95 {sorted(judged)[-15]:.2f}",
        f"input tokens found in the server's cache over four turns: {cached:.0%}",
        *heard,
    )
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
