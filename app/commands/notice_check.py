"""Whether people can be told what was booked: the mail server, the texts, and what was given up."""

import aiosmtplib

from app.commands.verdict import Finding, Verdict
from app.domain.errors import VorzimmerError
from app.settings import Settings
from app.wiring.notices import able
from app.wiring.stores import open_stores

ANSWERS_WITHIN_S = 5.0


async def check_notices(settings: Settings) -> list[Finding]:
    findings = [await _mail(settings), _texts(settings)]
    try:
        async with open_stores(settings) as stores:
            failures = await stores.outbox.failures()
    except VorzimmerError:
        return findings  # the database is another check's finding
    if failures:
        fix = "GET /api/v1/deliveries?state=failed says which and why; POST /api/v1/deliveries/{id}/retry tries again"
        findings.append(Finding(Verdict.NOTE, "notices", f"{failures} could not be delivered", fix))
    return findings


async def _mail(settings: Settings) -> Finding:
    if settings.smtp_host is None:
        fix = "VORZIMMER_SMTP_HOST and VORZIMMER_MAIL_FROM, if customers and staff are to get mail"
        return Finding(Verdict.NOTE, "mail", "not set up", fix)
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    if settings.mail_from is None:
        return Finding(Verdict.NOTE, "mail", "no sender", "VORZIMMER_MAIL_FROM: the address that mails come from")
    server = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        username=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        timeout=ANSWERS_WITHIN_S,
    )
    try:
        async with server:
            return Finding(Verdict.GOOD, "mail", f"{where} takes mail")
    except aiosmtplib.SMTPAuthenticationError:
        fix = "VORZIMMER_SMTP_USER and VORZIMMER_SMTP_PASSWORD must belong together"
        return Finding(Verdict.NOTE, "mail", f"{where} refuses the sign-in", fix)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        fix = (
            "check VORZIMMER_SMTP_HOST, _PORT and _SECURITY; bookings go on, and notices are tried again for two hours"
        )
        return Finding(Verdict.NOTE, "mail", f"{where} does not answer ({type(error).__name__})", fix)


def _texts(settings: Settings) -> Finding:
    if able(settings).sms:
        return Finding(Verdict.GOOD, "text messages", "go out over Twilio")
    fix = "VORZIMMER_SMS_FROM with TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, if customers are to get texts"
    return Finding(Verdict.NOTE, "text messages", "not set up", fix)
