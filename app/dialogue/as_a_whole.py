"""What is said of several appointments that are planned as one, be they booked (`chain`) or moved (`together`)."""

from collections.abc import Sequence

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.state import Asking, Goal
from app.dialogue.turn import Turn
from app.domain.bookings import ChainOffers, NothingFree, Slot

BOTH = 2


def best_plan(turn: Turn, goal: Goal, found: ChainOffers | NothingFree) -> tuple[Slot, ...] | None:
    """The caller hears when it is outside their wish; None when there is none, which leaves them a message."""
    if isinstance(found, NothingFree):
        turn.state.goals.remove(goal)
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "nothing_free", claim=Claim(ClaimKind.NOTHING_FREE))
        return None
    if found.outside_wish:
        turn.say("chain_outside", claim=Claim(ClaimKind.NOTHING_FREE))
    return found.plans[0]


def one_after_another(turn: Turn, links: Sequence[str]) -> str:
    """The appointments of a plan in one go: first this, then that."""
    first, *rest = links
    then = [turn.phrases.choose("chain_then", turn.language, link=link) for link in rest]
    return " ".join([turn.phrases.choose("chain_begin", turn.language, link=first), *then])
