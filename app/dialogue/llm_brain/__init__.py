"""A language model leads the call; code keeps it honest.

Decision: the model understands, chooses tools and says what stands between the facts. The facts (free times, the
read-back, what was booked, prices, hours) are found and spoken by the same code that the built-in brain uses, over the
same state. Alternatives: let the model word the facts and check it (every wording is a risk, and a second request
before the caller hears anything), or let it fill in forms only (it could not talk). Consequences: a tool call costs one
request, a turn can change brains at any point, and a model that is wrong, hostile or gone can waste a turn at most.

Turns that need no understanding (a plain yes to a read-back, a spelled name, digits, keys, silence) are the built-in
brain's in any case: it answers them at once and does not err. So is whatever the model is too late for.
"""

from app.dialogue.llm_brain.brain import LlmBrain
from app.dialogue.llm_brain.breaker import BreakerRules, BreakingChatModel
from app.dialogue.llm_brain.observing import ModelObserver, SilentModelObserver

__all__ = ["BreakerRules", "BreakingChatModel", "LlmBrain", "ModelObserver", "SilentModelObserver"]
