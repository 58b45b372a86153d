"""ConversationRelay's websocket: the same doors as the media stream's, words instead of sound behind them."""

from fastapi import APIRouter, WebSocket

from app.ports.records import MediaGrant
from app.telephony.edge import AnswerCall, TelephonyEdge
from app.telephony.media_socket import SocketLine, admitted, begins, carry, object_in


def relay_routes(edge: TelephonyEdge, answer: AnswerCall) -> APIRouter:
    router = APIRouter()

    async def converse(line: SocketLine, grant: MediaGrant) -> None:
        if await begins(edge, line, grant, _setup_of):
            await answer(grant, line)

    @router.websocket("/twilio/relay/{token}")
    async def relay(socket: WebSocket, token: str) -> None:
        grant = await admitted(edge, socket, token)
        if grant is None:
            await socket.close()  # before the upgrade: the client sees 403
            return
        await carry(edge, SocketLine(socket), grant, converse)

    return router


def _setup_of(message: str | bytes) -> dict[str, object] | None:
    if not isinstance(message, str) or '"setup"' not in message:
        return None
    setup = object_in(message)
    return setup if setup is not None and setup.get("type") == "setup" and "callSid" in setup else None
