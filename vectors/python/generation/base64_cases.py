# SPDX-License-Identifier: Apache-2.0
"""base64/."""

from __future__ import annotations

from pathlib import Path

from tcface_reference import base64_strict

from .material import LENGTHS, stream
from .suite import Suite, note

ALPHABET = base64_strict.ALPHABET


def base64_strictness(root: Path) -> int:
    """base64/base64_test.json"""
    suite = Suite(
        "Base64",
        "base64_test_schema_v1.json",
        [
            "Strict base64 of RFC 4648 section 4: padding required, unused bits zero, no white space.",
            "Test vectors of type Base64Test: encoding, decoding, and where bad text goes wrong.",
        ],
        {
            "Standard": note("BASIC", "A published value."),
            "Length": note("FUNCTIONALITY", "Lengths at and around groups, vector registers and pages."),
            "EdgeCase": note("EDGE_CASE", "Every symbol in every position, every last byte."),
            "InvalidByte": note("MISSING_STEP", "A byte that is neither one of the 64 symbols nor the padding."),
            "Whitespace": note(
                "MISSING_STEP", "White space, which MIME and PEM allow and RFC 4648 section 4 does not."
            ),
            "UrlSafeAlphabet": note("MISSING_STEP", "A symbol of the other alphabet, section 5."),
            "MisplacedPadding": note("MISSING_STEP", "A padding character where none can be."),
            "DataAfterPadding": note("MISSING_STEP", "Something follows a padded group."),
            "NonCanonicalTail": note(
                "MISSING_STEP",
                "Unused bits of the last symbol are not zero.",
                "Several texts decode to the same bytes, so that a signed or listed text can be altered.",
            ),
            "Truncated": note("MISSING_STEP", "The text ends inside a group; also: the padding is left out."),
            "SeveralFaults": note(
                "EDGE_CASE", "More than one thing is wrong; the rules of the README say which counts."
            ),
        },
    )
    rfc = suite.group("Base64Test", "RFC 4648 section 10", "2006")
    for msg in (b"", b"f", b"fo", b"foo", b"foob", b"fooba", b"foobar"):
        text = base64_strict.encode(msg)
        rfc.add(f'"{msg.decode()}" is "{text.decode()}"', ["Standard"], encoded=text.hex(), msg=msg.hex())
    label = "base64/length"
    lengths = suite.group("Base64Test", f"derived: this project, seed {label}/<length>")
    for count in sorted(
        {*LENGTHS, *range(1, 50), 71, 72, 73, 95, 96, 97, 143, 144, 145, 191, 192, 193, 383, 384, 385, 767, 768, 769}
    ):
        msg = stream(f"{label}/{count}", count)
        lengths.add(f"{count} bytes", ["Length"], encoded=base64_strict.encode(msg).hex(), msg=msg.hex())
    edge = suite.group("Base64Test", "derived: this project")
    symbols = bytes(ALPHABET)
    for turn in range(4):
        text = symbols[turn:] + symbols[:turn]
        edge.add(
            f"all 64 symbols, turned by {turn}", ["EdgeCase"], encoded=text.hex(), msg=base64_strict.decode(text).hex()
        )
    edge.add(
        "every byte value",
        ["EdgeCase"],
        encoded=base64_strict.encode(bytes(range(256))).hex(),
        msg=bytes(range(256)).hex(),
    )
    for value in (0x00, 0x3F, 0x40, 0x7F, 0x80, 0xBF, 0xF0, 0xFB, 0xFF):
        for count in (1, 2, 3, 48, 49):
            msg = bytes([value]) * count
            edge.add(f"{count} times {value:02x}", ["EdgeCase"], encoded=base64_strict.encode(msg).hex(), msg=msg.hex())

    invalid = suite.group("Base64Test", "derived: this project, seed base64/invalid")

    def refuse(comment: str, flags: list[str], text: bytes, offset: int) -> None:
        invalid.add(comment, flags, "invalid", encoded=text.hex(), msg="", offset=offset)

    good = base64_strict.encode(stream("base64/invalid", 96))
    long = base64_strict.encode(stream("base64/invalid", 768))
    for byte in sorted(
        {*range(0x00, 0x30), *range(0x3A, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x81), 0xA0, 0xC0, 0xE2, 0xFE, 0xFF}
        - set(b"+/=")
    ):
        flag = "Whitespace" if byte in b" \t\n\r\x0b\x0c" else "UrlSafeAlphabet" if byte in b"-_" else "InvalidByte"
        at = byte % 4
        refuse(f"byte {byte:02x} at offset {at}", [flag], good[:at] + bytes([byte]) + good[at + 1 :], at)
    for at in (0, 1, 2, 3, 4, 15, 16, 31, 32, 33, 63, 64, 65, 126, 127):
        refuse(f"an asterisk at offset {at} of 128", ["InvalidByte"], good[:at] + b"*" + good[at + 1 :], at)
    for at in (0, 31, 32, 63, 64, 127, 128, 511, 512, 1000, 1020, 1021, 1022, 1023):
        refuse(f"byte ff at offset {at} of 1024", ["InvalidByte"], long[:at] + b"\xff" + long[at + 1 :], at)
    refuse("a full-width letter", ["InvalidByte"], b"AAAA" + "Ａ".encode() + b"A", 4)
    refuse("line feed at the end", ["Whitespace"], good + b"\n", 128)
    refuse("carriage return and line feed at the end", ["Whitespace"], good + b"\r\n", 128)
    refuse("line feed after 76 symbols, as in MIME", ["Whitespace"], good[:76] + b"\n" + good[76:], 76)
    refuse("line feed after 64 symbols, as in PEM", ["Whitespace"], good[:64] + b"\n" + good[64:], 64)
    refuse("blank in front", ["Whitespace"], b" Zm9v", 0)
    refuse("blank at the end", ["Whitespace"], b"Zm9v ", 4)
    refuse("blank after a padded group", ["Whitespace", "DataAfterPadding"], b"Zg== ", 4)
    refuse("line feed after a padded group", ["Whitespace", "DataAfterPadding"], b"Zm8=\n", 4)
    refuse("blank between two padding characters", ["SeveralFaults", "MisplacedPadding", "Whitespace"], b"Zg= =", 2)
    refuse("only a line feed", ["Whitespace"], b"\n", 0)

    for text in (b"=", b"==", b"===", b"====", b"=AAA"):
        refuse(f'"{text.decode()}"', ["MisplacedPadding"], text, 0)
    for text in (b"A===", b"A=AA", b"A=="):
        refuse(f'"{text.decode()}"', ["MisplacedPadding"], text, 1)
    refuse('"Zg=A": one padding character of two', ["MisplacedPadding"], b"Zg=A", 2)
    refuse('"Zg=AZg==": one padding character of two, inside', ["MisplacedPadding"], b"Zg=AZg==", 2)
    refuse('"Zm9v="', ["MisplacedPadding"], b"Zm9v=", 4)
    refuse('"Zm9v=="', ["MisplacedPadding"], b"Zm9v==", 4)
    refuse('"Zm9v===="', ["MisplacedPadding"], b"Zm9v====", 4)
    refuse("padding at the start of the last group of 128", ["MisplacedPadding"], good[:124] + b"====", 124)
    refuse("padding in the middle of 128", ["MisplacedPadding"], good[:64] + b"=" + good[65:], 64)
    for text, at in (
        (b"Zg===", 4),
        (b"Zg====", 4),
        (b"Zm8==", 4),
        (b"Zg==Zg==", 4),
        (b"Zm8=Zm8=", 4),
        (b"Zg==A", 4),
        (b"Zg==AAAA", 4),
        (b"Zm8=A", 4),
    ):
        refuse(f'"{text.decode()}"', ["DataAfterPadding"], text, at)
    refuse("a padded group, then a NUL", ["InvalidByte", "DataAfterPadding"], b"Zg==\x00", 4)
    padded = base64_strict.encode(stream("base64/invalid", 94))
    refuse("two texts of 128 one after the other, the first padded", ["DataAfterPadding"], padded + padded, 128)

    for bits in range(1, 16):
        text = b"Z" + bytes([ALPHABET[32 + bits if bits < 16 else 0]]) + b"=="
        refuse(f'"{text.decode()}": unused bits {bits:04b}', ["NonCanonicalTail"], text, 1)
    for bits in range(1, 4):
        text = b"Zm" + bytes([ALPHABET[60 + bits]]) + b"="
        refuse(f'"{text.decode()}": unused bits {bits:02b}', ["NonCanonicalTail"], text, 2)
    refuse("unused bits at the end of 128", ["NonCanonicalTail"], good[:124] + b"AAB=", 126)
    refuse("unused bits at the end of 1024", ["NonCanonicalTail"], long[:1020] + b"AB==", 1021)
    for text in (b"A", b"AA", b"AAA", b"Zg", b"Zm8", b"Zg=", b"Zm9vZ", b"Zm9vZm", b"Zm9vZm9", b"Zm9vZg="):
        refuse(f'"{text.decode()}"', ["Truncated"], text, len(text))
    for cut in (1, 2, 3):
        refuse(f"{cut} of 128 symbols missing", ["Truncated"], good[:-cut], 128 - cut)
        refuse(f"{cut} of 1024 symbols missing", ["Truncated"], long[:-cut], 1024 - cut)
    refuse("one of two padding characters of 128 missing", ["Truncated"], padded[:-1], 127)

    refuse('"ZB=": unused bits, and truncated', ["SeveralFaults", "NonCanonicalTail", "Truncated"], b"ZB=", 3)
    refuse(
        '"ZB==A": unused bits, and data after the padding',
        ["SeveralFaults", "NonCanonicalTail", "DataAfterPadding"],
        b"ZB==A",
        1,
    )
    refuse(
        '"ZB=A": unused bits, and one padding character of two',
        ["SeveralFaults", "NonCanonicalTail", "MisplacedPadding"],
        b"ZB=A",
        2,
    )
    refuse("two bad bytes in one group", ["SeveralFaults", "InvalidByte"], b"AAAAA*-A", 5)
    refuse("a bad byte before a bad tail", ["SeveralFaults", "InvalidByte", "NonCanonicalTail"], b"A*AAZB==", 1)
    refuse("padding and bad bytes", ["SeveralFaults", "MisplacedPadding", "InvalidByte"], b"A=*A", 1)
    return suite.write(root / "base64/base64_test.json")
