# SPDX-License-Identifier: Apache-2.0
"""Signs requests with the vendor's own SDK (tencentcloud-sdk-python-common) at a time that is given.

Only the clock and the random boundary are replaced. Requests come as a JSON array on standard input; what the SDK would
send comes out: headers, and body or query in base64. Nothing is sent.
"""

from __future__ import annotations

import base64
import json
import sys
import warnings
from types import SimpleNamespace
from typing import Any

warnings.filterwarnings("ignore", category=DeprecationWarning)

from tencentcloud.common import abstract_client, credential  # noqa: E402
from tencentcloud.common.http.request import RequestInternal  # noqa: E402
from tencentcloud.common.profile.client_profile import ClientProfile  # noqa: E402
from tencentcloud.common.profile.http_profile import HttpProfile  # noqa: E402


def sign(request: dict[str, Any]) -> dict[str, Any]:
    """One request as the SDK builds it."""
    abstract_client.time = SimpleNamespace(time=lambda: float(request["timestamp"]) + 0.5)
    abstract_client.uuid = SimpleNamespace(uuid4=lambda: SimpleNamespace(hex=request["boundary"]))
    http = HttpProfile(reqMethod=request["method"], endpoint=request["host"])
    profile = ClientProfile(signMethod="TC3-HMAC-SHA256", httpProfile=http, language="en-US")
    profile.unsignedPayload = request["isUnsigned"]
    client = abstract_client.AbstractClient(
        credential.Credential(request["secretID"], request["secretKey"], request.get("token")),
        request["region"],
        profile,
    )
    client._service = request["service"]
    client._apiVersion = request["version"]
    params = request["params"]
    options = {}
    if request["isMultipart"]:
        options = {"IsMultipart": True, "BinaryParams": request["binary"]}
        for name in request["binary"]:
            params[name] = base64.b64decode(params[name])
    built = RequestInternal(client._get_endpoint(options), request["method"], "/", header={})
    client._build_req_inter(request["action"], params, built, options)
    data = built.data if isinstance(built.data, bytes) else built.data.encode()
    return {"headers": built.header, "data": base64.b64encode(data).decode()}


json.dump([sign(request) for request in json.load(sys.stdin)], sys.stdout)
