# SPDX-License-Identifier: Apache-2.0
"""key-wrapping/sm2_test.json."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from tcface_reference import der, sm2, sm3

from .material import STANDARD_D, STANDARD_K, VENDOR_SM2, VENDOR_SM2_PEM, scalar, sm2_key, sm2_pems, stream
from .suite import Group, Suite, note

SM2_NOTES = {
    "Standard": note("BASIC", "A published value."),
    "VendorKey": note("BASIC", "Wrapped for the vendor's public key; the vendor alone can unwrap it."),
    "Normal": note("BASIC", "A derived value."),
    "EdgeCase": note("EDGE_CASE", "Extreme scalars or messages, coordinates with leading zero bytes."),
    "KdfZero": note(
        "EDGE_CASE",
        "The key stream for this message is all zero bytes. "
        "GB/T 32918.4 has the sender choose another k and the receiver refuse.",
    ),
    "NoLeadingByte": note("FUNCTIONALITY", "The form without the leading 04, which some libraries write."),
    "PointNotOnCurve": note(
        "CONFIDENTIALITY",
        "C1 does not lie on the curve.",
        "Multiplying it by the private key leaks the key bit by bit.",
    ),
    "CoordinateNotReduced": note("CONFIDENTIALITY", "A coordinate of C1 is not below p."),
    "PointAtInfinity": note("CONFIDENTIALITY", "C1 is the point at infinity, or (0, 0)."),
    "CompressedPoint": note("FUNCTIONALITY", "C1 in compressed form. The wire form is 04 and both coordinates."),
    "HybridPoint": note("FUNCTIONALITY", "C1 in hybrid form."),
    "WrongLeadingByte": note("FUNCTIONALITY", "The first byte is none of the point forms."),
    "ModifiedC1": note("AUTH_BYPASS", "C1 is another point of the curve."),
    "ModifiedC3": note("AUTH_BYPASS", "The hash is changed."),
    "ModifiedC2": note("AUTH_BYPASS", "The encrypted message is changed."),
    "Truncated": note("MISSING_STEP", "Bytes are missing at the end or the start."),
    "Extended": note("MISSING_STEP", "Bytes too many."),
    "WrongOrder": note("FUNCTIONALITY", "The order C1, C2, C3 of the standard's first edition (2010)."),
    "Asn1Form": note("FUNCTIONALITY", "The SEQUENCE of GM/T 0009. The wire form is raw."),
    "WrongKey": note("AUTH_BYPASS", "Wrapped for another key."),
}


def sm2_wrap(root: Path) -> int:
    """key-wrapping/sm2_test.json"""
    suite = Suite(
        "SM2",
        "sm2_wrap_test_schema_v1.json",
        ["SM2 public-key encryption, raw form 04, x, y, C3, C2, the key wrapping of the SM4-GCM envelope."],
        SM2_NOTES,
    )

    def group_for(source: str, d: int, version: str = "1") -> Group:
        public_pem, private_pem = sm2_pems(d)
        point = sm2.encode_point(sm2.public_key(d))
        return suite.group(
            "Sm2WrapTest",
            source,
            version,
            publicKey=point.hex(),
            publicKeyPem=public_pem,
            privateKey=f"{d:064x}",
            privateKeyPem=private_pem,
        )

    def wrap(group: Group, comment: str, flags: list[str], key: tuple[int, int], msg: bytes, k: int) -> None:
        group.add(comment, flags, msg=msg.hex(), k=f"{k:064x}", ct=sm2.encrypt(key, msg, k).hex())

    standard = group_for("GB/T 32918.5-2017 annex A (the example of public-key encryption)", STANDARD_D, "2017")
    wrap(standard, "encryption standard", ["Standard"], sm2.public_key(STANDARD_D), b"encryption standard", STANDARD_K)

    vendor = suite.group(
        "Sm2WrapTest",
        "derived: this project; public key of faceid-api-crypto-java, -golang, -nodejs, "
        "k of GB/T 32918.5-2017 annex A or seed sm2/vendor/<comment>",
        publicKey=sm2.encode_point(VENDOR_SM2).hex(),
        publicKeyPem=VENDOR_SM2_PEM,
    )
    wrap(vendor, "alphanumeric data key 0123456789abcdef", ["VendorKey"], VENDOR_SM2, b"0123456789abcdef", STANDARD_K)
    for index in range(3):
        comment = f"16 bytes, {index}"
        wrap(
            vendor,
            comment,
            ["VendorKey"],
            VENDOR_SM2,
            stream(f"sm2/vendor/{comment}/msg", 16),
            scalar(f"sm2/vendor/{comment}/k"),
        )

    for name in ("a", "b"):
        d, key = sm2_key(name)
        label = f"sm2/normal/{name}"
        group = group_for(f"derived: this project, seed keys/sm2/{name} and {label}/<length>/msg|k", d)
        for count in (1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 128, 255):
            # A one-byte key stream is zero once in 256 times; the label's last part steps past that.
            attempt = next(
                i for i in range(9) if not _stream_is_zero(key, count, scalar(f"{label}/{count}/k{i or ''}"))
            )
            k = scalar(f"{label}/{count}/k{attempt or ''}")
            wrap(group, f"{count} bytes", ["Normal"], key, stream(f"{label}/{count}/msg", count), k)

    d, key = sm2_key("edge")
    edge = group_for("derived: this project, seed keys/sm2/edge and sm2/edge/<comment>", d)
    data_key = stream("sm2/edge/msg", 16)
    wrap(edge, "k = 1: C1 is the base point", ["EdgeCase"], key, data_key, 1)
    wrap(edge, "k = 2", ["EdgeCase"], key, data_key, 2)
    wrap(edge, "k = n - 1: C1 is the negative of the base point", ["EdgeCase"], key, data_key, sm2.N - 1)
    wrap(edge, "message of zeros", ["EdgeCase"], key, bytes(16), scalar("sm2/edge/zeros"))
    wrap(edge, "message of ones", ["EdgeCase"], key, b"\xff" * 16, scalar("sm2/edge/ones"))
    for what, wanted in (("x of C1", 0), ("y of C1", 1)):
        k, point = _scalar_with_zero_top(lambda k: sm2.multiply(k, sm2.G), wanted)
        wrap(edge, f"{what} starts with a zero byte", ["EdgeCase"], key, data_key, k)
    for what, wanted in (("x of the shared point", 0), ("y of the shared point", 1)):
        k, point = _scalar_with_zero_top(lambda k: sm2.multiply(k, key), wanted)
        wrap(edge, f"{what} starts with a zero byte", ["EdgeCase"], key, data_key, k)
    d1 = 1
    smallest = group_for("derived: this project, private key 1, seed sm2/smallest/k", d1)
    wrap(
        smallest,
        "private key 1: the public key is the base point",
        ["EdgeCase"],
        sm2.G,
        data_key,
        scalar("sm2/smallest/k"),
    )
    largest = group_for("derived: this project, private key n - 2, seed sm2/largest/k", sm2.N - 2)
    wrap(
        largest,
        "private key n - 2, the largest",
        ["EdgeCase"],
        sm2.public_key(sm2.N - 2),
        data_key,
        scalar("sm2/largest/k"),
    )

    _sm2_invalid(group_for("derived: this project, seed keys/sm2/invalid and sm2/invalid/msg|k", sm2_key("invalid")[0]))
    return suite.write(root / "key-wrapping/sm2_test.json")


def _stream_is_zero(key: tuple[int, int], count: int, k: int) -> bool:
    shared = sm2.multiply(k, key)
    assert shared is not None
    return not any(sm2.key_stream(*shared, count))


def _scalar_with_zero_top(point_of: Callable[[int], sm2.Point], coordinate: int) -> tuple[int, tuple[int, int]]:
    """The smallest k from 3 on whose point has a coordinate of at most 31 bytes."""
    k = 3
    while True:
        point = point_of(k)
        assert point is not None
        if point[coordinate] >> 248 == 0:
            return k, point
        k += 1


def _sm2_invalid(group: Group) -> None:
    d, key = sm2_key("invalid")
    msg, k = stream("sm2/invalid/msg", 16), scalar("sm2/invalid/k")
    ct = sm2.encrypt(key, msg, k)
    c1, c3, c2 = ct[:65], ct[65:97], ct[97:]
    x, y = ct[1:33], ct[33:65]

    def refuse(comment: str, flag: str, data: bytes, result: str = "invalid") -> None:
        group.add(comment, [flag], result, msg=msg.hex(), ct=data.hex())

    def flip(data: bytes, index: int, mask: int = 1) -> bytes:
        changed = bytearray(data)
        changed[index] ^= mask
        return bytes(changed)

    group.add("the ciphertext the cases below are made from", ["Normal"], msg=msg.hex(), k=f"{k:064x}", ct=ct.hex())
    refuse("without the leading 04", "NoLeadingByte", ct[1:], "acceptable")
    for index, part in (
        (1, "first byte of x"),
        (32, "last byte of x"),
        (33, "first byte of y"),
        (64, "last byte of y"),
    ):
        refuse(f"{part} changed", "PointNotOnCurve", flip(ct, index))
    refuse(
        "point of the twist: x kept, y of another x",
        "PointNotOnCurve",
        b"\x04" + x + sm2.encode_point(sm2.G)[33:] + c3 + c2,
    )
    refuse("x and y exchanged", "PointNotOnCurve", b"\x04" + y + x + c3 + c2)
    p256 = bytes.fromhex(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    )
    refuse("the base point of P-256", "PointNotOnCurve", p256 + c3 + c2)
    refuse("y = 0", "PointNotOnCurve", b"\x04" + x + bytes(32) + c3 + c2)
    zero_x = pow(sm2.B, (sm2.P + 1) // 4, sm2.P)
    assert zero_x * zero_x % sm2.P == sm2.B
    on_zero = (0).to_bytes(32, "big"), zero_x.to_bytes(32, "big")
    refuse(
        "x = p where x = 0 is on the curve",
        "CoordinateNotReduced",
        b"\x04" + sm2.P.to_bytes(32, "big") + on_zero[1] + c3 + c2,
    )
    small_y = _point_with_small_y()
    high = (small_y[1] + sm2.P).to_bytes(32, "big")
    refuse(
        "y + p where (x, y) is on the curve",
        "CoordinateNotReduced",
        b"\x04" + small_y[0].to_bytes(32, "big") + high + c3 + c2,
    )
    refuse("coordinates all ones", "CoordinateNotReduced", b"\x04" + b"\xff" * 64 + c3 + c2)
    refuse("coordinates all zero", "PointAtInfinity", b"\x04" + bytes(64) + c3 + c2)
    refuse("a single zero byte for C1", "PointAtInfinity", b"\x00" + c3 + c2)
    refuse("lead byte 00 before the coordinates", "PointAtInfinity", b"\x00" + ct[1:])
    parity = y[-1] & 1
    refuse("compressed C1", "CompressedPoint", bytes([2 + parity]) + x + c3 + c2)
    refuse("compressed C1 of the wrong parity", "CompressedPoint", bytes([3 - parity]) + x + c3 + c2)
    for lead in (2, 3):
        refuse(f"lead byte 0{lead} before both coordinates", "CompressedPoint", bytes([lead]) + ct[1:])
    refuse("hybrid C1", "HybridPoint", bytes([6 + parity]) + ct[1:])
    refuse("hybrid C1 of the wrong parity", "HybridPoint", bytes([7 - parity]) + ct[1:])
    for lead in (0x01, 0x05, 0x08, 0x44, 0x84, 0xFF):
        refuse(f"lead byte {lead:02x}", "WrongLeadingByte", bytes([lead]) + ct[1:])
    negative = sm2.encode_point((int.from_bytes(x, "big"), sm2.P - int.from_bytes(y, "big")))
    refuse("C1 negated", "ModifiedC1", negative + c3 + c2)
    refuse("C1 replaced by the base point", "ModifiedC1", sm2.encode_point(sm2.G) + c3 + c2)
    refuse("C1 replaced by the public key", "ModifiedC1", sm2.encode_point(key) + c3 + c2)
    for index in (0, 15, 31):
        refuse(f"byte {index} of C3 changed", "ModifiedC3", c1 + flip(c3, index) + c2)
        refuse(f"top bit of byte {index} of C3 changed", "ModifiedC3", c1 + flip(c3, index, 0x80) + c2)
    refuse("C3 of zeros", "ModifiedC3", c1 + bytes(32) + c2)
    refuse("C3 reversed", "ModifiedC3", c1 + c3[::-1] + c2)
    for index in (0, 7, 15):
        refuse(f"byte {index} of C2 changed", "ModifiedC2", c1 + c3 + flip(c2, index))
    refuse("C2 of zeros", "ModifiedC2", c1 + c3 + bytes(16))
    for count in (0, 1, 32, 64, 65, 66, 96, 97, 98, 111, 112):
        refuse("empty" if not count else f"cut to {count} of 113 bytes", "Truncated", ct[:count])
    refuse("first two bytes missing", "Truncated", ct[2:])
    refuse("a zero byte appended", "Extended", ct + b"\x00")
    refuse("a byte appended", "Extended", ct + b"\xa5")
    refuse("a zero byte before the 04", "Extended", b"\x00" + ct)
    refuse("a second 04 in front", "Extended", b"\x04" + ct)
    refuse("twice", "Extended", ct + ct)
    refuse("C1, C2, C3", "WrongOrder", c1 + c2 + c3)
    asn1 = der.sequence(
        der.integer(int.from_bytes(x, "big")),
        der.integer(int.from_bytes(y, "big")),
        der.octet_string(c3),
        der.octet_string(c2),
    )
    refuse("SEQUENCE of x, y, C3, C2", "Asn1Form", asn1)
    refuse("wrapped for another key", "WrongKey", sm2.encrypt(sm2_key("a")[1], msg, k))
    zero_k = next(i for i in range(1, 10000) if _stream_is_zero(key, 1, i))
    shared = sm2.multiply(zero_k, key)
    assert shared is not None
    one = b"\x5a"
    c3 = sm3.digest(shared[0].to_bytes(32, "big") + one + shared[1].to_bytes(32, "big"))
    point = sm2.encode_point(sm2.multiply(zero_k, sm2.G))
    group.add(
        "key stream of one zero byte: the message stands in the clear",
        ["KdfZero"],
        "acceptable",
        msg=one.hex(),
        ct=(point + c3 + one).hex(),
    )


def _point_with_small_y() -> tuple[int, int]:
    """A point whose y is below 2^256 - p, so that y + p still fits 32 bytes: solve the cubic for y = 1, 2, ..."""
    y = 1
    while True:
        roots = _cubic_root((sm2.B - y * y) % sm2.P)
        if roots is not None:
            return roots, y
        y += 1


def _cubic_root(c: int) -> int | None:
    """A root of x^3 + a x + c modulo p by gcd(x^p - x, f), when f has exactly one root or splits off one."""
    p, a = sm2.P, sm2.A

    def multiply_mod(u: list[int], v: list[int]) -> list[int]:
        product = [0] * 5
        for i, ui in enumerate(u):
            for j, vj in enumerate(v):
                product[i + j] += ui * vj
        for degree in (4, 3):  # x^3 = -a x - c
            top = product[degree] % p
            product[degree - 2] -= top * a
            product[degree - 3] -= top * c
        return [value % p for value in product[:3]]

    power, base, exponent = [1, 0, 0], [0, 1, 0], p
    while exponent:
        if exponent & 1:
            power = multiply_mod(power, base)
        base = multiply_mod(base, base)
        exponent >>= 1
    power[1] = (power[1] - 1) % p
    # gcd(f, x^p - x): of degree 1 for one root.
    f, g = [c, a, 0, 1], power
    while g and g[-1] == 0:
        g = g[:-1]
    while g:
        inverse = pow(g[-1], -1, p)
        r = f[:]
        while len(r) >= len(g):
            factor = r[-1] * inverse % p
            shift = len(r) - len(g)
            r = [(value - (factor * g[i - shift] if i >= shift else 0)) % p for i, value in enumerate(r)][:-1]
        while r and r[-1] == 0:
            r = r[:-1]
        f, g = g, r
    if len(f) != 2:
        return None
    return -f[0] * pow(f[1], -1, p) % p
