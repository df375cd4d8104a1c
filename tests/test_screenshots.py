"""The README's screenshots match the current app."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parent.parent


def _script() -> ModuleType:
    spec = spec_from_file_location("make_screenshots", _ROOT / "screenshots" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SCRIPT = _script()


@pytest.mark.parametrize("name", [picture.name for picture in _SCRIPT.PICTURES])
async def test_a_picture_is_current(name: str) -> None:
    picture = next(each for each in _SCRIPT.PICTURES if each.name == name)
    made = await _SCRIPT.make(picture)
    kept = (_ROOT / "screenshots" / f"{name}.svg").read_text()
    assert made == kept, "run `PYTHONPATH=. python screenshots/make.py`, and look at what it made"


def test_the_readme_shows_pictures_that_are_there() -> None:
    readme = (_ROOT / "README.md").read_text()
    shown = re.findall(r"\(screenshots/([^)]+)\)", readme)
    assert len(shown) > 3
    assert all((_ROOT / "screenshots" / name).is_file() for name in shown)
