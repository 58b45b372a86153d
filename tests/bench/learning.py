"""What is learned, held against the base rate and the plan on later appointments, in worlds whose truth is known.

.venv/bin/python -m tests.bench.learning [SEED ...]
"""

import sys
from datetime import UTC, datetime

from rich.console import Console

from app.domain.learning.appointments import PastAppointment, real_durations, risk_examples
from app.domain.learning.evaluation import RiskReport, earlier_and_later, scores
from app.domain.learning.lessons import Lesson
from app.fitting.logistic_risk import LogisticRiskFitter
from app.usecases.learn import about_durations, about_risk
from tests.bench.figures import show_table
from tests.bench.learning_world import World, generated

LATER = datetime(2030, 1, 1, tzinfo=UTC)
SEEDS = (1, 2, 3)
WORLDS: dict[str, dict[str, float]] = {
    "two years of a practice": {},
    "half a year": {"days": 180},
    "five weeks": {"days": 35},
    "nothing to learn": {"signal": 0.0},
}


def risk_row(name: str, seed: int, world: World) -> tuple[list[str], RiskReport | None]:
    lesson = about_risk(risk_examples(world.appointments, now=LATER), LogisticRiskFitter())
    if lesson is None:
        return [name, str(seed), "-", "-", "-", "-", "-", "-", "no: too_few"], None
    report = lesson.report
    assert isinstance(report, RiskReport)
    used = f"{'yes' if report.worth_using else 'no'}: {report.why}"
    counts = [name, str(seed), f"{report.held_out} ({report.missed_held_out})"]
    if report.base is None or report.model is None:
        return [*counts, "-", "-", "-", "-", "-", used], None
    truth = _truth(world)
    figures = (report.base.brier, report.model.brier, truth, report.base.log_loss, report.model.log_loss)
    return [*counts, *(f"{figure:.4f}" for figure in figures), used], report


def _truth(world: World) -> float:
    """Brier score of who knows the true risk of the held-out quarter: nobody can do better."""
    ordered = sorted(zip(world.appointments, world.risks, strict=True), key=lambda pair: pair[0].starts_at)
    _, later = earlier_and_later(ordered)
    happened = [a.attendance is not None and a.attendance.fell_through for a, _ in later]
    return scores([risk for _, risk in later], happened).brier


def duration_row(name: str, seed: int, appointments: tuple[PastAppointment, ...]) -> list[str]:
    lesson: Lesson = about_durations([visit for _, visit in real_durations(appointments)])
    report = lesson.report
    assert not isinstance(report, RiskReport)
    losses = (report.plan_loss, report.unpooled_loss, report.learned_loss)
    used = f"{'yes' if report.worth_using else 'no'}: {report.why}"
    return [name, str(seed), str(report.held_out), *(f"{loss:.2f}" for loss in losses), f"{report.covered:.0%}", used]


def main(seeds: tuple[int, ...] = SEEDS) -> None:
    console = Console(width=150)
    risks, durations, shown = [], [], None
    for name, shape in WORLDS.items():
        for seed in seeds:
            world = generated(seed, **shape)  # type: ignore[arg-type]
            row, report = risk_row(name, seed, world)
            risks.append(row)
            shown = shown or report
            durations.append(duration_row(name, seed, world.appointments))
    heads = ["world", "seed", "held out (missed)", "Brier base", "model", "truth", "log-loss base", "model", "used"]
    show_table(console, "Appointments that fall through: the last quarter by time", heads, risks)
    if shown is not None:
        rows = [[str(b.count), f"{b.forecast:.1%}", f"{b.observed:.1%}"] for b in shown.bins]
        title = f"Calibration, {next(iter(WORLDS))}, seed {seeds[0]}: fifths of the held-out forecasts"
        show_table(console, title, ["appointments", "forecast", "happened"], rows)
    heads = ["world", "seed", "held out", "plan", "each pair alone", "shrunk", "within p80", "used"]
    show_table(console, "Durations: mean pinball loss in minutes over median and 80th percentile", heads, durations)


if __name__ == "__main__":
    main(tuple(int(seed) for seed in sys.argv[1:]) or SEEDS)
