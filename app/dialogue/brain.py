"""What leads the conversation: caller events in, sentences and one last act out. Two brains, one state.

State and tools belong to the manager, so another brain can go on in the middle of a call and nothing is lost. A brain
may leave its iterator unfinished at any sentence (the caller barged in); what it wrote to the state before stays
true, because claims are made of tool results only, and the manager corrects what the caller did not hear.
"""

from collections.abc import AsyncIterator
from typing import Protocol

from app.dialogue.desk import Desk
from app.dialogue.state import CallState, Sentence
from voice.contract import CallerEvent, HangUp, Listen, Transfer

BrainAct = Sentence | Listen | Transfer | HangUp


class Brain(Protocol):
    def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        """Ends with Listen, Transfer or HangUp. Raises nothing: a broken tool is answered in words."""
        ...
