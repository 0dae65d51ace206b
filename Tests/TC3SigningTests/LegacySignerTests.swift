// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import TC3Signing
import Testing

@Suite("Legacy signature")
struct LegacySignerTests {
    /// The oldest pages' credential (万象优图).
    private static func oldSigner(_ form: LegacySigner.Form = .withUserID) throws -> LegacySigner {
        try LegacySigner(
            credential: Credential(
                secretID: "AKIDgaoOYh2kOmJfWVdH4lpfxScG2zPLPGoK", secretKey: "nwOKDouy5JctNOlnere4gkVoOUz5EYAb"),
            appID: "1252821871", bucket: "tencentyun", form: form)
    }

    /// The credential of the pages after them.
    private static func newSigner() throws -> LegacySigner {
        try LegacySigner(
            credential: Credential(
                secretID: "AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv", secretKey: "bLcPnl88WU30VY57ipRhSePfPdOfSruK"),
            appID: "200001", bucket: "newbucket")
    }

    @Test(
        "gives the oldest pages' multi-use values",
        arguments: [
            (
                LegacySigner.Form.withUserID, "", "a7663988863206640d7d4bcf7b77b5b3110dfeb6",
                "p2Y5iIYyBmQNfUvPe3e1sxEN/rZhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
                    + "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj0="
            ),
            (
                .withUserID, "tencentyunSignTest", "4edf486011b88f54e93bff4ce8cf53a24549aca8",
                "Tt9IYBG4j1TpO/9M6M9TokVJrKhhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
                    + "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj10ZW5jZW50eXVuU2lnblRlc3Q="
            ),
            (
                .current, "", "75909a824a9fa5e8d743a484c17d93cd8c030915",
                "dZCagkqfpejXQ6SEwX2TzYwDCRVhPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
                    + "RzJ6UExQR29LJmU9MTQzODY2OTExNSZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZmPQ=="
            ),
        ])
    func oldMultiUse(form: LegacySigner.Form, fileID: String, tag: String, expected: String) throws {
        let signature = try Self.oldSigner(form).signMultiUse(
            at: 1_436_077_115, validFor: 2_592_000, random: 11162, fileID: fileID)
        let tagText = Hex.encode(signature.tag.span)
        #expect(tagText == tag)
        #expect(signature.authorization == expected)
    }

    @Test("gives the oldest pages' single-use value")
    func oldSingleUse() throws {
        let signature = try Self.oldSigner().signSingleUse(
            fileID: "tencentyunSignTest", at: 1_436_077_115, random: 11162)
        #expect(
            signature.authorization
                == "ewXflzgpQON2bmrX6uJ5Yr0zuOphPTEyNTI4MjE4NzEmYj10ZW5jZW50eXVuJms9QUtJRGdhb09ZaDJrT21KZldWZEg0bHBmeFNj"
                + "RzJ6UExQR29LJmU9MCZ0PTE0MzYwNzcxMTUmcj0xMTE2MiZ1PTAmZj10ZW5jZW50eXVuU2lnblRlc3Q=")
    }

    @Test(
        "gives the later pages' multi-use values",
        arguments: [
            (
                Int64(1_470_736_940), UInt64(490_258_943),
                "v6+um3VE3lxGz97PmnSg6+/V9PZhPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
                    + "eHFBdiZlPTE0NzA3MzcwMDAmdD0xNDcwNzM2OTQwJnI9NDkwMjU4OTQzJmY9"
            ),
            (
                1_437_995_644, 2_081_660_421,
                "wHgvVkXpcZ3d+G0rOkAJml3R5NdhPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
                    + "eHFBdiZlPTE0Mzc5OTU3MDQmdD0xNDM3OTk1NjQ0JnI9MjA4MTY2MDQyMSZmPQ=="
            ),
        ])
    func newMultiUse(timestamp: Int64, random: UInt64, expected: String) throws {
        let signature = try Self.newSigner().signMultiUse(at: timestamp, validFor: 60, random: random)
        #expect(signature.authorization == expected)
    }

    @Test("gives the later pages' single-use value")
    func newSingleUse() throws {
        let signer = try Self.newSigner()
        let signature = try signer.signSingleUse(
            fileID: signer.fileID(path: "tencent_test.jpg"), at: 1_470_736_940, random: 490_258_943)
        #expect(
            signature.authorization
                == "CkZ0/gWkHy3f76ER7k6yXgzq7w1hPTIwMDAwMSZiPW5ld2J1Y2tldCZrPUFLSURVZkxVRVVpZ1FpWHFtN0NWU3NwS0pudWFpSUt0"
                + "eHFBdiZlPTAmdD0xNDcwNzM2OTQwJnI9NDkwMjU4OTQzJmY9LzIwMDAwMS9uZXdidWNrZXQvdGVuY2VudF90ZXN0LmpwZw==")
        #expect(signature.original.hasSuffix("&f=/200001/newbucket/tencent_test.jpg"))
    }

    @Test(
        "encodes each segment of a file ID and keeps the slashes",
        arguments: [
            ("a/b.jpg", "/200001/newbucket/a/b.jpg"), ("/a b&c=d", "/200001/newbucket/a%20b%26c%3Dd"),
            ("脸/~", "/200001/newbucket/%E8%84%B8/~"),
        ])
    func fileIDs(path: String, expected: String) throws {
        #expect(try Self.newSigner().fileID(path: path) == expected)
    }

    @Test("is refused for no time and beyond 90 days", arguments: [Int64](arrayLiteral: 0, -1, 90 * 86_400 + 1, .max))
    func validity(seconds: Int64) throws {
        let signer = try Self.newSigner()
        #expect(throws: TC3SigningError(.invalidValidity, "")) {
            try signer.signMultiUse(at: 1_470_736_940, validFor: seconds, random: 1)
        }
        #expect(throws: Never.self) {
            try signer.signMultiUse(at: 1_470_736_940, validFor: LegacySigner.maximumValidity, random: 1)
        }
    }

    @Test("looks at the time before the validity, so that a validity counted from a wrong one is not blamed")
    func timeFirst() throws {
        let signer = try Self.newSigner()
        for timestamp in [Int64](arrayLiteral: -1, .min, .max) {
            #expect(throws: TC3SigningError(.timestampOutOfRange, "")) {
                try signer.signMultiUse(at: timestamp, validFor: .max, random: 1)
            }
        }
    }

    @Test("takes random numbers of up to ten digits")
    func randomNumbers() throws {
        let signer = try Self.newSigner()
        #expect(throws: Never.self) { try signer.signMultiUse(at: 1, random: 9_999_999_999) }
        #expect(throws: TC3SigningError(.invalidField, "")) { try signer.signMultiUse(at: 1, random: 10_000_000_000) }
        for _ in 0..<1000 { #expect(try LegacySigner.randomNumber() < LegacySigner.randomNumberLimit) }
    }

    @Test("needs a file ID for a single use, and one without separators", arguments: ["", "a&b", "a b", "a\nb", "脸"])
    func badFileIDs(fileID: String) throws {
        let signer = try Self.newSigner()
        #expect(throws: TC3SigningError(.invalidField, "")) {
            try signer.signSingleUse(fileID: fileID, at: 1, random: 1)
        }
    }

    @Test("is refused for a time that cannot be", arguments: [Int64](arrayLiteral: -1, .max))
    func badTimes(timestamp: Int64) throws {
        let signer = try Self.newSigner()
        #expect(throws: TC3SigningError(.timestampOutOfRange, "")) {
            try signer.signMultiUse(at: timestamp, random: 1)
        }
        #expect(throws: TC3SigningError(.timestampOutOfRange, "")) {
            try signer.signSingleUse(fileID: "f", at: timestamp, random: 1)
        }
    }

    @Test("is refused for a temporary credential, an AppID of letters and a bucket with a separator")
    func badSigners() throws {
        let credential = try Published.credential()
        let temporary = try Credential(secretID: "id", secretKey: "key", token: "token")
        #expect(throws: TC3SigningError(.invalidCredential, "")) {
            try LegacySigner(credential: temporary, appID: "1")
        }
        #expect(throws: TC3SigningError(.invalidField, "")) { try LegacySigner(credential: credential, appID: "1a") }
        #expect(throws: TC3SigningError(.invalidField, "")) { try LegacySigner(credential: credential, appID: "") }
        #expect(throws: TC3SigningError(.invalidField, "")) {
            try LegacySigner(credential: credential, appID: "1", bucket: "a&b")
        }
    }
}
