// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import RequestDigests
import SecretMemory
import TC3Signing
import Testing

@Suite("Legacy verifier")
struct LegacyVerifierTests {
    private static let now: Int64 = 1_470_736_940
    private static let secretKey = "bLcPnl88WU30VY57ipRhSePfPdOfSruK"

    private static func credential() throws -> Credential {
        try Credential(secretID: "AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv", secretKey: secretKey)
    }

    private static func verify(_ authorization: String, at now: Int64? = now) throws -> VerificationReport {
        LegacyVerifier(credentials: [try credential()], appID: "200001").verify(authorization: authorization, at: now)
    }

    /// A signature over any text, whether it follows the rules or not.
    private static func sign(_ text: String, sending sent: String? = nil, key: String = secretKey) -> String {
        let tag = HMACSHA1(key: key.utf8.span).authenticate(text.utf8.span)
        let bytes = tag.indices.map { tag[$0] } + Array((sent ?? text).utf8)
        return Base64.encodeToString(bytes.span)
    }

    private static let text =
        "a=200001&b=newbucket&k=AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv&e=1470737000&t=1470736940&r=490258943&f="

    @Test("accepts what the signer signs, until it expires")
    func accepts() throws {
        let signer = try LegacySigner(credential: Self.credential(), appID: "200001", bucket: "newbucket")
        let multi = try signer.signMultiUse(at: Self.now, validFor: 60, random: 490_258_943).authorization
        #expect(try Self.verify(multi).matches)
        #expect(try Self.verify(multi, at: Self.now + 60).matches)
        #expect(try Self.verify(multi, at: Self.now + 61).findings.map(\.cause) == [.clock])
        #expect(try Self.verify(multi, at: nil).matches)
        #expect(try Self.verify(multi, at: Self.now - 300).warnings == [])
        #expect(try Self.verify(multi, at: Self.now - 301).warnings.count == 1)
        let single = try signer.signSingleUse(fileID: "/200001/newbucket/a.jpg", at: Self.now, random: 1).authorization
        #expect(try Self.verify(single, at: .max).matches)
    }

    @Test(
        "accepts the forms in the field: another order, no random number, no file ID, a user ID",
        arguments: [
            "a=200001&k=AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv&e=1470737000&t=1470736940&r=1&f=&b=newbucket",
            "a=200001&b=newbucket&k=AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv&t=1470736940&e=1470737000",
            "a=200001&b=&k=AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv&e=1470737000&t=1470736940&r=1&u=0&f=x",
        ])
    func otherForms(text: String) throws {
        let report = try Self.verify(Self.sign(text))
        #expect(report.matches)
        #expect(report.stringToSign == text)
    }

    @Test(
        "refuses a text that breaks a rule of its fields, however well it is signed",
        arguments: [
            ("e=1470737000", "e=1470736940"), ("e=1470737000", "e=1470736939"), ("e=1470737000", "e=1478512941"),
            ("e=1470737000", "e=0"), ("r=490258943", "r=49025894300"), ("r=490258943", "r=-1"), ("r=490258943", "r="),
            ("a=200001", "a=200002"), ("a=200001", "a="), ("t=1470736940", "t=x"), ("t=1470736940", "t="),
            ("&t=1470736940", ""), ("&e=1470737000", ""),
        ])
    func brokenRules(old: String, new: String) throws {
        let report = try Self.verify(Self.sign(Self.text.replacing(old, with: new)), at: nil)
        #expect(report.findings.map(\.cause) == [.authorization])
        #expect(report.step == .request)
    }

    @Test(
        "refuses what is no signature, and says what it looks like",
        arguments: [
            ("", "missing"), ("AAAA", "missing"), ("not base64!", "not base64"), ("p2Y5%2FA%3D", "percent-encoded"),
            ("CkZ0/gWkHy3f76ER7k6yXgzq7w0=a=200001&b=newbucket", "one piece"),
        ])
    func malformed(header: String, explanation: String) throws {
        let report = try Self.verify(header)
        #expect(report.findings.map(\.cause) == [.authorization])
        #expect(try #require(report.explanation).contains(explanation))
    }

    @Test("refuses a tag in digits, an unknown field and a field that is there twice")
    func malformedTexts() throws {
        let tag = HMACSHA1(key: Self.secretKey.utf8.span).authenticate(Self.text.utf8.span)
        let digits = Array((Hex.encode(tag.span) + Self.text).utf8)
        let inDigits = try Self.verify(Base64.encodeToString(digits.span))
        #expect(try #require(inDigits.explanation).contains("hexadecimal"))
        for text in [Self.text + "&x=1", Self.text + "&a=1", Self.text + "&", "abc", Self.text + "\n", Self.text + "é"]
        {
            #expect(try Self.verify(Self.sign(text)).findings.map(\.cause) == [.authorization])
        }
    }

    @Test("names the mistake behind a tag that does not fit")
    func mistakes() throws {
        for (blank, key) in [
            ("\n", Self.secretKey + "\n"), (" ", " " + Self.secretKey), ("TC3", "TC3" + Self.secretKey),
        ] {
            let report = try Self.verify(Self.sign(Self.text, key: key))
            #expect(report.findings.map(\.cause) == [.key], "\(blank)")
        }
        let withUserID = Self.text.replacing("&f=", with: "&u=0&f=")
        let encoded = Self.text + "/200001/newbucket/a%20b"
        for (signed, sent) in [
            (Self.text + "\n", Self.text), (withUserID, Self.text), (Self.text, withUserID),
            (Self.text + "/200001/newbucket/a b", encoded),
        ] {
            let report = try Self.verify(Self.sign(signed, sending: sent))
            #expect(report.findings.map(\.cause) == [.layout])
            #expect(report.step == .stringToSign)
        }
        #expect(try Self.verify(Self.sign(Self.text, key: "other")).findings.map(\.cause) == [.signature])
    }

    @Test("refuses every changed byte of the tag and of the text")
    func everyByte() throws {
        let bytes = try Base64.decode(Self.sign(Self.text))
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(try !Self.verify(Base64.encodeToString(other.span)).matches)
        }
    }

    @Test("says that the right tag is not shown, not that there is none")
    func hiddenTag() throws {
        let report = try Self.verify(Self.sign(Self.text + "x", sending: Self.text))
        #expect(report.firstDifference?.hidesExpected == true)
        #expect("\(report)".contains("expected: not shown"))
    }

    @Test("does not know every secret ID")
    func secretIDs() throws {
        let verifier = LegacyVerifier(credentials: [try Published.credential()])
        #expect(verifier.verify(authorization: Self.sign(Self.text)).findings.map(\.cause) == [.secretID])
        let nameless = Self.text.replacing("&k=AKIDUfLUEUigQiXqm7CVSspKJnuaiIKtxqAv", with: "")
        #expect(try Self.verify(Self.sign(nameless)).findings.map(\.cause) == [.secretID])
    }

    @Test("reads the header of a request, which must be there once")
    func messages() throws {
        let verifier = LegacyVerifier(credentials: [try Self.credential()])
        func message(_ count: Int) throws -> HTTPRequestMessage {
            let header = HeaderField(name: "authorization", value: Self.sign(Self.text))
            return try HTTPRequestMessage(
                method: "POST", target: "/face/livedetectpicture", headers: Array(repeating: header, count: count),
                body: [])
        }
        #expect(try verifier.verify(message(1)).matches)
        #expect(try verifier.verify(message(0)).findings.map(\.cause) == [.authorization])
        #expect(try verifier.verify(message(2)).findings.map(\.cause) == [.authorization])
    }
}
