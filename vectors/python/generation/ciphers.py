# SPDX-License-Identifier: Apache-2.0
"""ciphers/ and digests/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tcface_reference import content, sm3

from .material import LENGTHS, stream
from .suite import Suite, note

FUNCTION = "FUNCTIONALITY"

# NIST SP 800-38A appendix F.2.5 (CBC-AES256.Encrypt).
NIST_KEY = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
NIST_IV = bytes(range(16))
NIST_TEXT = bytes.fromhex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
)


def aes_256_cbc(root: Path) -> int:
    """ciphers/aes_256_cbc_test.json"""
    suite = Suite(
        "AES-CBC-PKCS5",
        "ind_cpa_test_schema_v1.json",
        [
            "AES-256-CBC with PKCS #7 padding, the content cipher AES-256-CBC of the FaceID envelope.",
            "Test vectors of type IndCpaTest: encryption and decryption without authentication.",
        ],
        {
            "Standard": note(
                "BASIC", "A published value. The standard's blocks carry no padding; the last block of ct is ours."
            ),
            "Length": note(FUNCTION, "Lengths at and around block, buffer and page boundaries."),
            "EdgeCase": note(
                "EDGE_CASE", "Extreme keys, IVs and messages, and messages that end in what looks like padding."
            ),
            "BadPadding": note(
                "MISSING_STEP", "The padding is not PKCS #7. Every one of these has to be refused in the same manner."
            ),
            "InvalidCiphertext": note("MISSING_STEP", "The ciphertext is empty or not a multiple of the block."),
        },
    )
    sizes: dict[str, Any] = {"keySize": 256, "ivSize": 128}

    standard = suite.group(
        "IndCpaTest", "NIST SP 800-38A F.2.5 CBC-AES256.Encrypt, with a padding block added", "2001", **sizes
    )
    for count in (16, 32, 48, 64):
        msg = NIST_TEXT[:count]
        ct = content.aes_256_cbc_encrypt(NIST_KEY, NIST_IV, msg)
        standard.add(
            f"blocks 1 to {count // 16}", ["Standard"], key=NIST_KEY.hex(), iv=NIST_IV.hex(), msg=msg.hex(), ct=ct.hex()
        )

    label = "aes-256-cbc/length"
    lengths = suite.group("IndCpaTest", f"derived: this project, seed {label}/<length>/key|iv|msg", **sizes)
    for count in LENGTHS:
        key, iv, msg = (stream(f"{label}/{count}/{part}", n) for part, n in (("key", 32), ("iv", 16), ("msg", count)))
        ct = content.aes_256_cbc_encrypt(key, iv, msg)
        lengths.add(f"{count} bytes", ["Length"], key=key.hex(), iv=iv.hex(), msg=msg.hex(), ct=ct.hex())

    label = "aes-256-cbc/edge"
    edge = suite.group("IndCpaTest", f"derived: this project, seed {label}/key|iv where not stated", **sizes)
    key, iv = stream(f"{label}/key", 32), stream(f"{label}/iv", 16)
    cases = [
        ("all zero", bytes(32), bytes(16), bytes(32)),
        ("all ones", b"\xff" * 32, b"\xff" * 16, b"\xff" * 31),
        ("message of one padding block's bytes", key, iv, b"\x10" * 16),
        ("message ends in 01", key, iv, b"\x00" * 14 + b"\x01"),
        ("message ends in a complete padding", key, iv, b"abcdefgh" + b"\x08" * 8),
        ("message is 15 times 0f", key, iv, b"\x0f" * 15),
        ("message ends in zero bytes", key, iv, b"data" + bytes(12)),
        (
            "the vendor's example body",
            b"0123456789abcdef0123456789abcdef",
            bytes(range(16)),
            b'{"FaceInput":"AAAAA","FaceInputType":1}',
        ),
    ]
    for comment, k, v, msg in cases:
        ct = content.aes_256_cbc_encrypt(k, v, msg)
        edge.add(comment, ["EdgeCase"], key=k.hex(), iv=v.hex(), msg=msg.hex(), ct=ct.hex())

    label = "aes-256-cbc/bad-padding"
    bad = suite.group("IndCpaTest", f"derived: this project, seed {label}/key|iv|msg", **sizes)
    key, iv, text = stream(f"{label}/key", 32), stream(f"{label}/iv", 16), stream(f"{label}/msg", 64)

    def refuse(comment: str, msg: bytes, padded: bytes) -> None:
        assert len(padded) % 16 == 0
        ct = content.cbc_raw_encrypt(key, iv, padded)
        bad.add(comment, ["BadPadding"], "invalid", key=key.hex(), iv=iv.hex(), msg=msg.hex(), ct=ct.hex())

    for blocks in (0, 1, 2):
        for rest in (0, 1, 7, 8, 14, 15):
            msg = text[: 16 * blocks + rest]
            n = 16 - rest
            where = f"{len(msg)} bytes"
            if msg and rest == 0:
                refuse(f"no padding at all, {where}", msg, msg[:-1] + b"\xa5")
            refuse(f"padding of zero bytes, {where}", msg, msg + bytes(n))
            refuse(f"padding of ff, {where}", msg, msg + b"\xff" * n)
            if n > 1:
                refuse(f"ISO/IEC 7816-4 padding, {where}", msg, msg + b"\x80" + bytes(n - 1))
                refuse(f"ANSI X9.23 padding, {where}", msg, msg + bytes(n - 1) + bytes([n]))
                refuse(f"ISO 10126 padding, {where}", msg, msg + stream(f"{label}/iso10126", n - 1) + bytes([n]))
                refuse(
                    f"first padding byte differs by one bit, {where}", msg, msg + bytes([n ^ 1]) + bytes([n]) * (n - 1)
                )
            if n > 2:
                refuse(
                    f"second last padding byte differs, {where}", msg, msg + bytes([n]) * (n - 2) + bytes([n ^ 0x80, n])
                )
            if n < 16 and (n + 1) <= 16 and rest:
                last = bytes([(n + 1) ^ 0xFF]) if msg[-1] == n + 1 else msg[-1:]
                refuse(f"padding counts one byte too many, {where}", msg, msg[:-1] + last + bytes([n + 1]) * n)
    for value in range(17, 256, 17):
        refuse(f"padding byte {value:02x}, longer than a block", text[:16], text[:16] + bytes([value]) * 16)
    refuse("padding byte 11 in two whole blocks", text[:16], text[:15] + b"\x11" * 17)
    refuse("padding byte 20 over two blocks", b"", b"\x20" * 32)
    for position in range(15):
        block = bytearray(b"\x10" * 16)
        block[position] ^= 0x01
        refuse(f"whole block of padding, byte {position} differs", text[:16], text[:16] + bytes(block))

    label = "aes-256-cbc/length-of-ciphertext"
    short = suite.group("IndCpaTest", f"derived: this project, seed {label}/key|iv|msg", **sizes)
    key, iv, msg = stream(f"{label}/key", 32), stream(f"{label}/iv", 16), stream(f"{label}/msg", 40)
    ct = content.aes_256_cbc_encrypt(key, iv, msg)
    for count in (0, 1, 15, 17, 31, 33, 47):
        comment = "empty ciphertext" if not count else f"ciphertext cut to {count} of 48 bytes"
        short.add(
            comment, ["InvalidCiphertext"], "invalid", key=key.hex(), iv=iv.hex(), msg=msg.hex(), ct=ct[:count].hex()
        )
    short.add(
        "one byte appended",
        ["InvalidCiphertext"],
        "invalid",
        key=key.hex(),
        iv=iv.hex(),
        msg=msg.hex(),
        ct=(ct + b"\x00").hex(),
    )
    for count in (16, 32):
        plain = content.cbc_raw_decrypt(key, iv, ct[:count])
        assert not 1 <= plain[-1] <= 16 or plain[-plain[-1] :] != bytes([plain[-1]]) * plain[-1]
        short.add(
            f"last block missing, {count} of 48 bytes left",
            ["BadPadding"],
            "invalid",
            key=key.hex(),
            iv=iv.hex(),
            msg=msg.hex(),
            ct=ct[:count].hex(),
        )
    return suite.write(root / "ciphers/aes_256_cbc_test.json")


def sm4_gcm(root: Path) -> int:
    """ciphers/sm4_gcm_test.json"""
    suite = Suite(
        "SM4-GCM",
        "aead_test_schema_v1.json",
        [
            "SM4 in GCM with 12-byte IVs and 16-byte tags, the content cipher SM4-GCM of the FaceID envelope.",
            "Test vectors of type AeadTest: authenticated encryption with additional data.",
        ],
        {
            "Standard": note("BASIC", "A published value."),
            "Length": note(FUNCTION, "Lengths at and around block, buffer and page boundaries."),
            "NonEmptyAad": note(FUNCTION, "Has associated data. The envelope never has any."),
            "EdgeCase": note("EDGE_CASE", "Extreme keys, IVs and messages."),
            "ModifiedCiphertext": note("AUTH_BYPASS", "One or more bits of the ciphertext are changed."),
            "ModifiedTag": note("AUTH_BYPASS", "One or more bits of the tag are changed."),
            "ModifiedIv": note("AUTH_BYPASS", "A bit of the IV is changed."),
            "ModifiedKey": note("AUTH_BYPASS", "A bit of the key is changed."),
            "ModifiedAad": note("AUTH_BYPASS", "The associated data is changed, left out or added."),
            "TruncatedCiphertext": note("AUTH_BYPASS", "The ciphertext is shorter than what the tag belongs to."),
            "ExtendedCiphertext": note("AUTH_BYPASS", "The ciphertext is longer than what the tag belongs to."),
            "TruncatedTag": note(
                "AUTH_BYPASS",
                "The tag is the first bytes of the true one, down to none.",
                "Accepting short tags lets a forgery be found by trying.",
            ),
            "ExtendedTag": note("AUTH_BYPASS", "The tag is the true one and more bytes."),
        },
    )
    sizes: dict[str, Any] = {"keySize": 128, "ivSize": 96, "tagSize": 128}
    key, iv = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    msg = bytes.fromhex("".join(8 * pair for pair in ("aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa")))
    ct, tag = content.sm4_gcm_encrypt(key, iv, aad, msg)
    standard = suite.group("AeadTest", "RFC 8998 A.1", "2021", **sizes)
    standard.add(
        "SM4-GCM test vector",
        ["Standard", "NonEmptyAad"],
        key=key.hex(),
        iv=iv.hex(),
        aad=aad.hex(),
        msg=msg.hex(),
        ct=ct.hex(),
        tag=tag.hex(),
    )
    without, tag = content.sm4_gcm_encrypt(key, iv, b"", msg)
    derived = suite.group("AeadTest", "derived: this project, RFC 8998 A.1 without its associated data", **sizes)
    derived.add(
        "same ciphertext, another tag",
        ["EdgeCase"],
        key=key.hex(),
        iv=iv.hex(),
        aad="",
        msg=msg.hex(),
        ct=without.hex(),
        tag=tag.hex(),
    )

    for name, aad_count, flags in (("length", 0, ["Length"]), ("length-aad", 21, ["Length", "NonEmptyAad"])):
        label = f"sm4-gcm/{name}"
        group = suite.group("AeadTest", f"derived: this project, seed {label}/<length>/key|iv|aad|msg", **sizes)
        for count in LENGTHS:
            parts = (("key", 16), ("iv", 12), ("aad", aad_count), ("msg", count))
            key, iv, aad, msg = (stream(f"{label}/{count}/{part}", n) for part, n in parts)
            ct, tag = content.sm4_gcm_encrypt(key, iv, aad, msg)
            group.add(
                f"{count} bytes",
                flags,
                key=key.hex(),
                iv=iv.hex(),
                aad=aad.hex(),
                msg=msg.hex(),
                ct=ct.hex(),
                tag=tag.hex(),
            )
    label = "sm4-gcm/aad-length"
    group = suite.group("AeadTest", f"derived: this project, seed {label}/<length>/key|iv|aad|msg", **sizes)
    for count in (1, 12, 15, 16, 17, 32, 255, 256):
        key, iv, aad, msg = (
            stream(f"{label}/{count}/{p}", n) for p, n in (("key", 16), ("iv", 12), ("aad", count), ("msg", 20))
        )
        ct, tag = content.sm4_gcm_encrypt(key, iv, aad, msg)
        group.add(
            f"{count} bytes of associated data",
            ["NonEmptyAad"],
            key=key.hex(),
            iv=iv.hex(),
            aad=aad.hex(),
            msg=msg.hex(),
            ct=ct.hex(),
            tag=tag.hex(),
        )

    label = "sm4-gcm/edge"
    edge = suite.group("AeadTest", f"derived: this project, seed {label}/key|iv where not stated", **sizes)
    key, iv = stream(f"{label}/key", 16), stream(f"{label}/iv", 12)
    for comment, k, v, msg in (
        ("all zero", bytes(16), bytes(12), bytes(32)),
        ("all ones", b"\xff" * 16, b"\xff" * 12, b"\xff" * 33),
        ("zero message", key, iv, bytes(64)),
        ("IV of zeros", key, bytes(12), b"face"),
        ("IV of ones", key, b"\xff" * 12, b"face"),
        (
            "the vendor's example body",
            b"0123456789abcdef",
            bytes(range(12)),
            b'{"FaceInput":"AAAAA","FaceInputType":1}',
        ),
    ):
        ct, tag = content.sm4_gcm_encrypt(k, v, b"", msg)
        edge.add(comment, ["EdgeCase"], key=k.hex(), iv=v.hex(), aad="", msg=msg.hex(), ct=ct.hex(), tag=tag.hex())

    label = "sm4-gcm/invalid"
    invalid = suite.group("AeadTest", f"derived: this project, seed {label}/key|iv|aad|msg", **sizes)
    key, iv, msg = stream(f"{label}/key", 16), stream(f"{label}/iv", 12), stream(f"{label}/msg", 37)
    ct, tag = content.sm4_gcm_encrypt(key, iv, b"", msg)

    def flipped(data: bytes, bit: int) -> bytes:
        changed = bytearray(data)
        changed[bit // 8] ^= 0x80 >> (bit % 8)
        return bytes(changed)

    def refuse(comment: str, flag: str, **changed: bytes) -> None:
        parts = {"key": key, "iv": iv, "aad": b"", "msg": msg, "ct": ct, "tag": tag, **changed}
        flags = [flag] + (["NonEmptyAad"] if parts["aad"] else [])
        invalid.add(comment, flags, "invalid", **{name: value.hex() for name, value in parts.items()})

    for bit in (0, 1, 7, 8, 63, 64, 127, 128, 135, 255, 256, 288, 295):
        refuse(f"bit {bit} of the ciphertext flipped", "ModifiedCiphertext", ct=flipped(ct, bit))
    refuse("ciphertext replaced by zeros", "ModifiedCiphertext", ct=bytes(37))
    refuse("first two blocks of the ciphertext swapped", "ModifiedCiphertext", ct=ct[16:32] + ct[:16] + ct[32:])
    for bit in (0, 1, 7, 8, 31, 32, 63, 64, 71, 95, 96, 119, 120, 126, 127):
        refuse(f"bit {bit} of the tag flipped", "ModifiedTag", tag=flipped(tag, bit))
    refuse("all bits of the tag flipped", "ModifiedTag", tag=bytes(b ^ 0xFF for b in tag))
    refuse("tag of zeros", "ModifiedTag", tag=bytes(16))
    refuse("tag of ones", "ModifiedTag", tag=b"\xff" * 16)
    refuse("tag with its bytes reversed", "ModifiedTag", tag=tag[::-1])
    refuse("top bit of every tag byte flipped", "ModifiedTag", tag=bytes(b ^ 0x80 for b in tag))
    for bit in (0, 47, 95):
        refuse(f"bit {bit} of the IV flipped", "ModifiedIv", iv=flipped(iv, bit))
    for bit in (0, 64, 127):
        refuse(f"bit {bit} of the key flipped", "ModifiedKey", key=flipped(key, bit))
    refuse("associated data added", "ModifiedAad", aad=b"\x00")
    for count in (0, 1, 15, 16, 31, 32, 36):
        refuse(f"ciphertext cut to {count} of 37 bytes", "TruncatedCiphertext", ct=ct[:count])
    refuse("first byte of the ciphertext missing", "TruncatedCiphertext", ct=ct[1:])
    refuse("a zero byte appended to the ciphertext", "ExtendedCiphertext", ct=ct + b"\x00")
    refuse("the tag left in the ciphertext as well", "ExtendedCiphertext", ct=ct + tag)
    for count in range(16):
        refuse("empty tag" if not count else f"first {count} bytes of the tag", "TruncatedTag", tag=tag[:count])
    refuse("a zero byte appended to the tag", "ExtendedTag", tag=tag + b"\x00")
    empty_ct, empty_tag = content.sm4_gcm_encrypt(key, iv, b"", b"")
    assert empty_ct == b""
    refuse("empty message, bit 0 of the tag flipped", "ModifiedTag", msg=b"", ct=b"", tag=flipped(empty_tag, 0))
    refuse("empty message, empty tag", "TruncatedTag", msg=b"", ct=b"", tag=b"")
    aad = stream(f"{label}/aad", 20)
    ct_a, tag_a = content.sm4_gcm_encrypt(key, iv, aad, msg)
    refuse("associated data left out", "ModifiedAad", aad=b"", ct=ct_a, tag=tag_a)
    refuse("bit 0 of the associated data flipped", "ModifiedAad", aad=flipped(aad, 0), ct=ct_a, tag=tag_a)
    return suite.write(root / "ciphers/sm4_gcm_test.json")


def sm3_digest(root: Path) -> int:
    """digests/sm3_test.json"""
    suite = Suite(
        "SM3",
        "digest_test_schema_v1.json",
        ["SM3 of GB/T 32905-2016, used inside SM2 encryption."],
        {
            "Standard": note("BASIC", "A published value."),
            "Length": note(
                FUNCTION, "Lengths at and around the block of 64 bytes and the place of the length field at 56."
            ),
        },
    )
    standard = suite.group("DigestTest", "GB/T 32905-2016 annex A", "2016", digestSize=256)
    for comment, msg in (("A.1: abc", b"abc"), ("A.2: abcd 16 times", b"abcd" * 16)):
        standard.add(comment, ["Standard"], msg=msg.hex(), digest=sm3.digest(msg).hex())
    label = "sm3/length"
    lengths = suite.group("DigestTest", f"derived: this project, seed {label}/<length>", digestSize=256)
    for count in sorted({*LENGTHS, 3, 54, 55, 56, 57, 119, 120, 121, 183, 184, 191, 192, 193, 511, 512, 513}):
        msg = stream(f"{label}/{count}", count)
        lengths.add(f"{count} bytes", ["Length"], msg=msg.hex(), digest=sm3.digest(msg).hex())
    return suite.write(root / "digests/sm3_test.json")
