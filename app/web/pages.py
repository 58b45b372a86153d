"""A first look for whoever runs this machine: the latest calls and the next bookings. The staff pages come later."""

from datetime import datetime
from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app.domain.bookings import BookingStatus
from app.domain.calls import CallEntry
from app.ports.records import BookingEntry
from app.web.access import local_or_token
from app.web.api import ApiEdge

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2b33}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}th,td{text-align:left;padding:.35rem .8rem .35rem 0;
border-bottom:1px solid #dfe5e8}th{font-weight:600}p{color:#52646d}"""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_routes(edge: ApiEdge) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(local_or_token(edge.tokens))])

    async def overview() -> str:
        calls = await edge.records.calls(limit=25)
        bookings = await edge.records.bookings(status=BookingStatus.CONFIRMED, starts_from=edge.clock.now(), limit=25)
        zones = {business.id: business.zone for business in await edge.businesses.all()}

        def local(instant: datetime, business: str) -> str:
            return f"{instant.astimezone(zones.get(business, instant.tzinfo)):%d.%m.%Y %H:%M}"  # type: ignore[call-overload]

        return _page(
            _table(
                "Letzte Anrufe",
                ("Beginn", "Von", "Sprache", "Ergebnis", "Zusammenfassung"),
                [_call_row(call, local(call.started_at, call.business)) for call in calls.items],
            )
            + _table(
                "Nächste Termine",
                ("Beginn", "Leistung", "Bei", "Für", "Kennung"),
                [_booking_row(entry, local(entry.booking.slot.starts_at, entry.business)) for entry in bookings.items],
            )
        )

    @router.get("/")
    async def index(page: Annotated[str, Depends(overview)]) -> HTMLResponse:
        return HTMLResponse(page, headers=HEADERS)

    return router


def _call_row(call: CallEntry, begins: str) -> tuple[str, ...]:
    outcome = call.outcome.value if call.outcome else "läuft"
    return begins, call.from_number, call.language, outcome, call.summary or ""


def _booking_row(entry: BookingEntry, begins: str) -> tuple[str, ...]:
    booking = entry.booking
    return begins, booking.slot.offering, booking.slot.resource, booking.customer_name, booking.reference


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return f"<h2>{title}</h2><p>Noch keine.</p>"
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _page(content: str) -> str:
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Vorzimmer</title>'
        '<meta name="viewport" content="width=device-width"><style>' + STYLE + "</style></head><body><h1>Vorzimmer</h1>"
        "<p>Probeanruf: <code>vorzimmer call</code> · Schnittstelle: <code>/api/v1</code>, beschrieben in "
        '<a href="/openapi.json">openapi.json</a></p>' + content + "</body></html>"
    )
