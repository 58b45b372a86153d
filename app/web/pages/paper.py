"""A call on paper. Apart from the rest, since what draws it takes half a second to load and is seldom needed."""

from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from app.domain.business import Business, Language
from app.ports.review import CallSheet
from app.web.pages import formats
from app.web.pages.wording import say, say_word

FONT = Path(__file__).parents[1] / "fonts" / "DejaVuSans.ttf"
INK, SOFT, ACCENT = (29, 37, 34), (95, 106, 101), (31, 95, 79)
MARGIN_MM = 20.0


class Paper:
    def __init__(self, sheet: CallSheet, business: Business, language: Language) -> None:
        self._sheet, self._business, self._language = sheet, business, language
        self._pdf = FPDF(format="A4")
        self._pdf.set_margin(MARGIN_MM)
        self._pdf.set_auto_page_break(True, margin=MARGIN_MM)
        self._pdf.add_font("text", fname=FONT)
        font = self._pdf.fonts["text"]
        self._glyphs = frozenset(font.cmap) if isinstance(font, TTFFont) else frozenset(range(32, 127))

    def drawn(self) -> bytes:
        entry, language = self._sheet.entry, self._language
        zone = self._business.zone
        self._pdf.set_title(say(language, "call.title"))
        self._pdf.set_creator("Vorzimmer")
        self._pdf.add_page()
        self._line(self._business.name, size=9, colour=SOFT)
        self._line(self._sheet.caller_name or formats.number(entry.from_number, language), size=18, after=1)
        begun = entry.started_at.astimezone(zone)
        facts = [
            formats.full_date(begun, language),
            formats.clock_time(begun),
            formats.duration(entry.ended_at - entry.started_at) if entry.ended_at else "",
            say_word(language, "outcome", entry.outcome.value if entry.outcome else None),
            formats.number(entry.from_number, language),
        ]
        self._line(" · ".join(fact for fact in facts if fact), size=9.5, colour=SOFT, after=4)
        if entry.summary:
            self._line(entry.summary, size=11, after=5)
        self._conversation()
        if self._sheet.notes:
            self._line(say(language, "call.notes"), size=13, colour=ACCENT, before=4, after=1)
            for note in self._sheet.notes:
                written = formats.full_date(note.written_at.astimezone(zone), language)
                self._line(f"{note.author}, {written}", size=8.5, colour=SOFT)
                self._line(note.text, size=10, after=2)
        return bytes(self._pdf.output())

    def _conversation(self) -> None:
        language = self._language
        self._line(say(language, "call.conversation"), size=13, colour=ACCENT, after=1)
        for one in self._sheet.turns:
            turn = one.turn
            speaker = say(language, f"speaker.{turn.speaker}")
            self._line(f"{formats.at_ms(turn.started_ms)}  {speaker}", size=8.5, colour=SOFT, before=1.5)
            self._line(turn.text, size=10.5)
            if turn.heard_text is not None and turn.heard_text.strip() != turn.text.strip():
                heard = say(language, "call.heard_only", text=turn.heard_text or "–")
                self._line(heard, size=8.5, colour=SOFT)

    def _line(
        self, text: str, *, size: float, colour: tuple[int, int, int] = INK, before: float = 0, after: float = 0.5
    ) -> None:
        if before:
            self._pdf.ln(before)
        self._pdf.set_font("text", size=size)
        self._pdf.set_text_color(*colour)
        drawable = "".join(char if char in "\n\t" or ord(char) in self._glyphs else "□" for char in text)
        self._pdf.multi_cell(0, size * 0.5, drawable, new_x="LMARGIN", new_y="NEXT", align="L")
        self._pdf.ln(after)
