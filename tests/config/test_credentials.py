from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config import credentials
from cdx_tui.config.credential_shape import is_complete_key
from cdx_tui.config.credentials import (
    check_credentials,
    explain_credentials,
    find_credentials,
)
from cdx_tui.config.os_keyring import KeyringResult
from cdx_tui.config.problems import ConfigError
from cdx_tui.config.settings import Profile, Settings
from cdx_tui.secret import Secret
from tests.config.messages import message_of

KEY, SECRET = "CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET"


def using(profile: Profile) -> Settings:
    return Settings(profile=profile.name, profiles=MappingProxyType({profile.name: profile}))


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Replace the system keyring by a dictionary of secrets by key, initially empty."""
    held: dict[str, str] = {}

    def ask(api_key: str) -> KeyringResult:
        if api_key in held:
            return KeyringResult(Secret(held[api_key]))
        return KeyringResult(None, "no secret stored for the key")

    monkeypatch.setattr(credentials, "query_keyring", ask)
    return held


def test_the_environment_wins_and_is_cleared(keyring: dict[str, str]) -> None:
    environ = {KEY: "ENVKEY", SECRET: "env s3cret\n", "PATH": "/bin"}
    profile = Profile("prod", "FILEKEY", ("false",))

    found = find_credentials(using(profile), environ)

    assert found is not None
    assert (found.key, found.secret.reveal(), found.source) == (
        "ENVKEY",
        "env s3cret",
        "environment",
    )
    assert environ == {"PATH": "/bin"}
    assert "s3cret" not in repr(found)


def test_then_the_profiles_command(keyring: dict[str, str]) -> None:
    keyring["FILEKEY"] = "other"
    profile = Profile("prod", "FILEKEY", ("/bin/echo", "s3cret"))

    found = find_credentials(using(profile), {KEY: "", SECRET: " "})

    assert found is not None
    assert (found.key, found.secret.reveal()) == ("FILEKEY", "s3cret")
    assert found.source == "profile prod: secret_command"


def test_then_the_keyring(keyring: dict[str, str]) -> None:
    keyring["FILEKEY"] = "s3cret"

    found = find_credentials(using(Profile("prod", "FILEKEY")), {})

    assert found is not None
    assert (found.key, found.secret.reveal(), found.source) == ("FILEKEY", "s3cret", "keyring")


def test_else_the_user_is_asked(keyring: dict[str, str]) -> None:
    keyring["FILEKEY"] = "s3cret"

    assert find_credentials(Settings(), {}) is None
    assert find_credentials(using(Profile("prod")), {}) is None
    assert find_credentials(using(Profile("prod", "OTHER")), {}) is None


@pytest.mark.parametrize(("there", "missing"), [(KEY, SECRET), (SECRET, KEY)])
def test_half_a_pair_is_an_error(there: str, missing: str) -> None:
    environ = {there: "hunter2"}

    with pytest.raises(ConfigError) as caught:
        find_credentials(Settings(), environ)

    assert caught.value.cause == f"{there} is set, but {missing} is not."
    assert "hunter2" not in message_of(caught.value)
    assert environ == {}


def test_a_command_without_a_key_is_an_error() -> None:
    with pytest.raises(ConfigError) as caught:
        find_credentials(using(Profile("prod", None, ("/bin/echo", "s3cret"))), {})

    assert "no api_key" in caught.value.cause
    assert "profile prod" in caught.value.next_step


def test_a_command_that_fails_is_an_error_and_the_keyring_is_not_asked(
    keyring: dict[str, str],
) -> None:
    keyring["FILEKEY"] = "other"

    with pytest.raises(ConfigError, match="false failed"):
        find_credentials(using(Profile("prod", "FILEKEY", ("false",))), {})


def test_a_command_has_a_deadline() -> None:
    with pytest.raises(ConfigError) as caught:
        find_credentials(using(Profile("p", "K", ("sleep", "60"))), {"PATH": "/bin"}, deadline=0.1)

    assert "0.1 seconds" in caught.value.cause


@pytest.mark.parametrize(
    ("key", "secret", "message"),
    [
        ("", "hunter2", "The API key is empty."),
        ("K", " \n", "The API secret is empty."),
        ("A:hunter2", "hunter2", "The API key contains a colon"),
        ("hunter2\rX: y", "hunter2", "Character 8 of the API key is U+000D"),
        ("K", "hunter2\nX: y", "Character 8 of the API secret is U+000A"),
        ("K", "hunter2\x00", "Character 8 of the API secret is U+0000"),
        ("K", "hunter2é", "Character 8 of the API secret is U+00E9"),
        ("hunter2“", "s", "Character 8 of the API key is U+201C"),
        ("K", "hunter2" * 1000, "The API secret is longer than 4,096 characters."),
    ],
)
def test_text_unfit_for_a_header_is_refused(key: str, secret: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_credentials(key, secret, "environment")

    assert message in caught.value.cause
    assert caught.value.next_step == "Check its source: environment."
    assert "hunter2" not in message_of(caught.value)


@pytest.mark.parametrize(
    ("key", "secret", "next_step"),
    [("", "s", "Enter an API key."), ("K", " ", "Enter the API secret.")],
)
def test_a_missing_half_is_asked_for(key: str, secret: str, next_step: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_credentials(key, secret, "typed in")

    assert caught.value.next_step == next_step


def test_a_secret_may_hold_a_colon() -> None:
    assert check_credentials(" K ", "a:b\n", "typed in").secret.reveal() == "a:b"


@examples(deadline=None)
@given(st.text(), st.text())
def test_accepted_credentials_fit_into_a_header(key: str, secret: str) -> None:
    refusal = ""
    try:
        found = check_credentials(key, secret, "typed in")
    except ConfigError as error:
        refusal = message_of(error)
    if refusal:
        assert refusal.isprintable()
        return
    sent = f"{found.key}:{found.secret.reveal()}"
    assert sent.isascii()
    assert sent.isprintable()
    assert sent.partition(":")[0] == found.key


@pytest.mark.parametrize(
    ("environ", "profile", "expected"),
    [
        (
            {},
            None,
            [
                ("environment", False, f"{KEY} and {SECRET} are not set"),
                ("secret_command", False, "no active profile"),
                ("keyring", False, "no active profile with an api_key"),
            ],
        ),
        (
            {KEY: "hunter2"},
            Profile("p", "hunter2"),
            [
                ("environment", False, f"incomplete: {SECRET} is not set"),
                ("profile p: secret_command", False, "not set in the profile"),
                ("keyring", False, "no secret stored for the key"),
            ],
        ),
        (
            {KEY: "hunter2", SECRET: "hunter2"},
            Profile("p", "held", ("/usr/bin/pa\x1bss", "hunter2")),
            [
                ("environment", True, f"{KEY} and {SECRET} are set"),
                ("profile p: secret_command", True, "runs pa␛ss when a secret is needed"),
                ("keyring", True, 'secret found under the service "cdx-tui"'),
            ],
        ),
        (
            {},
            Profile("p", None, ("pass",)),
            [
                ("environment", False, f"{KEY} and {SECRET} are not set"),
                ("profile p: secret_command", False, "runs pass, but the profile has no api_key"),
                ("keyring", False, "no active profile with an api_key"),
            ],
        ),
    ],
)
def test_sources_are_explained_without_values(
    environ: dict[str, str],
    profile: Profile | None,
    expected: list[tuple[str, bool, str]],
    keyring: dict[str, str],
) -> None:
    keyring["held"] = "hunter2"
    before = dict(environ)

    found = explain_credentials(Settings() if profile is None else using(profile), environ)

    assert [(each.name, each.is_set, each.explanation) for each in found] == expected
    assert environ == before


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", " \n", "\u200e", "\u2066", "\u00a0"])
def test_marks_around_a_secret_in_the_environment_are_stripped(mark: str) -> None:
    credentials = check_credentials(f"{mark}ABCDEFGH12345678", f"{mark}cfltSecret{mark}", "test")
    assert (credentials.key, credentials.secret.reveal()) == ("ABCDEFGH12345678", "cfltSecret")


@pytest.mark.parametrize(
    ("key", "secret", "message"),
    [
        ("cfltSecretSecretSecret", "ABCDEFGH12345678", "are swapped"),
        ("x9+/" * 16, "ABCDEFGH12345678", "are swapped"),
        ("cfltSecretSecretSecret", "cfltSecretSecretSecret", "given as the API key"),
    ],
)
def test_swapped_values_are_refused(key: str, secret: str, message: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        check_credentials(key, secret, "test")
    assert message in caught.value.cause
    assert key not in f"{caught.value.cause}{caught.value.next_step}"


def test_a_long_gap_within_a_secret_is_read_once() -> None:
    """The time limit is that of the test run: quadratic time would be half an hour."""
    secret = f"a{' ' * 1_000_000}b"
    assert not is_complete_key(secret)
    with pytest.raises(ConfigError, match="can't be used") as refused:
        check_credentials("ABCDEFGHIJKLMNOP", secret, "typed in")
    assert "longer than 4,096 characters" in refused.value.cause
