"""`vorzimmer learn`: what each business's past teaches, and whether offers use it."""

from rich.console import Console
from rich.table import Table

from app.domain.learning.evaluation import DurationReport, RiskReport
from app.domain.learning.lessons import Lesson
from app.settings import Settings
from app.wiring.learning import learn_anew

WHY = {
    "better": "better on later appointments",
    "too_few": "too few appointments to tell",
    "not_better": "no better than without",
    "by_chance": "better, but it may be chance",
}


async def learn_and_show(settings: Settings, business_id: str | None, console: Console) -> None:
    for business, lessons in (await learn_anew(settings, business_id)).items():
        show_lessons(business, lessons, console)


def show_lessons(business: str, lessons: tuple[Lesson, ...], console: Console) -> None:
    table = Table(title=business, title_justify="left")
    for head in ("lesson", "learned from", "tried on", "without", "with", "used"):
        table.add_column(head, justify="left" if head in {"lesson", "used"} else "right")
    for lesson in lessons:
        without, with_it = _figures(lesson.report)
        used = f"{'yes' if lesson.used else 'no'}: {WHY[lesson.report.why]}"
        report = lesson.report
        table.add_row(str(lesson.subject), str(report.learned_from), str(report.held_out), without, with_it, used)
    console.print(table)
    for lesson in lessons:
        if isinstance(lesson.report, RiskReport) and lesson.report.bins:
            said = ", ".join(f"{b.forecast:.0%} → {b.observed:.0%}" for b in lesson.report.bins)
            console.print(f"risk said → happened, by fifths: {said}")


def _figures(report: RiskReport | DurationReport) -> tuple[str, str]:
    if report.why == "too_few":
        return "-", "-"
    if isinstance(report, DurationReport):
        return f"{report.plan_loss:.2f} min", f"{report.learned_loss:.2f} min"
    if report.base is None or report.model is None:
        return "-", "-"
    return f"Brier {report.base.brier:.4f}", f"Brier {report.model.brier:.4f}"
