"""Nothing is spoken that is not so: every sentence is judged here before it is heard, whoever worded it.

Two kinds of sentence come in. Those worded by us carry their claim, and need the evidence of a tool for it (`claimed`).
Those worded by a language model carry nothing, so what they assert is read out of their words (`free_speech`).

Decision: a model may say what a receptionist says between the facts, in ordinary words, and nothing else: facts are
told by code from tool results. The rules are cheap and strict, in this order of trust: no second model judges the
first, and a sentence that is withheld without need costs a detour, one that lies costs a customer.
"""

from app.dialogue.guardrails.claimed import is_supported, may_be_spoken, reads_like_a_claim
from app.dialogue.guardrails.free_speech import FreeSentence, Known, SpeechGuard, known_to

__all__ = [
    "FreeSentence",
    "Known",
    "SpeechGuard",
    "is_supported",
    "known_to",
    "may_be_spoken",
    "reads_like_a_claim",
]
