# SPDX-License-Identifier: Apache-2.0
"""Calls services through the typed clients of the vendor's own SDK, as a program of its users does.

The place, the credential and the calls come as a JSON object on standard input. What comes out is a list: the type and the
members of each answer, or the code, message and RequestId of the SDK's exception.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from typing import Any

warnings.filterwarnings("ignore", category=DeprecationWarning)

from tencentcloud.common import credential  # noqa: E402
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException  # noqa: E402
from tencentcloud.common.profile.client_profile import ClientProfile  # noqa: E402
from tencentcloud.common.profile.http_profile import HttpProfile  # noqa: E402


def call(place: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """One call through the SDK's client and models of its product."""
    product, version, action = request["product"], request["version"], request["action"]
    package = f"tencentcloud.{product}.{version}"
    clients = importlib.import_module(f"{package}.{product}_client")
    models = importlib.import_module(f"{package}.models")
    method = request.get("method", "POST")
    http = HttpProfile(protocol="http", endpoint=place["endpoint"], reqMethod=method, reqTimeout=30)
    signature = request.get("signature", "TC3-HMAC-SHA256")
    profile = ClientProfile(signMethod=signature, httpProfile=http, language="en-US")
    profile.unsignedPayload = request.get("isUnsigned", False)
    key = credential.Credential(place["secretID"], request.get("secretKey", place["secretKey"]))
    client = getattr(clients, f"{product.capitalize()}Client")(key, request.get("region"), profile)
    typed = getattr(models, f"{action}Request")()
    typed.from_json_string(json.dumps(request["parameters"]))
    try:
        answer = getattr(client, action)(typed)
    except TencentCloudSDKException as error:
        return {"code": error.get_code(), "message": error.get_message(), "requestID": error.get_request_id()}
    return {"type": type(answer).__name__, "members": json.loads(answer.to_json_string())}


job = json.load(sys.stdin)
json.dump([call(job["place"], request) for request in job["calls"]], sys.stdout)
