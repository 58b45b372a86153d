"""What the caller is to bring: said once a call, right after the booking, out of the business's own data."""

from collections.abc import Sequence

from app.dialogue.turn import Turn
from app.domain.bookings import Slot
from app.domain.business import Language
from app.domain.spoken.say import say_list

_DETERMINERS: dict[Language, frozenset[str]] = {
    "de": frozenset("ihr ihre ihren der die das den ein eine einen alle eventuelle aktuelle".split()),
    "en": frozenset("your the a an any all some".split()),
}


def say_what_to_bring(turn: Turn, slots: Sequence[Slot]) -> None:
    business, language = turn.state.business, turn.language
    documents = dict.fromkeys(
        text[language]
        for slot in slots
        for text in business.offering(slot.offering).documents
        if language in text and text[language] not in turn.state.to_bring
    )
    if not documents:
        return
    turn.state.to_bring |= set(documents)
    reads_on = all(document.split()[0].lower() in _DETERMINERS[language] for document in documents)
    turn.tell_phrase("bring" if reads_on else "bring_list", documents=say_list(list(documents), language))
