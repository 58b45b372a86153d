"""The mode of the moment and the escalation paths, in the database."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import ValidationError
from sqlmodel import col, select

from app.domain.calls import Decision
from app.domain.errors import ConfigurationError
from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.checking import astray
from app.domain.transfers.paths import Mode
from app.ports.clock import Clock
from app.ports.escalation import ModeChange
from app.stores.business_file import BusinessText
from app.stores.business_text.escalation import EscalationText
from app.stores.database import Database, calendar_of
from app.stores.decision_log import append_decision
from app.stores.tables import BusinessRow, CallModeRow, DecisionRow


class SqlCallModes:
    """`CallModes` over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mode(self, business: BusinessId) -> Mode | None:
        async with self._database.reading() as session:
            row = await session.get(CallModeRow, business)
            return Mode(row.mode) if row is not None else None

    async def switch(
        self, business: BusinessId, mode: Mode | None, *, by: str, at: datetime, person: str | None = None
    ) -> None:
        async with self._database.writing(calendar_of(business)) as session:
            row = await session.get(CallModeRow, business)
            before = row.mode if row is not None else None
            if mode is None and row is not None:
                await session.delete(row)
            elif mode is not None:
                row = row or CallModeRow(business_id=business, mode=mode.value, switched_at=at, switched_by=by)
                row.mode, row.switched_at, row.switched_by = mode.value, at, by
                session.add(row)
            inputs = {"mode": mode.value if mode else None, "before": before, "by": by}
            personal = {"person": person} if person else {}
            await append_decision(session, business, None, Decision("mode", at, "switched", inputs, personal))

    async def history(self, business: BusinessId, *, limit: int = 20) -> tuple[ModeChange, ...]:
        wanted = (
            select(DecisionRow)
            .where(DecisionRow.business_id == business, DecisionRow.kind == "mode")
            .order_by(col(DecisionRow.seq).desc())
            .limit(limit)
        )
        async with self._database.reading() as session:
            return tuple(_mode_change(row) for row in await session.exec(wanted))


def _mode_change(row: DecisionRow) -> ModeChange:
    mode, before, person = row.inputs.get("mode"), row.inputs.get("before"), (row.personal or {}).get("person")
    return ModeChange(
        row.decided_at,
        Mode(mode) if mode else None,
        Mode(before) if before else None,
        str(row.inputs.get("by", "")),
        str(person) if person else None,
    )


class SqlEscalationBook:
    """`EscalationBook` over the descriptions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def read(self, business: BusinessId) -> Mapping[str, object] | None:
        async with self._database.reading() as session:
            row = await session.get(BusinessRow, business)
            if row is None:
                return None
            return BusinessText.model_validate_json(row.definition).escalation.model_dump(mode="json")

    async def write(self, business: BusinessId, described: Mapping[str, object]) -> tuple[RuleFinding, ...]:
        try:
            escalation = EscalationText.model_validate(described)
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
            raise ConfigurationError(f"escalation cannot be read: {faults}") from error
        now = self._clock.now()
        async with self._database.writing(calendar_of(business)) as session:
            row = await session.get(BusinessRow, business)
            if row is None:
                raise ConfigurationError(f"there is no business {business}")
            changed = BusinessText.model_validate_json(row.definition).model_copy(update={"escalation": escalation})
            found = tuple(astray(changed.business_in(now.year)))
            if not any(finding.impossible for finding in found):
                row.definition, row.changed_at = changed.model_dump_json(exclude_none=True), now
                session.add(row)
                paths = len(escalation.paths)
                await append_decision(session, business, None, Decision("paths", now, "changed", {"paths": paths}))
        return found
