"""Find the secret in what a secret command printed.

Programs that print structured text (git's credential helpers, AWS's `credential_process`, the exec
plugins of kubectl) agree on its keys; of any other JSON nobody knows which field is the secret, so
JSON is refused. Programs that print lines (`pass`, and those that `passwordeval` of msmtp and
`PassCmd` of isync run) put the secret on the first one.
"""

from __future__ import annotations

import json
import os
import re

from cdx_tui.config.credential_shape import looks_like_secret
from cdx_tui.secret import Secret

__all__ = ["PRINT_ALONE", "InvalidOutput", "find_secret"]

PRINT_ALONE = "Run the profile's secret_command in a shell: it must print only the secret."
"""The next step after most failures of a secret command."""

_SECRET_LINE = re.compile("[A-Za-z0-9+/_.~-]{16,}={0,2}")

_PRINT_FIELD = {
    "aws": "Add --query and --output text, such as --query SecretString --output text.",
    "az": "Add --query value --output tsv.",
    "bao": "Add -field=NAME.",
    "bw": "Use bw get password ITEM.",
    "op": "Use op read op://VAULT/ITEM/FIELD.",
    "vault": "Add -field=NAME.",
}
_PRINT_ANY_FIELD = 'Print only the field, such as with ["sh", "-c", "COMMAND | jq -r .FIELD"].'


class InvalidOutput(ValueError):
    """The output holds no secret, or it is unclear which part of it is.

    Attributes:
        cause: What is wrong, without any of the output.
        next_step: What to change in the command.
    """

    def __init__(self, cause: str, next_step: str = PRINT_ALONE) -> None:
        super().__init__(cause)
        self.cause, self.next_step = cause, next_step


def find_secret(output: bytes, command: tuple[str, ...]) -> Secret:
    """Return the secret in the output of `command`.

    It is the only line that is not blank. Of several lines it is the first, if that has the shape
    of an API secret: one word of 16 characters or more.

    Raises:
        InvalidOutput: There is none. The message holds nothing of the output.
    """
    try:
        text = output.decode()
    except UnicodeDecodeError:
        raise InvalidOutput("Its output is not valid UTF-8.") from None
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise InvalidOutput("It printed nothing.")
    if _is_json(text):
        program = os.path.basename(command[0])
        raise InvalidOutput(
            "It printed JSON instead of only the secret.",
            _PRINT_FIELD.get(program, _PRINT_ANY_FIELD),
        )
    if len(lines) == 1:
        return Secret(lines[0])
    first = lines[0].strip()
    if not (_SECRET_LINE.fullmatch(first) and looks_like_secret(first)):
        raise InvalidOutput(f"It printed {len(lines)} lines, and the first is not an API secret.")
    return Secret(first)


def _is_json(text: str) -> bool:
    """Return True if `text` is a JSON object, array or string, which no secret can be."""
    if text.lstrip()[:1] not in ("{", "[", '"'):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
