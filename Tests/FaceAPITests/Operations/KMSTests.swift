// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import FaceAPI
import SecretMemory
import Testing

@Suite("Answers of KMS")
struct KMSTests {
    private func answer(_ plaintext: [UInt8]) -> ScriptedService.Answer {
        .response(
            #"{"Plaintext":"\#(Base64.encodeToString(plaintext.span))","CiphertextBlob":"b","KeyId":"k","RequestId":"r-1"}"#
        )
    }

    @Test(
        "a block that RSA unwraps to no key is an error",
        arguments: [
            [UInt8](repeating: 0, count: 255) + [1], [0] + [UInt8](repeating: 0x5A, count: 255),
            [UInt8](repeating: 0, count: 256), [UInt8](repeating: 0xFF, count: 256), [1, 2, 3], [],
        ])
    func badBlock(_ block: [UInt8]) async throws {
        let service = try ScriptedService([answer(block)])
        let kms = KMS(client: try service.client(), region: nil)
        let decrypted = try #require(
            await failure { () async throws(FaceAPIError) in try await kms.decrypt("blob").byteCount })
        let made = try #require(
            await failure { () async throws(FaceAPIError) in
                try await kms.generateDataKey(keyID: "k").byteCount
            })
        for error in [decrypted, made] {
            #expect(error.code == (block.isEmpty ? .malformedResponse : .responseNotOpened))
            #expect(error.requestID == "r-1")
        }
    }
}
