"""Finding the model files that installed packages carry, without importing the packages (some pull in far too much)."""

from importlib.util import find_spec
from pathlib import Path


def packaged_folder(package: str) -> Path | None:
    """Where the package is installed, or None."""
    spec = find_spec(package)
    locations = spec.submodule_search_locations if spec else None
    return Path(locations[0]) if locations else None


def packaged_file(package: str, relative: str) -> Path | None:
    """The file's path, or None when the package or the file is not there."""
    folder = packaged_folder(package)
    path = folder / relative if folder else None
    return path if path is not None and path.is_file() else None
