# SPDX-License-Identifier: Apache-2.0
"""tc3/, tc3-negative/, v1/ and legacy/: from the bytes that arrive, as a receiver."""

from __future__ import annotations

import base64
import hashlib
import hmac
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tcface_reference import http_message, legacy, tc3, v1

from . import published
from .report import Report

STEPS = ("canonical-request", "string-to-sign", "signature")


def civil_date(timestamp: int) -> str:
    """The UTC date by counting days from 0000-03-01, without the C library."""
    days = timestamp // 86400 + 719468
    era, day_of_era = divmod(days, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return f"{era * 400 + year_of_era + (month <= 2):04}-{month:02}-{day:02}"


def _files(folder: Path, names: set[str], report: Report, where: str) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    report.equal(where, "files", set(found), names)
    return found


def check_tc3(report: Report, where: str, folder: Path, context: dict[str, Any]) -> None:
    """Recomputes every step from the signed request, and compares the request with the context."""
    names = {
        "context.json",
        "request.http",
        "signed-request.http",
        "authorization.txt",
        *(f"{step}.txt" for step in STEPS),
    }
    files = _files(folder, names, report, where)
    text = {name: files[f"{name}.txt"].decode() for name in (*STEPS, "authorization")}
    as_sent = context["valueCase"] == "as-sent"
    request = http_message.parse(files["signed-request.http"])
    steps, given = tc3.recompute(request, context["credentials"]["secretKey"], as_sent)
    for name, value in zip(STEPS, (steps.canonical_request, steps.string_to_sign, steps.signature)):
        report.equal(where, name, value, text[name])
    report.equal(where, "signature in the header", given.signature, text["signature"])
    report.equal(where, "authorization", request.header("Authorization"), text["authorization"])
    report.equal(where, "authorization", steps.authorization, text["authorization"])
    report.equal(
        where,
        "id, date, service",
        (given.secret_id, given.date, given.service),
        (context["credentials"]["secretId"], context["date"], context["service"]),
    )
    report.equal(where, "date", civil_date(context["timestamp"]), context["date"])
    report.equal(where, "service of the host", context["host"].split(".")[0], context["service"])
    line = b"\r\nAuthorization: " + files["authorization.txt"]
    report.equal(where, "unsigned request", files["signed-request.http"].replace(line, b"", 1), files["request.http"])
    _tc3_context(report, where, request, given, context)
    if folder.name in published.TC3:
        report.equal(where, "published signature", text["signature"], published.TC3[folder.name])
    if folder.name in published.TC3_CANONICAL_HASHES:
        hashed = hashlib.sha256(files["canonical-request.txt"]).hexdigest()
        report.equal(where, "published hash", hashed, published.TC3_CANONICAL_HASHES[folder.name])
    if context["published"]:
        report.expect(folder.name in published.TC3, where, "published, but not among the published values")


def _tc3_context(
    report: Report, where: str, request: http_message.Request, given: tc3.Authorization, context: dict[str, Any]
) -> None:
    report.equal(
        where,
        "method, path, query",
        (request.method, request.path, request.query),
        (context["method"], "/", context["query"]),
    )
    sent = {
        "Host": context["host"],
        "Content-Type": context["contentType"],
        "X-TC-Action": context["action"],
        "X-TC-Version": context["version"],
        "X-TC-Timestamp": str(context["timestamp"]),
        "X-TC-Region": context.get("region"),
        "X-TC-Language": context.get("language"),
        "X-TC-Token": context["credentials"].get("token"),
        "X-TC-Content-SHA256": tc3.UNSIGNED if context["payload"] == "unsigned" else None,
        "Content-Length": str(len(request.body)) if context["method"] == "POST" else None,
        "Authorization": request.header("Authorization"),
    }
    extra = context.get("extraSignedHeaders", [])
    sent |= {header["name"]: header["value"] for header in extra + context.get("extraHeaders", [])}
    expected = {name.lower(): value for name, value in sent.items() if value is not None}
    found = {name.lower(): value for name, value in request.headers}
    if context["wire"] == "quirks":
        for name in ("host", "content-type"):
            expected[name], found[name] = expected[name].lower(), found[name].lower()
    else:
        names = [name for name, _ in request.headers]
        report.equal(
            where, "header names", sorted(names), sorted(name for name, value in sent.items() if value is not None)
        )
    report.equal(where, "headers", found, expected)
    standard = ("x-tc-action",) if context["signedHeaders"] == "standard" else ()
    signed = {"content-type", "host", *standard, *(header["name"].lower() for header in extra)}
    report.equal(where, "signed headers", given.names, tuple(sorted(signed)))
    body = {"length": len(request.body), "sha256": hashlib.sha256(request.body).hexdigest()}
    report.equal(where, "body", body, context["body"])


def _request_fault(raw: bytes, received_at: int) -> bool:
    """Whether the request contradicts itself or the clock, before anything is recomputed."""
    try:
        request = http_message.parse(raw)
        given = tc3.Authorization.parse(request.header("Authorization") or "")
        missing = any(request.header(name) is None for name in (*given.names, "X-TC-Timestamp"))
        unsigned = not {"content-type", "host"} <= {name.lower() for part in given.names for name in part.split(",")}
        return missing or unsigned or abs(int(request.header("X-TC-Timestamp") or "") - received_at) > 300
    except ValueError:
        return True


def _sender(report: Report, where: str, context: dict[str, Any], step: str, text: dict[str, str]) -> None:
    """What the sender did after its mistake is right."""
    hashed = tc3.sha256_hex(text["canonical-request"].encode())
    if step in ("request", "canonical-request", "signature"):
        report.equal(where, "sender's hash", text["string-to-sign"].split("\n")[-1], hashed)
    if step == "signature":
        return
    date, service = "2019-02-25", context["service"]
    scope = text["string-to-sign"].split("\n")[2].split("/")
    if len(scope) == 3:
        date, service = scope[:2]
    key = tc3.signing_key(context["credentials"]["secretKey"], date, service)
    signature = hmac.new(key, text["string-to-sign"].encode(), "sha256").hexdigest()
    report.equal(where, "sender's signature", text["signature"], signature)


def check_tc3_negative(report: Report, where: str, folder: Path, context: dict[str, Any]) -> None:
    """The receiver's steps do not give the signature, and first differ from the sender's where the case says."""
    names = {"context.json", "signed-request.http", "expected-difference.txt", *(f"{step}.txt" for step in STEPS)}
    expected = context["expected"]
    if expected["step"] != "request":
        names |= {f"expected-{step}.txt" for step in STEPS}
    files = _files(folder, names, report, where)
    shown = [
        expected[name] if expected[name] is not None else "(no such line)"
        for name in ("step", "line", "expected", "received")
    ]
    difference = "\n".join(f"{name}: {value}" for name, value in zip(("step", "line", "expected", "received"), shown))
    report.equal(where, "expected-difference.txt", files["expected-difference.txt"].decode(), difference)
    _sender(report, where, context, expected["step"], {step: files[f"{step}.txt"].decode() for step in STEPS})
    raw = files["signed-request.http"]
    is_fault = _request_fault(raw, context["receivedAt"])
    report.equal(where, "fault of the request", is_fault, expected["step"] == "request")
    if is_fault:
        return
    request = http_message.parse(raw)
    given = tc3.Authorization.parse(request.header("Authorization") or "")
    headers = [(name, request.header(name) or "") for name in given.names]
    hashed = tc3.payload_hash(request.body, request.header("X-TC-Content-SHA256") == tc3.UNSIGNED)
    canonical = tc3.canonical_request(request.method, request.query, headers, hashed)
    timestamp = int(request.header("X-TC-Timestamp") or "")
    text = tc3.string_to_sign(timestamp, civil_date(timestamp), context["service"], canonical)
    key = tc3.signing_key(context["credentials"]["secretKey"], civil_date(timestamp), context["service"])
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    first: tuple[Any, ...] | None = None
    for step, value in zip(STEPS, (canonical, text, signature)):
        report.equal(where, f"expected-{step}", value, files[f"expected-{step}.txt"].decode())
        ours, theirs = value.split("\n"), files[f"{step}.txt"].decode().split("\n")
        for index, (a, b) in enumerate(zip_longest(ours, theirs)):
            if a != b and first is None:
                first = (step, index + 1, a, b)
    report.equal(
        where, "first difference", first, tuple(expected[name] for name in ("step", "line", "expected", "received"))
    )
    report.expect(given.signature != signature, where, "the signature fits")
    report.equal(where, "secret ID", given.secret_id, context["credentials"]["secretId"])
    report.equal(where, "sender's signature", given.signature, files["signature.txt"].decode())


def check_v1(report: Report, where: str, folder: Path, context: dict[str, Any]) -> None:
    """Takes the signed request apart, rebuilds the source string from decoded values, and verifies the signature."""
    names = {
        "context.json",
        "source-string.txt",
        "signature.txt",
        "signed-query.txt",
        "request.http",
        "signed-request.http",
    }
    files = _files(folder, names, report, where)
    raw = http_message.parse(files["signed-request.http"])
    sent = raw.query if raw.method == "GET" else raw.body.decode()
    report.equal(where, "signed query", sent, files["signed-query.txt"].decode())
    parameters = dict(parse_qsl(sent, keep_blank_values=True, strict_parsing=True))
    signature = parameters.pop("Signature")
    report.equal(where, "parameters", parameters, context["parameters"])
    text = v1.source_string(raw.method, raw.header("Host") or "", raw.path, parameters)
    report.equal(where, "source string", text, files["source-string.txt"].decode())
    hasher = {"HmacSHA1": hashlib.sha1, "HmacSHA256": hashlib.sha256}[context["algorithm"]]
    mac = hmac.new(context["credentials"]["secretKey"].encode(), text.encode(), hasher).digest()
    report.equal(where, "signature", base64.b64decode(signature, validate=True), mac)
    report.equal(where, "signature.txt", signature, files["signature.txt"].decode())
    report.equal(
        where,
        "method, host, path",
        (raw.method, raw.header("Host"), raw.path),
        (context["method"], context["host"], context["path"]),
    )
    report.equal(where, "SecretId", parameters["SecretId"], context["credentials"]["secretId"])
    unsigned = http_message.parse(files["request.http"])
    kept = [[header for header in message.headers if header[0] != "Content-Length"] for message in (raw, unsigned)]
    report.equal(where, "unsigned request", (unsigned.method, unsigned.path, kept[1]), (raw.method, raw.path, kept[0]))
    report.equal(
        where,
        "unsigned",
        sent.rsplit("&Signature=", 1)[0],
        unsigned.query if raw.method == "GET" else unsigned.body.decode(),
    )
    expected = published.V1.get(folder.name)
    if expected is not None or context["published"]:
        report.equal(where, "published", signature, expected)


def check_legacy(report: Report, where: str, folder: Path, context: dict[str, Any]) -> None:
    """Decodes the signature, verifies its HMAC and reads the fields out of the signed text."""
    credentials = context["credentials"]
    single = context["use"] == "single"
    inputs = legacy.Inputs(
        credentials["appId"],
        context["bucket"],
        credentials["secretId"],
        single,
        context["expires"],
        context["timestamp"],
        context["random"],
        context["fileID"],
        context["userIDField"],
    )
    try:
        inputs.check()
        rule = None
    except legacy.LegacyError as error:
        rule = error.rule
    report.equal(where, "rule", rule, context.get("expect"))
    if context["result"] == "invalid":
        _files(folder, {"context.json"}, report, where)
        return
    files = _files(
        folder,
        {"context.json", "original.txt", "hmac.txt", "signature.txt", "request.http", "signed-request.http"},
        report,
        where,
    )
    signature = files["signature.txt"].decode()
    decoded = base64.b64decode(signature, validate=True)
    original = decoded[20:]
    mac = hmac.new(credentials["secretKey"].encode(), original, hashlib.sha1).digest()
    report.equal(where, "HMAC", decoded[:20], mac)
    report.equal(where, "steps", (files["original.txt"], files["hmac.txt"].decode()), (original, mac.hex()))
    fields = dict(pair.split("=", 1) for pair in original.decode().split("&"))
    values = {
        "a": credentials["appId"],
        "b": context["bucket"],
        "k": credentials["secretId"],
        "e": str(context["expires"]),
        "t": str(context["timestamp"]),
        "r": context["random"],
        "u": "0",
        "f": context["fileID"],
    }
    order = context.get("order") or [name for name in "abketruf" if name != "u" or context["userIDField"]]
    if "filePath" in context:
        report.equal(where, "file ID", legacy.encode_path(context["filePath"]), context["fileID"])
    # A file ID may hold anything but an ampersand, which is why it is percent-encoded.
    report.equal(where, "fields", list(fields.items()), [(name, values[name]) for name in order])
    request = http_message.parse(files["signed-request.http"])
    report.equal(where, "Authorization", request.header("Authorization"), signature)
    line = b"\r\nAuthorization: " + files["signature.txt"]
    report.equal(where, "unsigned request", files["signed-request.http"].replace(line, b"", 1), files["request.http"])
    expected = published.LEGACY.get(folder.name)
    if expected is not None or context["published"]:
        report.equal(where, "published", signature, expected)
