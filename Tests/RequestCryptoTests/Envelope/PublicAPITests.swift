// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import StrictJSON
import Testing

/// What README.md shows, through the public API alone.
@Suite struct PublicAPITests {
    @Test(arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func aVideoBecomesABodyForTheVendorsKey(algorithm: ContentAlgorithm) throws {
        let media = [UInt8](repeating: 7, count: 1_000)
        let body = try BodySealer(algorithm: algorithm).seal(media: media.span, kind: .video)
        let bytes = body.bytes
        let json = try JSONValue(parsing: bytes.span)
        #expect(json.object?.map(\.name) == ["EncryptedBody", "Encryption"])
        #expect(json["Encryption"]?["EncryptList"]?.array == ["EncryptionBody"])
        // 128 bytes from the vendor's RSA key, 113 from its SM2 key.
        #expect(json["Encryption"]?["CiphertextBlob"]?.string?.utf8.count == (algorithm == .aes256CBC ? 172 : 152))
        let opened = try body.responseOpener.open(bytes.span)
        #expect(opened.form == .wholeBody)
        #expect(opened.plaintext.count == 14 + 1_336 + 20)
    }
}
