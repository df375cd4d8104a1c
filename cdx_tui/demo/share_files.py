"""Load the demo's shares from `shares/`: a `share.toml` each, with schemas as separate files.

A share is a list of resources under the API's property names, ready to be serialized. IDs,
resource names and links are derived from the names, so that they are the same in every run.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import uuid
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from cdx_tui.demo.platform_share import platform_resources

__all__ = ["share_body", "share_resources"]

_API: Final = "https://api.confluent.cloud/cdx/v1"
_PROVIDER_PROPERTIES: Final = (
    "organization_name",
    "organization_description",
    "organization_contact",
)


@cache
def share_body(name: str) -> bytes:
    """Return the JSON body of the API's response for the share called `name`."""
    document = {"consumer_shared_resources": share_resources(name)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def share_resources(name: str) -> list[dict[str, Any]]:
    """Return the resources of the share called `name`.

    Raises:
        FileNotFoundError: There is no such share.
    """
    folder = files("cdx_tui.demo").joinpath("shares")
    if name == "nothing":
        return []
    if name == "platform":
        text = folder.joinpath("platform.toml").read_text(encoding="utf-8")
        share = platform_resources(tomllib.loads(text))
    else:
        folder = folder.joinpath(name)
        share = tomllib.loads(folder.joinpath("share.toml").read_text(encoding="utf-8"))
    return [_resource(share["provider"], entry, folder) for entry in share["resource"]]


def _resource(
    provider: dict[str, Any], entry: dict[str, Any], folder: Traversable
) -> dict[str, Any]:
    name = entry["display_name"]
    identity = hashlib.sha256(f"{provider['organization_name']}/{name}".encode()).hexdigest()
    resource_id = f"csr-{identity[:7]}"
    organization = uuid.uuid5(uuid.NAMESPACE_URL, provider["organization_contact"])
    crn = f"crn://confluent.cloud/organization={organization}"
    resource: dict[str, Any] = {
        "api_version": "cdx/v1",
        "kind": "ConsumerSharedResource",
        "id": resource_id,
        "metadata": {
            "self": f"{_API}/consumer-shared-resources/{resource_id}",
            "resource_name": f"{crn}/consumer-shared-resource={resource_id}",
            "created_at": provider["created_at"],
            "updated_at": provider["updated_at"],
        },
        "cloud": entry["cloud"],
        "network_connection_types": entry.get("network_connection_types", []),
        "display_name": name,
    }
    if "description" in entry:
        resource["description"] = entry["description"]
    if "tags" in entry:
        resource["tags"] = entry["tags"]
    resource["schemas"] = [_schema(schema, folder) for schema in entry.get("schema", [])]
    resource.update({key: provider[key] for key in _PROVIDER_PROPERTIES})
    if "logo" in provider:
        resource["logo_url"] = f"{_API}/consumer-shared-resources/{provider['logo']}/images/logo"
    return resource


def _schema(entry: dict[str, Any], folder: Traversable) -> dict[str, Any]:
    schema = {key: value for key, value in entry.items() if key not in ("file", "text")}
    if "file" in entry:
        text = folder.joinpath(entry["file"]).read_text(encoding="utf-8")
        schema["schema"] = text if entry["file"].endswith(".proto") else _minified(text)
    else:
        schema["schema"] = entry["text"]
    return schema


def _minified(text: str) -> str:
    """Return JSON without insignificant white space, as Schema Registry returns it."""
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
