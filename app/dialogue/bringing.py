"""What the caller is to bring: said once a call, right after the booking, out of the business's own data."""

from collections.abc import Sequence
from datetime import timedelta

from app.dialogue.turn import Turn
from app.domain.bookings import Slot
from app.domain.business import Language, Text
from app.domain.spoken.say import say_list

_DETERMINERS: dict[Language, frozenset[str]] = {
    "de": frozenset("ihr ihre ihren der die das den ein eine einen alle eventuelle aktuelle".split()),
    "en": frozenset("your the a an any all some".split()),
}


def say_what_to_bring(turn: Turn, slots: Sequence[Slot]) -> None:
    """And what to think of before: "come on an empty stomach"."""
    offerings = [turn.state.business.offering(slot.offering) for slot in slots]
    documents = _untold(turn, [text for offering in offerings for text in offering.documents])
    if documents:
        reads_on = all(document.split()[0].lower() in _DETERMINERS[turn.language] for document in documents)
        turn.tell_phrase("bring" if reads_on else "bring_list", documents=say_list(documents, turn.language))
    own = [task for offering in offerings for task in offering.tasks if task.for_customer and task.due <= timedelta(0)]
    if tasks := _untold(turn, [task.text for task in own]):
        turn.tell_phrase("heed", tasks=say_list(tasks, turn.language))


def _untold(turn: Turn, texts: Sequence[Text]) -> list[str]:
    """In the caller's language, each once a call."""
    told = dict.fromkeys(text[turn.language] for text in texts if turn.language in text)
    fresh = [words for words in told if words not in turn.state.to_bring]
    turn.state.to_bring |= set(fresh)
    return fresh
