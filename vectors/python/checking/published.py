# SPDX-License-Identifier: Apache-2.0
"""Values that stand in standards and in the vendor's pages and packages, typed in here once more.

The generator does not read this file: a value that both agree on was computed on one side and printed on the other.
"""

from __future__ import annotations

NIST_CBC_AES256 = (
    "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
    "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
)
"""NIST SP 800-38A F.2.5, the four ciphertext blocks."""

RFC_8998_CIPHERTEXT = (
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
    "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
)
RFC_8998_TAG = "83de3541e4c2b58177e065a9bf7b62ec"

SM4_BLOCK = "681edf34d206965e86b3e94f536e4246"
"""GB/T 32907-2016 annex A.1: key and plaintext 0123456789abcdeffedcba9876543210."""

SM3_DIGESTS = {
    b"abc".hex(): "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    (b"abcd" * 16).hex(): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
"""GB/T 32905-2016 annex A."""

SM2_STANDARD = (
    "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73"
    "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
    "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
    "21886ca989ca9c7d58087307ca93092d651efa"
)
"""GB/T 32918.5-2017 annex A, as C1, C3, C2 with the leading 04."""

SM2_VENDOR = (
    "BATr/HGOjReYYgQyJo53/rZBXi7eDgc8D09kDs0uFJpz6Fj52B5UMKV7Ntqrj5UKPGTm7mpjCU2ZKDr/dn4STfA4eJkJY6gm0oFFAvwyXjn+"
    "JlbyEgdIUBUSSDAX5LUUAw5ECM0Cg+G1zgH5lsQeP2o="
)
RSA_VENDOR = (
    "oUldkQLZbzwRgjGdMs75pFhkPpHdPuoD199JVEBabwiitrv1o8P/1TixlYeucvyC1xSCvnf+uB+WRu3OU6UDIYDXLbyYVinRJWE7/bToz9DD"
    "xMm2ANpTW/R3VlwLsnF6iN1qQalq7fs0+nZGcSK6nRqhbCcz7Xs0J+I1N6Gu8aw="
)
"""The data keys 0123456789abcdef (and twice that) for the vendor's public keys, from a separate implementation."""

VENDOR_RSA_SPKI_SHA256 = "40c15910cf87807ee9d870b994012dbf3be3fe435bfbed9706c0ef794c291677"
VENDOR_RSA_PKCS1_SHA256 = "63350c29ad1c5d2736f041dbed79428a47666f2e7d3055472d7908af12cc1c30"
VENDOR_SM2_SPKI_SHA256 = "be32f06bee0a7b639e81e2ac591b76df41befafa3038440f0929b23700e5a3bc"
"""Pins of the keys in the vendor's three published clients."""

BASE64 = {
    "": "",
    "f": "Zg==",
    "fo": "Zm8=",
    "foo": "Zm9v",
    "foob": "Zm9vYg==",
    "fooba": "Zm9vYmE=",
    "foobar": "Zm9vYmFy",
}
"""RFC 4648 section 10."""

ENVELOPE_TEXTS = {
    ("request_body_test.json", 1): [
        "gBmSXuqKvf79nOPbdVblEgy08aWO0/0YhP4iR2Cic/52dpFXvRCa9oqR+FWpn+ny",
        "AAECAwQFBgcICQoLDA0ODw==",
        RSA_VENDOR,
    ],
    ("request_body_test.json", 2): [
        "5g49diZxIeHGwVD0yTIdTzkGW9cnEzcLcb6vJAp8zXPn61WL8HTx",
        "tHX9T8T2zbCkS3yPR0LWKg==",
        "AAECAwQFBgcICQoL",
        SM2_VENDOR,
    ],
    ("response_fields_test.json", 1): [
        "8TEJyC4YWALmK5U9cw+R+1Rvs4LuNRAAm8LQkwrJEa4=",
        "QR3meQHDzArXCIuJIyETLzRtOjg0vjRxcYdKQTOE7vw=",
        "vTjCqg1Xz6Lh0pJZCNjAAQ==",
    ],
    ("response_fields_test.json", 2): [
        "oUfaRWLLjR9MclkyFF68M7Ot",
        "meBiloynTRhQtOtLR2xccQ==",
        "cvtbksVKVIn0pNWUw9815RI2",
        "Anrq6V9s4jwBg+/mxW9Zeg==",
        "cHNm8k09p2d80owr",
    ],
    ("response_fields_test.json", 3): [
        "1sA24aEqkayFIlnY4yX7fSMpk3s26VJ7kUewgj+lOjB3TngwciXC2You2xJYzbVf",
        "qobvAR0P5F77+Kd3lnEbWg==",
    ],
    ("response_fields_test.json", 4): [
        "h+4=",
        "bhHcrneLtSRzj5M7cWjSYg==",
        "h+0=",
        "DHcDLyorTMZHX9UkP9QPDg==",
        "e3wocj4HxzvPKEBz",
    ],
}
"""Texts that must stand in a document: the vendor's Node package 5e41aef, its Go package 14815a5, and a separate
implementation for the vendor's public keys. By file and tcId."""

TC3 = {
    "post-doc-minimal-example-key": "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    "post-doc-minimal-masked-key": "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
    "post-doc-standard-32-asterisks": "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
    "post-doc-standard-masked-key": "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3",
    "post-doc-standard-example-key": "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26",
    "get-doc-2018": "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474",
    "post-api-explorer-empty-object": "2c0b761dcdeacac29ac9d135f9f22b0fa52d4536d8b7727a8a515935c47eaea7",
    "get-api-explorer-array": "a4315b91798a181a6e5fb0353590040a399edad4a003ef5688d71fb34366c471",
    "post-sdk-faceid": "2983b2cb5a7c3501dbc2a3c68a82b2dacf014d26cf6ccaffeda71837c4b68f62",
    "post-sdk-faceid-intl-token": "70dee8f0b7446d118300399b2dcbec6e76afde5a735309b5e6e5c020d3b2d7ee",
    "post-sdk-unsigned-payload": "4e7ce990647a38071380134c13c2fb787c3827a428acf9700bc8b53cd0b960cc",
    "get-sdk-query-with-plus": "61f8a3a2590e2ad2e2bb3eb23dfdac00801ff5d3e68d242171863248c7390d52",
    "post-sdk-kms-multipart": "c1c4cbc43c124d16b9ac4aadceb1f4be454f3661c44ed1685c54a55253dcd38e",
}
"""Signatures of the vendor's pages, of teco-core's tests, and of runs of the official Python SDK."""

TC3_CANONICAL_HASHES = {
    "post-doc-minimal-example-key": "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
    "post-doc-standard-32-asterisks": "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
    "get-doc-2018": "91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7",
}

V1 = {
    "doc-example-key-sha1": "EliP9YW3pW28FpsEdkXt/+WcGeI=",
    "doc-example-key-sha256": "A8uy2/o7WBZXYCTWEFpMrVGhGBVlEGIOioeqRM+fzFs=",
    "doc-masked-key-sha1": "zmmjn35mikh6pM3V7sUEuX4wyYM=",
    "doc-masked-key-sha256": "czb75sAwt2P15FCqA4ugj88/aUVor/dVp3fCS/7mQiY=",
    "doc-32-asterisks-sha1": "7RAM2xfNMO9EiVTNmPg06MRnCvQ=",
    "doc-32-asterisks-sha256": "JeJpKl2qfbiWZ3sk88EAhwAa4TIAZ3ZqEQoYJtT2OdU=",
    "sdk-get-sha1": "Pv9vQy1AFBE4kW5pR4rinkd+ZIU=",
    "sdk-post-sha256": "6+R5NtMv92CTRGd0h8Jh3DKjrsgUimuJujhlsWiOBSQ=",
    "explorer-get": "tJ8iV7prk8YIzmTwwnjVmN9hlTQ=",
    "explorer-post-non-ascii": "wC32+fkn0vo3B8Ap0yQEWn0gzFc=",
}
"""Signatures of the vendor's page, of teco-core's tests, and of runs of the official Python SDK."""

LEGACY = {
    "doc-multi-use": (
        "p2Y5iIYyBmQNfUvPe3e1sxEN/rZhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
        "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj0="
    ),
    "doc-multi-use-file-id": (
        "Tt9IYBG4j1TpO/9M6M9TokVJrKhhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
        "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj10ZW5jZW50eXVuU2lnblRlc3Q="
    ),
    "doc-single-use": (
        "ewXflzgpQON2bmrX6uJ5Yr0zuOphPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
        "RzJ6UExQR29LJmU9MCZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj10ZW5jZW50eXVuU2lnblRlc3Q="
    ),
    "doc-multi-use-current-form": (
        "dZCagkqfpejXQ6SEwX2TzYwDCRVhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
        "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZmPQ=="
    ),
    "sdk-multi-use": (
        "v6+um3VE3lxGz97PmnSg6+/V9PZhPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
        "eHFBdiZlPTE0NzA3MzcwMDAmdD0xNDcwNzM2OTQwJnI9NDkwMjU4OTQzJmY9"
    ),
    "sdk-single-use": (
        "CkZ0/gWkHy3f76ER7k6yXgzq7w1hPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
        "eHFBdiZlPTAmdD0xNDcwNzM2OTQwJnI9NDkwMjU4OTQzJmY9LzIwMDAwMS9uZXdidWNrZXQvdGVuY2VudF90ZXN0LmpwZw=="
    ),
    "sdk-multi-use-2015": (
        "wHgvVkXpcZ3d+G0rOkAJml3R5NdhPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
        "eHFBdiZlPTE0Mzc5OTU3MDQmdD0xNDM3OTk1NjQ0JnI9MjA4MTY2MDQyMSZmPQ=="
    ),
}
"""Signatures of the vendor's pages (the fourth: of a separate implementation, for the current form)."""
