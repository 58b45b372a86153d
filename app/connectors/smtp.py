"""Mail over SMTP. A mail counts as delivered when the server has taken it.

SMTP cannot be asked whether a mail came through when the answer was lost, so a second attempt may deliver it twice;
both carry the same Message-ID, by which mail servers and clients drop the second, and the same UID and SEQUENCE, so
that no calendar shows it twice.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr
from typing import Literal

import aiosmtplib

from app.connectors.ics_file import calendar_file
from app.domain.errors import NotDelivered
from app.ports.notifier import Mail

SECURITY = Literal["starttls", "tls", "none"]
PERMANENT_FROM = 500


@dataclass(frozen=True, slots=True)
class SmtpMailSender:
    """`MailSender` over one server. `from_address` is also the organizer of calendar entries."""

    host: str
    port: int
    from_address: str
    user: str | None = None
    password: str | None = None
    security: SECURITY = "starttls"
    timeout_s: float = 20.0

    async def send(self, mail: Mail) -> None:
        try:
            await aiosmtplib.send(
                self._message(mail),
                sender=self.from_address,
                recipients=[mail.to],
                hostname=self.host,
                port=self.port,
                username=self.user,
                password=self.password,
                use_tls=self.security == "tls",
                start_tls=self.security == "starttls",
                timeout=self.timeout_s,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            permanent = any(code >= PERMANENT_FROM for code in codes)
            raise NotDelivered("bad_address", retryable=not permanent) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            raise NotDelivered("sign_in_refused", retryable=True) from error
        except aiosmtplib.SMTPResponseException as error:
            raise NotDelivered("refused", retryable=error.code < PERMANENT_FROM) from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise NotDelivered("unreachable", retryable=True) from error
        except ValueError as error:  # an address that no mail can go to
            raise NotDelivered("bad_address", retryable=False) from error

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = formataddr((mail.from_name, self.from_address))
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Message-ID"] = f"<{mail.id}@{self.from_address.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notes back
        message.set_content(mail.text)
        if mail.invitation is not None:
            entry = calendar_file(mail.invitation, organizer_mail=self.from_address, attendee_mail=mail.to)
            message.add_attachment(
                entry,
                maintype="text",
                subtype="calendar",
                filename="termin.ics",
                params={"method": mail.invitation.method, "charset": "utf-8"},
            )
        return message
