"""What a deployment can tell people with, out of its settings, and the jobs that do it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.connectors.smtp import SmtpMailSender
from app.connectors.twilio_sms import TwilioTextSender
from app.connectors.webhooks import SignedWebhookSender
from app.dialogue.prompt_files import load_wordings
from app.ports.clock import Clock
from app.ports.outbox import Outbox
from app.ports.records import Businesses
from app.settings import Settings
from app.stores.consequences import Able
from app.usecases.deliver_notice import Courier, Senders


def able(settings: Settings) -> Able:
    return Able(mail=_mail(settings) is not None, sms=_sms_is_set_up(settings))


@asynccontextmanager
async def courier(settings: Settings, outbox: Outbox, businesses: Businesses, clock: Clock) -> AsyncIterator[Courier]:
    async with httpx.AsyncClient() as http:
        senders = Senders(_mail(settings), _sms(settings, http), SignedWebhookSender(http, clock))
        yield Courier(outbox, businesses, senders, load_wordings("notices"), clock, settings.base_url)


def mail_sender(settings: Settings) -> SmtpMailSender | None:
    """For what is no consequence of a booking: None where no mail server is set up."""
    return _mail(settings)


def _mail(settings: Settings) -> SmtpMailSender | None:
    if settings.smtp_host is None or settings.mail_from is None:
        return None
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return SmtpMailSender(
        settings.smtp_host,
        settings.smtp_port,
        settings.mail_from,
        settings.smtp_user,
        password,
        settings.smtp_security,
    )


def _sms_is_set_up(settings: Settings) -> bool:
    return None not in (settings.sms_from, settings.twilio_account_sid, settings.twilio_auth_token)


def _sms(settings: Settings, http: httpx.AsyncClient) -> TwilioTextSender | None:
    if settings.sms_from is None or settings.twilio_account_sid is None or settings.twilio_auth_token is None:
        return None
    return TwilioTextSender(
        http,
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.sms_from,
        settings.twilio_api_url.rstrip("/"),
    )
