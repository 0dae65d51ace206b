# SPDX-License-Identifier: Apache-2.0
"""tc3/: values that stand in the vendor's pages or in other projects' tests."""

from __future__ import annotations

from typing import Any

from .tc3_case import BOUNDARY, DOC_ID, DOC_KEY, MASKED_KEY, PAGE, Case, cvm, get, multipart

TECO = "teco-project/teco-core tests (values made with Tencent's API Explorer)"
SDK = "derived: this project, equal to the official Python SDK 3.1.195 run with a frozen clock"
DOC_BODY = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'


def published() -> list[Case]:
    """The cases."""
    doc: dict[str, Any] = dict(content_type="application/json; charset=utf-8", region="ap-guangzhou", body=DOC_BODY)
    a1: dict[str, Any] = dict(secret_id=DOC_ID, secret_key=DOC_KEY)
    masked_id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******"
    stars: dict[str, Any] = dict(secret_id="AKID" + "*" * 32, secret_key="*" * 32)
    names = ("canonical-request", "string-to-sign", "signature", "authorization")
    explorer: dict[str, Any] = dict(
        secret_id="MY_TC_SECRET_ID", secret_key="MY_TC_SECRET_KEY", timestamp=1000000000, signed="minimal"
    )
    sdk: dict[str, Any] = dict(source=SDK, signed="minimal", **a1)
    form = multipart([("KeyId", None, None, b"k"), ("Plaintext", "Plaintext", None, b"\x00\x01bin")])
    return [
        cvm(
            "post-doc-minimal-example-key",
            "the page's worked example that signs content-type;host",
            source=PAGE + ", the example that signs content-type;host",
            signed="minimal",
            published=names,
            **doc,
            **a1,
        ),
        cvm(
            "post-doc-minimal-masked-key",
            "the same with the key as the page masks it: the seven asterisks are characters of the key",
            source=PAGE + ", the example that signs content-type;host, with masked key",
            signed="minimal",
            secret_id=masked_id,
            secret_key=MASKED_KEY,
            published=("canonical-request", "string-to-sign", "signature"),
            **doc,
        ),
        cvm(
            "post-doc-standard-32-asterisks",
            "the page's worked example now: content-type;host;x-tc-action, key of 32 asterisks",
            source=PAGE,
            published=names,
            **doc,
            **stars,
        ),
        cvm(
            "post-doc-standard-masked-key",
            "the same with the key in the vendor's signature demos",
            source="TencentCloud/signature-process-demo 0f9a863a inputs; value derived: this project",
            secret_id=masked_id,
            secret_key=MASKED_KEY,
            **doc,
        ),
        cvm("post-doc-standard-example-key", "the same with the EXAMPLE key", **doc, **a1),
        get(
            "get-doc-2018",
            "the page's first GET example; one edition prints another host in the canonical request",
            "Limit=10&Offset=0",
            source=PAGE + ", edition of 2018",
            timestamp=1539084154,
            signed="minimal",
            published=("signature", "authorization"),
            **a1,
        ),
        cvm(
            "post-api-explorer-empty-object",
            "body of an empty object",
            source=TECO,
            body=b"{}",
            published=("signature",),
            **explorer,
        ),
        get(
            "get-api-explorer-array",
            "GET with an array",
            "InstanceIds.0=ins-000000&InstanceIds.1=ins-000001",
            source=TECO,
            published=("signature",),
            **{**explorer, "region": None},
        ),
        Case(
            "post-sdk-faceid",
            "JSON as Python writes it, with blanks",
            body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}',
            **sdk,
        ),
        Case(
            "post-sdk-faceid-intl-token",
            "international host, service still faceid; the token is sent and not signed",
            host="faceid.intl.tencentcloudapi.com",
            action="GetLivenessResult",
            token="TOKENEXAMPLE",
            region="ap-singapore",
            body=b'{"SdkToken": "D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79"}',
            **sdk,
        ),
        Case(
            "post-sdk-unsigned-payload",
            "the digest of the word UNSIGNED-PAYLOAD, not the word",
            unsigned=True,
            body=b'{"FaceInput": "AAAAA", "FaceInputType": 1}',
            **sdk,
        ),
        get(
            "get-sdk-query-with-plus",
            "the SDK writes blanks as plus; signed as sent",
            "Limit=1&Filters.0.Values.0=%E6%9C%AA%E5%91%BD%E5%90%8D&Filters.0.Values.1=a+b%26c%3Dd%2F~&Filters.0.Name=instance-name",
            **sdk,
        ),
        Case(
            "post-sdk-kms-multipart",
            "multipart body with a text and a binary part",
            service="kms",
            host="kms.tencentcloudapi.com",
            action="Encrypt",
            version="2019-01-18",
            region="ap-guangzhou",
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
            body=form,
            **sdk,
        ),
    ]
