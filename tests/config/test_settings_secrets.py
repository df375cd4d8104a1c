"""Secrets in a configuration file are refused and never kept or shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdx_tui.config.settings import Settings
from tests.config.loading import load


def test_an_address_with_a_password_is_not_repeated(settings_path: Path) -> None:
    found, problems = load(settings_path, 'base_url = "https://key:hunter2@api.confluent.cloud"')

    assert found.base_url == "https://api.confluent.cloud"
    assert problems[0].message.startswith(
        "base_url can't be used. The base URL contains a user name"
    )
    assert "hunter2" not in str(problems)


@pytest.mark.parametrize(
    "name",
    ["api_secret", "secret", "password", "token", "API-Secret", "cloud_api_secret", "passwd"],
)
@pytest.mark.parametrize(
    "place",
    [
        "{name} = {value}",
        "[profiles.a]\n{name} = {value}",
        "[profiles]\n{name} = {value}",
        "[other.table]\n{name} = {value}",
        "[[other]]\n{name} = {value}",
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_kept(
    name: str, place: str, settings_path: Path
) -> None:
    found, problems = load(settings_path, place.format(name=name, value='"hunter2-cfltXYZ"'))

    assert len(problems) == 1
    assert "secret_command" in problems[0].message
    assert "keyring" in problems[0].message
    assert "CONFLUENT_CLOUD_API_SECRET" in problems[0].message
    assert "hunter2" not in repr((all_values(found), problems))


def test_a_secret_as_api_key_is_refused(settings_path: Path) -> None:
    found, problems = load(settings_path, '[profiles.a]\napi_key = "cfltXYZ"')

    assert found.profiles["a"].api_key is None
    assert "an API secret" in problems[0].message
    assert "XYZ" not in problems[0].message


def test_bindings_may_have_names_of_secrets(settings_path: Path) -> None:
    found, problems = load(settings_path, '[keys]\n"main.token" = "f6"')

    assert problems == ()
    assert found.keys == {"main.token": "f6"}


def test_a_secret_below_a_thousand_tables_is_found(settings_path: Path) -> None:
    _, problems = load(settings_path, ".".join(["a"] * 3000) + '.password = "hunter2"')

    assert "secrets are not read from this file" in problems[0].message
    assert len(problems[0].message) < 500


def all_values(found: Settings) -> list[object]:
    """Return every value, including those that `repr` omits."""
    profiles = [(each.name, each.api_key, each.secret_command) for each in found.profiles.values()]
    return [found, found.proxy, found.keys, profiles]
