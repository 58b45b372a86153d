"""The staff pages: rendered here, a little JavaScript on top, nothing from elsewhere.

Decision: plain HTML over forms and links, so that every page works from the keyboard, on a slow telephone and without
scripts; scripts only add comfort (live words, undo, keys). Alternatives: a single-page application over the JSON API,
which would need a build step, a second place for rights and wording, and a larger download. Consequence: a deed is a
POST that answers with a redirect, and a page's address is its whole state.
"""

from fastapi import APIRouter, Request, Response

from app.web.pages.calendar import calendar_routes
from app.web.pages.call import call_routes
from app.web.pages.calls import call_list_routes
from app.web.pages.calls_together import calls_together_routes
from app.web.pages.corrections import correction_routes
from app.web.pages.edge import PagesEdge
from app.web.pages.elsewhere import elsewhere_routes
from app.web.pages.entry import entry_routes
from app.web.pages.guard import visitors
from app.web.pages.knowledge import knowledge_routes
from app.web.pages.live import live_routes
from app.web.pages.me import me_routes
from app.web.pages.needs import need_routes
from app.web.pages.people import people_routes
from app.web.pages.recording import recording_routes
from app.web.pages.setup.calendars import calendar_feed_routes
from app.web.pages.setup.mode import mode_routes
from app.web.pages.setup.routes import setup_routes
from app.web.pages.setup.start import start_routes
from app.web.pages.tasks import task_routes
from app.web.pages.today import today_routes
from app.web.pages.tokens import token_routes
from app.web.pages.try_call import try_routes, try_sockets
from app.web.pages.view import packed, static_files

__all__ = ["PagesEdge", "page_routes"]

FOR_GOOD = "public, max-age=31536000, immutable"


def page_routes(edge: PagesEdge) -> APIRouter:
    look = visitors(edge)
    router = APIRouter(include_in_schema=False)
    for made in (
        today_routes,
        need_routes,
        calendar_routes,
        call_list_routes,
        calls_together_routes,
        call_routes,
        correction_routes,
        recording_routes,
        task_routes,
        live_routes,
        people_routes,
        token_routes,
        me_routes,
        try_routes,
        start_routes,
        mode_routes,
        calendar_feed_routes,
        setup_routes,
        knowledge_routes,
    ):
        router.include_router(made(look))
    router.include_router(entry_routes(edge))
    router.include_router(elsewhere_routes(edge))
    router.include_router(try_sockets(edge))

    @router.get("/static/{version}/{name:path}")
    async def static(version: str, name: str, request: Request) -> Response:
        """Packed where the browser takes it. Pages never are: packed, their length would tell of the form's token."""
        found = static_files().get(name)
        if found is None:
            return Response(status_code=404)
        content, kind = found
        headers = {
            "Cache-Control": FOR_GOOD if version != "now" else "no-cache",
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding",
        }
        if "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = packed(name), "gzip"
        return Response(content, media_type=kind, headers=headers)

    return router
