"""Two or three good offers out of everything that is free, each with the reasons for it.

Decision: a score is a sum of costs in minutes of inconvenience, each computed from figures that are kept with it, and
no learned black box orders the offers. A learned forecast (duration, no-show) enters as one more cost, and only when it
has been measured to be better than knowing nothing. Consequences: the weights are a matter of judgement and stand in
one place (`weights`); every answer to "why this slot?" is the record of what was computed then, never a guess made
afterwards. Alternatives: an optimiser over whole days moves what callers were promised; a learned order has no reasons.

The cheapest slot is offered first. Each further one also pays for being like those already chosen, so that a caller
hears a real choice (today at ten, today at two, tomorrow at eight) and not three neighbouring quarter hours. Nothing is
offered within half an hour of another offer, and a third offer not within the hour.
"""

from app.domain.ranking.chains import ChainRanking, ScoredChain
from app.domain.ranking.choose import MOST_AT_ONCE, best_offers
from app.domain.ranking.score import Factor, Part, Reason, ScoredOffer, recorded_offer
from app.domain.ranking.taste import Taste
from app.domain.ranking.wording import say_against, say_reason, say_why

__all__ = [
    "MOST_AT_ONCE",
    "ChainRanking",
    "Factor",
    "Part",
    "Reason",
    "ScoredChain",
    "ScoredOffer",
    "Taste",
    "best_offers",
    "recorded_offer",
    "say_against",
    "say_reason",
    "say_why",
]
