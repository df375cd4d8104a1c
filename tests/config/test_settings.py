from __future__ import annotations

from pathlib import Path

import pytest

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.paths import config_file
from cdx_tui.config.problems import ConfigError
from cdx_tui.config.settings import Settings, load_settings


@pytest.fixture
def file(own_home: Path) -> Path:
    path = config_file()
    path.parent.mkdir(parents=True)
    return path


def write(file: Path, text: str) -> None:
    file.write_text(text)
    file.chmod(0o600)


FULL = """
base_url = "https://gateway.example/confluent/"
ca_bundle = "corporate.pem"
proxy = "http://user:hunter2@proxy.example:3128"
timeout = 5
max_answer_bytes = 1000
theme = "cdx-light"
mouse = false
ascii = true
clipboard = "tmux"
profile = "prod"

[keys]
"main.again" = "f5"
"main.quit" = "x"

[profiles.prod]
api_key = "ABCDEFGH"
secret_command = ["pass", "show", "confluent prod"]
timeout = 2.5

[profiles.prod.keys]
"main.quit" = "f10"

[profiles.test]
api_key = "IJKLMNOP"
secret_command = "op read 'op://vault/confluent test'"
base_url = "http://localhost:8080"
"""


def test_without_a_file_the_defaults_hold() -> None:
    settings, problems = load_settings()

    assert settings == Settings()
    assert problems == ()
    assert settings.base_url == "https://api.confluent.cloud"
    assert settings.timeout == 30.0
    assert settings.max_answer_bytes == 67_108_864
    assert settings.active_profile is None


def test_without_a_home_the_defaults_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def unknown(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)

    assert load_settings() == (Settings(), ())
    with pytest.raises(ConfigError, match="prod"):
        load_settings({"profile": "prod"})


def test_every_setting_is_read(file: Path) -> None:
    write(file, FULL)

    settings, problems = load_settings()

    assert problems == ()
    assert settings.base_url == "https://gateway.example/confluent"
    assert settings.ca_bundle == file.parent / "corporate.pem"
    assert settings.proxy == "http://user:hunter2@proxy.example:3128"
    assert settings.max_answer_bytes == 1000
    assert settings.theme == "cdx-light"
    assert settings.mouse is False
    assert settings.ascii is True
    assert settings.clipboard == "tmux"
    assert list(settings.profiles) == ["prod", "test"]


def test_the_profile_overrides_the_top_level(file: Path) -> None:
    write(file, FULL)

    settings, _ = load_settings()

    assert settings.profile == "prod"
    assert settings.timeout == 2.5
    assert settings.keys == {"main.again": "f5", "main.quit": "f10"}
    assert settings.active_profile is not None
    assert settings.active_profile.api_key == "ABCDEFGH"
    assert settings.active_profile.secret_command == ("pass", "show", "confluent prod")


def test_the_command_line_selects_another_profile(file: Path) -> None:
    write(file, FULL)

    settings, _ = load_settings({"profile": "test", "timeout": None})

    assert settings.base_url == "http://localhost:8080"
    assert settings.timeout == 5.0
    assert settings.keys == {"main.again": "f5", "main.quit": "x"}
    assert settings.active_profile is not None
    assert settings.active_profile.secret_command == (
        "op",
        "read",
        "op://vault/confluent test",
    )


def test_the_command_line_wins(file: Path) -> None:
    write(file, FULL)

    settings, _ = load_settings({"timeout": 7.0, "mouse": True, "ca_bundle": "here.pem"})

    assert settings.timeout == 7.0
    assert settings.mouse is True
    assert settings.ca_bundle == Path("here.pem")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("base_url", "http://example.com", "--base-url can't be used"),
        ("timeout", 0.0, "more than 0"),
        ("timeout", float("nan"), "more than 0"),
        ("proxy", "socks4://proxy:80", "--proxy can't be used"),
        ("ca_bundle", "", "--ca-bundle must not be empty"),
    ],
)
def test_a_bad_option_is_an_error_to_show(option: str, value: object, message: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        load_settings({option: value})

    assert message in caught.value.title + caught.value.cause


def test_an_unknown_profile_lists_the_known_ones(file: Path) -> None:
    write(file, FULL)

    with pytest.raises(ConfigError, match='Unknown profile "PRUD"') as caught:
        load_settings({"profile": "PRUD"})

    assert "prod, test" in caught.value.cause
    assert caught.value.next_step == 'Did you mean "prod"?'
    assert caught.value.exit_code == 2


def test_an_unknown_profile_mentions_a_broken_file(file: Path) -> None:
    write(file, "[profiles.prod\n")

    with pytest.raises(ConfigError) as caught:
        load_settings({"profile": "prod"})

    assert "no profiles" in caught.value.cause
    assert "line 1" in caught.value.details[0]


def test_a_missing_default_profile_is_a_problem(file: Path) -> None:
    write(file, 'profile = "prdo"\n[profiles.prod]\n')

    settings, problems = load_settings()

    assert settings.profile is None
    assert [str(problem) for problem in problems] == [
        f'{file}: The setting profile names an unknown profile, "prdo". Did you mean "prod"?'
    ]


def test_settings_can_not_be_changed_and_show_no_password(file: Path) -> None:
    write(file, FULL)

    settings, _ = load_settings()

    assert "hunter2" not in repr(settings)
    with pytest.raises(AttributeError):
        settings.timeout = 1.0  # type: ignore[misc] # the test is that this fails
    with pytest.raises(TypeError):
        settings.keys["main.quit"] = "q"  # type: ignore[index] # the test is that this fails


def test_another_file_can_be_named(tmp_path: Path) -> None:
    write(tmp_path / "other.toml", "timeout = 1")

    assert load_settings(file=tmp_path / "other.toml")[0].timeout == 1.0
