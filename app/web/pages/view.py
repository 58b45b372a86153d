"""Templates made into answers, with the headers that every page carries."""

import gzip
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.domain.business import Business, Language
from app.domain.calls import is_trial
from app.domain.ids import OfferingKey
from app.web.pages import formats
from app.web.pages.wording import say, say_word

TEMPLATES = Path(__file__).parents[1] / "templates"
STATIC = Path(__file__).parents[1] / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Name → content and kind. Read once: nothing outside this folder can be asked for."""
    return {
        path.relative_to(STATIC).as_posix(): (path.read_bytes(), KINDS[path.suffix])
        for path in sorted(STATIC.rglob("*"))
        if path.suffix in KINDS
    }


@cache
def packed(name: str) -> bytes:
    """With gzip, once; a fifth of what it was."""
    content, _ = static_files()[name]
    return gzip.compress(content, mtime=0)


@cache
def asset(name: str) -> str:
    """An address that changes with the content, so that browsers may keep it for good."""
    content, _ = static_files()[name]
    return f"/static/{sha256(content).hexdigest()[:10]}/{name}"


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = asset
    made.globals["icon"] = icon
    made.globals["offering_name"] = offering_name
    made.globals["resource_name"] = resource_name
    made.globals["is_trial"] = is_trial
    made.globals["browser_name"] = formats.browser_name
    return made


def offering_name(business: Business, key: str, language: Language) -> str:
    """Appointments outlive offerings: a key that is no longer there stands for itself."""
    known = {offering.key: offering.names for offering in business.offerings}
    return known.get(OfferingKey(key), {}).get(language, key)


def resource_name(business: Business, resource_id: str) -> str:
    return next((resource.name for resource in business.resources if resource.id == resource_id), resource_id)


def page(
    template: str,
    language: Language,
    *,
    now: datetime,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """`now` in the zone in which the page speaks of times."""
    body = (
        environment()
        .get_template(template)
        .render(
            t=partial(say, language),
            word=partial(say_word, language),
            language=language,
            now=now,
            day=lambda instant: formats.day(instant.astimezone(now.tzinfo), language, now=now),
            day_and_time=lambda instant: formats.day_and_time(instant.astimezone(now.tzinfo), language, now=now),
            full_date=lambda instant: formats.full_date(instant.astimezone(now.tzinfo), language),
            clock_time=lambda instant: formats.clock_time(instant.astimezone(now.tzinfo)),
            duration=formats.duration,
            at_ms=formats.at_ms,
            seconds=lambda milliseconds: formats.seconds(milliseconds, language),
            number=lambda text: formats.number(text, language),
            **context,
        )
    )
    return HTMLResponse(body, status, headers={**HEADERS, **(headers or {})})


ICONS = {
    "sun": "M12 4V2M12 22v-2M4 12H2M22 12h-2M6.3 6.3 4.9 4.9M19.1 19.1l-1.4-1.4M6.3 17.7l-1.4 1.4M19.1 4.9l-1.4 1.4"
    "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
    "phone": "M5 4h3.5l1.7 4.3-2.1 1.5a11.5 11.5 0 0 0 6 6l1.6-2.1L20 15.4V19a1.9 1.9 0 0 1-2 2A15 15 0 0 1 3 6a1.9 1.9"
    " 0 0 1 2-2Z",
    "live": "M4.9 19.1a10 10 0 0 1 0-14.2M19.1 4.9a10 10 0 0 1 0 14.2M7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4"
    "M13.2 12a1.2 1.2 0 1 1-2.4 0 1.2 1.2 0 0 1 2.4 0Z",
    "inbox": "M3 13h5l1.5 3h5L16 13h5M5.5 5h13L21 13v5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18v-5Z",
    "people": "M16 20v-1.5a3.5 3.5 0 0 0-3.5-3.5h-6A3.5 3.5 0 0 0 3 18.5V20M13 7.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Z"
    "M21 20v-1.5a3.5 3.5 0 0 0-2.6-3.4M15.8 4.1a3.5 3.5 0 0 1 0 6.8",
    "shield": "M12 21s7.5-3 7.5-9V5.5L12 3 4.5 5.5V12c0 6 7.5 9 7.5 9ZM9 12l2.2 2.2L15.2 10",
    "person": "M19 20.5v-1.8a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v1.8M16 7.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
    "leave": "M9.5 20.5H5.5a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2h4M15.5 16.5 20 12l-4.5-4.5M20 12H9.5",
    "search": "M20.5 20.5 16 16M18 10.5a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z",
    "check": "M4.5 12.5 10 18 20 6.5",
    "cross": "M6 6l12 12M18 6 6 18",
    "tag": "M3.5 3.5h8l9 9-8 8-9-9ZM8 8h.01",
    "note": "M4 4h16v11.5L15.5 20H4ZM15 20v-5h5",
    "pen": "M4 20h4L19.5 8.5a2.1 2.1 0 0 0 0-3l-1-1a2.1 2.1 0 0 0-3 0L4 16ZM13.5 6.5l4 4",
    "trash": "M4 6.5h16M9 6.5V4h6v2.5M6 6.5 7 20.5h10l1-14M10 10.5v6M14 10.5v6",
    "download": "M12 3.5v12M7 11l5 5 5-5M4 20.5h16",
    "back": "M19 12H5M11 18l-6-6 6-6",
    "next": "M5 12h14M13 6l6 6-6 6",
    "calendar": "M4 6h16v14H4ZM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    "swap": "M4 8.5h15M15.5 4.5l4 4-4 4M20 16H5M8.5 12l-4 4 4 4",
    "answer": "M4 5h16v11.5H11L6.5 20v-3.5H4Z",
    "return": "M9 14 4.5 9.5 9 5M4.5 9.5H15a5 5 0 0 1 5 5V19",
    "warning": "M12 3.5 22 20.5H2ZM12 10v4.5M12 17.5h.01",
    "bolt": "M13 2.5 4.5 13.5H11L10 21.5l9-11.5h-6.5Z",
    "clock": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM12 7v5.2l3.2 2",
    "key": "M14.5 9.5 21 3M18 6l2.5 2.5M15.5 8.5 18 11M14 14a5 5 0 1 1-10 0 5 5 0 0 1 10 0Z",
    "gone": "M3.5 3.5l17 17M10 5.2A9.8 9.8 0 0 1 12 5c6 0 9.5 7 9.5 7a17 17 0 0 1-3 3.8M6 7.3A16.5 16.5 0 0 0 2.5 12"
    "S6 19 12 19a9.3 9.3 0 0 0 4.5-1.2",
    "dots": "M5.2 12h.1M12 12h.1M18.8 12h.1M4.7 12h1M11.5 12h1M18.3 12h1",
    "out": "M7 17 17 7M9 7h8v8",
    "down": "M6 9.5l6 6 6-6",
    "plus": "M12 5v14M5 12h14",
    "microphone": (
        "M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15ZM5 11.5a7 7 0 0 0 14 0"
        "M12 18.5V22M8.5 22h7"
    ),
    "sliders": "M4 7h8M16 7h4M14 4.5v5M4 17h3M11 17h9M9 14.5v5",
    "listen": "M4 9.5v5h3.5L13 19V5L7.5 9.5ZM16.5 9a4.2 4.2 0 0 1 0 6M19 6.5a7.8 7.8 0 0 1 0 11",
}


@cache
def icon(name: str, label: str = "") -> Markup:
    """A stroked picture in the colour of the text; without a label it is an ornament."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" {}><path d="{}"/></svg>'
    ).format(spoken, ICONS[name])
