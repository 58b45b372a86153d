"""Handing a call to the assistant: a token for this call, and the document that connects it."""

from app.domain.business import Language
from app.ports.records import MediaGrant
from app.telephony import twiml
from app.telephony.edge import TelephonyEdge


async def connect_to_assistant(
    edge: TelephonyEdge, grant: MediaGrant, *, say: str | None = None, language: Language = "de"
) -> str:
    """Raises StoreUnavailable."""
    token = await edge.media_tokens.mint(grant)
    if edge.relays:
        return twiml.connect_relay(
            say=say,
            language=language,
            languages=("de", "en"),
            relay_url=f"{edge.websocket_base_url}/twilio/relay/{token}",
            action_url=edge.url("/twilio/connect-ended"),
        )
    return twiml.connect_stream(
        say=say,
        language=language,
        stream_url=f"{edge.websocket_base_url}/twilio/media/{token}",
        action_url=edge.url("/twilio/connect-ended"),
    )
