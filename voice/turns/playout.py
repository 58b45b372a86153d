"""What of a turn's audio was queued, sent, and provably heard. Pure: time comes in as a number, audio as bytes.

Decision: audio is cut at word ends and a mark follows each word, so a returned mark proves a word. Twilio plays in
order and returns marks as they are reached, and all of them on `clear`; those of an older generation prove nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

MULAW_BYTES_PER_MS = 8
SEGMENT_MS = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """Audio to send in one message; `mark` follows it when a word (or the sentence) ends with it."""

    mulaw: bytes
    starts_ms: int
    ends_ms: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    mulaw: bytes
    mark: str | None


@dataclass(slots=True)
class Playout:
    """One assistant turn. Positions are ms of this turn's audio; `now_ms` is any steady clock."""

    turn_id: int
    _segments: list[Segment] = field(default_factory=list)
    _next: int = 0
    _queued_ms: int = 0
    _generation: int = 0
    _marks: dict[str, int] = field(default_factory=dict)  # name -> index of the segment it follows
    _heard_upto: int = -1  # index of the last segment proven heard
    _line_free_at_ms: float = 0.0  # when the far buffer runs dry
    _complete: bool = False
    held: bool = False
    not_before_ms: float = 0.0  # until then the caller may go on, and nothing is sent

    # --- filling ---

    def append(self, mulaw: bytes, words: Sequence[tuple[str, int]] = ()) -> None:
        """Queue a piece of a sentence. `words` = (text, end within this piece in ms), in order."""
        length_ms = len(mulaw) // MULAW_BYTES_PER_MS
        cut_ms = 0
        for text, end_ms in [*words, ("", length_ms)]:
            until_ms = max(cut_ms, min(end_ms, length_ms))
            cut_ms = self._cut(mulaw, cut_ms, until_ms, (text,) if text else ())
        self._queued_ms += length_ms

    def complete(self) -> None:
        """Nothing more will be appended."""
        self._complete = True

    def _cut(self, mulaw: bytes, from_ms: int, until_ms: int, words: tuple[str, ...]) -> int:
        if from_ms == until_ms and words and self._segments:
            last = self._segments[-1]
            self._segments[-1] = Segment(last.mulaw, last.starts_ms, last.ends_ms, last.words + words)
            return until_ms
        while from_ms < until_ms:
            end_ms = min(from_ms + SEGMENT_MS, until_ms)
            audio = mulaw[from_ms * MULAW_BYTES_PER_MS : end_ms * MULAW_BYTES_PER_MS]
            at_end = words if end_ms == until_ms else ()
            self._segments.append(Segment(audio, self._queued_ms + from_ms, self._queued_ms + end_ms, at_end))
            from_ms = end_ms
        return until_ms

    # --- sending ---

    def next_sending(self, now_ms: float) -> Sending | None:
        """The next audio to send, or None when held, too early, or nothing is queued."""
        if self.held or now_ms < self.not_before_ms or self._next >= len(self._segments):
            return None
        segment = self._segments[self._next]
        mark = None
        if segment.words or self._next == len(self._segments) - 1:
            mark = f"{self.turn_id}.{self._generation}.{self._next}"
            self._marks[mark] = self._next
        self._next += 1
        self._line_free_at_ms = max(self._line_free_at_ms, now_ms) + (segment.ends_ms - segment.starts_ms)
        return Sending(segment.mulaw, mark)

    def buffered_ms(self, now_ms: float) -> float:
        """Audio sent that the far end has not played yet, as far as we can tell."""
        return max(0.0, self._line_free_at_ms - now_ms)

    @property
    def unsent_ms(self) -> int:
        return self._queued_ms - (self._segments[self._next - 1].ends_ms if self._next else 0)

    @property
    def anything_sent(self) -> bool:
        return self._next > 0

    def remaining_ms(self, now_ms: float) -> float:
        return self.unsent_ms + self.buffered_ms(now_ms)

    # --- proof ---

    def played(self, mark: str) -> None:
        """A mark came back. Marks from before a `clear` prove nothing: Twilio returns them unplayed."""
        index = self._marks.pop(mark, None)
        if index is not None:
            self._heard_upto = max(self._heard_upto, index)

    def cleared(self, now_ms: float) -> None:
        """The far buffer was emptied: go back to the start of what was just being played, and distrust older marks."""
        played_ms = (self._segments[self._next - 1].ends_ms if self._next else 0) - self.buffered_ms(now_ms)
        while self._next > self._heard_upto + 1 and self._segments[self._next - 1].ends_ms > played_ms:
            self._next -= 1
        self._generation += 1
        self._marks.clear()
        self._line_free_at_ms = now_ms

    def finished(self, now_ms: float, *, grace_ms: float = 1_000) -> bool:
        """All sent and heard; when marks stay away, the clock decides after `grace_ms`."""
        if not self._complete or self._next < len(self._segments):
            return False
        return not self._marks or now_ms >= self._line_free_at_ms + grace_ms

    @property
    def heard_words(self) -> list[str]:
        return [word for segment in self._segments[: self._heard_upto + 1] for word in segment.words]

    @property
    def said_words(self) -> list[str]:
        return [word for segment in self._segments for word in segment.words]
