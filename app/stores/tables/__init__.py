"""The tables, one module an area. Rows never leave `app.stores`; the core has its own values.

To add a table: a module here that imports `Row` and the column helpers from `columns`, a line below, and a revision in
`app/stores/migrations/versions` that chains to the newest one and works on SQLite and on PostgreSQL.
"""

from app.stores.tables.bookings import BlockRow, BookingRow, HistoryRow, HoldRow
from app.stores.tables.businesses import BusinessNumberRow, BusinessRow, CustomerRow
from app.stores.tables.busy_times import BusyFeedRow, BusyStretchRow, ClashRow
from app.stores.tables.call_modes import CallModeRow
from app.stores.tables.calls import CallRow, TurnRow
from app.stores.tables.columns import Row, UtcInstant, business_key, instant, metadata
from app.stores.tables.decisions import DecisionHeadRow, DecisionRow
from app.stores.tables.knowledge import DocumentRow, OpenQuestionRow, StatementRow
from app.stores.tables.learning import LessonRow, MarkRow
from app.stores.tables.nodes import NodeRow
from app.stores.tables.notes import CallbackRow, MessageRow
from app.stores.tables.other_numbers import OtherNumberRow
from app.stores.tables.outbox import CustomerMailRow, NoticeSettingsRow, OutboxRow
from app.stores.tables.people import (
    AccessRow,
    FailedSignInRow,
    OneTimeCodeRow,
    PersonBusinessRow,
    PersonRow,
    SignInRow,
)
from app.stores.tables.promises import PromisedTimeRow
from app.stores.tables.recordings import RecordingRow
from app.stores.tables.retention import RetentionBeginRow
from app.stores.tables.review import CallNoteRow, CallTagRow, CorrectionRow, TaskRow, TaskTryRow
from app.stores.tables.tokens import ApiTokenRow, MediaTokenRow
from app.stores.tables.versions import BusinessVersionRow
from app.stores.tables.waitlist import WaitlistEntryRow, WaitlistOfferRow
from app.stores.tables.wishes import UnknownWishRow

__all__ = [
    "AccessRow",
    "ApiTokenRow",
    "BlockRow",
    "BookingRow",
    "BusinessNumberRow",
    "BusinessRow",
    "BusinessVersionRow",
    "BusyFeedRow",
    "BusyStretchRow",
    "CallModeRow",
    "CallNoteRow",
    "CallRow",
    "CallTagRow",
    "CallbackRow",
    "ClashRow",
    "CorrectionRow",
    "CustomerMailRow",
    "CustomerRow",
    "DecisionHeadRow",
    "DecisionRow",
    "DocumentRow",
    "FailedSignInRow",
    "HistoryRow",
    "HoldRow",
    "LessonRow",
    "MarkRow",
    "MediaTokenRow",
    "MessageRow",
    "NodeRow",
    "NoticeSettingsRow",
    "OneTimeCodeRow",
    "OpenQuestionRow",
    "OtherNumberRow",
    "OutboxRow",
    "PersonBusinessRow",
    "PersonRow",
    "PromisedTimeRow",
    "RecordingRow",
    "RetentionBeginRow",
    "Row",
    "SignInRow",
    "StatementRow",
    "TaskRow",
    "TaskTryRow",
    "TurnRow",
    "UnknownWishRow",
    "UtcInstant",
    "WaitlistEntryRow",
    "WaitlistOfferRow",
    "business_key",
    "instant",
    "metadata",
]
