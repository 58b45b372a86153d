"""A mail server on loopback that keeps what it took, and can be told to refuse, or to take its time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

TAKEN = "250 taken"
NO_SUCH_USER = "550 no such user"
LATER = "451 later"
NEVER_ANSWERS_S = 3600


class MailServer:
    """`answer` is said to each mail; None = the mail is taken, and the answer never comes. `seen` = every attempt."""

    def __init__(self) -> None:
        self.answer: str | None = TAKEN
        self.seen: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        if self.answer is None or self.answer.startswith("2"):
            self.seen.append(mail)
        if self.answer is None:
            await asyncio.sleep(NEVER_ANSWERS_S)
        return self.answer or TAKEN

    @property
    def mails(self) -> dict[str, EmailMessage]:
        """What a mailbox shows: one a Message-ID."""
        return {str(mail["Message-ID"]): mail for mail in self.seen}


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    server = MailServer()
    listening = await asyncio.get_running_loop().create_server(lambda: SMTP(server), "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
