"""Finding the model files that installed packages carry, without importing the packages (some pull in far too much)."""

from importlib.util import find_spec
from pathlib import Path


def packaged_file(package: str, relative: str) -> Path | None:
    """The file's path, or None when the package or the file is not there."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / relative
        if path.is_file():
            return path
    return None
