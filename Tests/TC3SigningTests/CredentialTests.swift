// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import TC3Signing
import Testing

@Suite("Credential")
struct CredentialTests {
    private static let secret = "0123456789-very-secret"
    private static let token = "token-9876543210"

    @Test("shows its public ID and nothing else, however it is printed")
    func redaction() throws {
        let credential = try Credential(secretID: "AKIDpublic", secretKey: Self.secret, token: Self.token)
        var dumped = ""
        dump(credential, to: &dumped)
        for text in ["\(credential)", String(reflecting: credential), dumped] {
            #expect(text.contains("AKIDpublic"))
            #expect(!text.contains("very-secret"))
            #expect(!text.contains("9876543210"))
        }
    }

    @Test("leaves the token out of what is printed of a signature")
    func redactedSignature() throws {
        let credential = try Credential(secretID: "AKIDpublic", secretKey: Self.secret, token: Self.token)
        let request = try TC3Request(host: "h", action: "A", version: "1")
        let signature = try TC3Signer(credential: credential, service: "faceid").sign(request, at: 1)
        #expect(signature.headers.contains { $0.name == "X-TC-Token" && $0.value == Self.token })
        var dumped = ""
        dump(signature, to: &dumped)
        for text in ["\(signature)", "\(signature.headers)", String(reflecting: signature.headers), dumped] {
            #expect(!text.contains("9876543210"))
            #expect(!text.contains("very-secret"))
        }
    }

    @Test("is the same from strings and from secret memory")
    func secretMemory() throws {
        let fromMemory = try Credential(
            secretID: Published.secretID, secretKey: SecretBytes(copying: Published.secretKey.utf8.span))
        let request = try Published.describeInstances(.minimal)
        let signature = try TC3Signer(credential: fromMemory, service: "cvm").sign(
            request, body: Published.payload, at: Published.timestamp)
        #expect(signature.signature == "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")
        #expect(!fromMemory.isTemporary)
    }

    @Test("counts an empty token as none")
    func emptyToken() throws {
        #expect(try !Credential(secretID: "id", secretKey: "key", token: "").isTemporary)
    }

    @Test(
        "refuses an ID, a key or a token with blanks, line ends or bytes outside ASCII, and does not quote them",
        arguments: ["", " ", "abc ", " abc", "a bc", "abc\n", "abc\r\n", "\u{feff}abc", "abc\0", "abc\u{7f}", "密钥"])
    func badTexts(text: String) {
        if !text.isEmpty {
            #expect(throws: TC3SigningError(.invalidCredential, "")) {
                try Credential(secretID: "id", secretKey: "key", token: text)
            }
        }
        #expect(throws: TC3SigningError(.invalidCredential, "")) { try Credential(secretID: text, secretKey: "key") }
        do {
            _ = try Credential(secretID: "id", secretKey: text)
            Issue.record("the key was accepted")
        } catch {
            #expect(error == TC3SigningError(.invalidCredential, ""))
            #expect(!"\(error)".contains("abc"))
        }
    }

    @Test("refuses an ID that would end its place in a signature", arguments: ["a/b", "a,b", "a&b"])
    func separatorsInID(secretID: String) {
        #expect(throws: TC3SigningError(.invalidCredential, "")) { try Credential(secretID: secretID, secretKey: "k") }
    }

    @Test("there is none while a digest gives a wrong known answer")
    func knownAnswers() throws {
        try Credential.requireKnownAnswers(true)
        #expect(throws: TC3SigningError(.selfTestFailed, "")) { try Credential.requireKnownAnswers(false) }
    }
}
