"""Error responses of the API: bodies and headers.

Source: the error responses of `POST /cdx/v1/shared-tokens:resources`; `Failure` and `Error` of the
Confluent Cloud API.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

__all__ = ["FAILURES", "MALFORMED", "METHOD_NOT_ALLOWED", "NO_SUCH_PATH", "Failure", "bad_request"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An error response.

    `pointer` is a JSON Pointer (RFC 6901) to the invalid part of the request, or empty.
    """

    status: int
    code: str
    title: str
    detail: str = ""
    pointer: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def body(self, request_id: str) -> bytes:
        """Return the JSON body, which contains the ID of the failed request."""
        error: dict[str, object] = {
            "id": request_id,
            "status": str(self.status),
            "code": self.code,
            "title": self.title,
        }
        if self.detail:
            error["detail"] = self.detail
        error["source"] = {"pointer": self.pointer} if self.pointer else {}
        return json.dumps({"errors": [error]}, separators=(",", ":")).encode()


def bad_request(detail: str, pointer: str = "/token") -> Failure:
    """Return the 400 response to a request whose body is invalid at `pointer`."""
    return Failure(400, "invalid_request_body", "Invalid Request Body", detail, pointer)


MALFORMED: Final = bad_request("The request body is not a JSON object", "")

NO_SUCH_PATH: Final = Failure(
    404, "resource_not_found", "Not Found", "The demo serves only shared-tokens:resources"
)

METHOD_NOT_ALLOWED: Final = Failure(
    405,
    "method_not_allowed",
    "Method Not Allowed",
    "Only POST is allowed here",
    headers=(("Allow", "POST"),),
)

FAILURES: Final = {
    400: Failure(
        400, "invalid_token", "Invalid Token", "The shared token could not be decrypted", "/token"
    ),
    401: Failure(
        401,
        "user_unauthenticated",
        "Authentication Required",
        "Valid authentication credentials must be provided",
        headers=(
            (
                "WWW-Authenticate",
                'Basic error="invalid_key", error_description="The API Key is invalid"',
            ),
        ),
    ),
    403: Failure(
        403,
        "user_unauthorized",
        "User Access Unauthorized",
        "The user 'jane.doe@example.com' is not a recipient of this shared token",
    ),
    404: Failure(
        404, "shared_token_not_found", "Shared Token Not Found", "The share was deleted or revoked"
    ),
    409: Failure(
        409,
        "resource_already_exists",
        "Resource Already Exists",
        "The shared token was already redeemed by this organization",
        headers=(("Location", "https://api.confluent.cloud/cdx/v1/consumer-shares/cs-3kd92"),),
    ),
    500: Failure(
        500,
        "internal_error",
        "Internal Server Error",
        "An unexpected error occurred; try again later",
    ),
}
"""Error responses to the catalogue's tokens, by status; without 429, which has no body."""
