// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

@testable import FaceAPI

struct BodyBudgetTests {
    @Test("so much media fits into a body: the figures of the specification")
    func maximumMedia() {
        #expect(Preflight.maximumMediaByteCount(encrypted: false) == 7_864_293)
        #expect(Preflight.maximumMediaByteCount(encrypted: true) == 5_898_021)
        #expect(Preflight.maximumMediaByteCount(encrypted: false, budget: 10_000_000) == 7_499_973)
        #expect(Preflight.maximumMediaByteCount(encrypted: true, budget: 10_000_000) == 5_624_781)
        // The last figure in base64, which the envelope then encrypts.
        #expect(BodyBudget.base64ByteCount(of: 5_898_021) == 7_864_028)
    }

    @Test(
        "the figure is exact: one byte more passes the budget",
        arguments: [nil, .aes256CBC, .sm4GCM] as [ContentAlgorithm?],
        [10_000_000, 10_485_760, 5000, 4001, 4002, 4003, 777])
    func exactness(encryption: ContentAlgorithm?, budget: Int) {
        let most = BodyBudget.maximumMediaByteCount(encryption: encryption, budget: budget)
        func body(_ count: Int) -> Int {
            Preflight.DetectAIFakeFaces(
                faceInput: PreflightMedia(byteCount: count), faceInputType: 1, encryption: encryption
            ).bodyByteCount
        }
        #expect(most > 0)
        #expect(body(most) <= budget)
        #expect(body(most + 1) > budget)
    }

    @Test("a budget that not even an empty request fits into leaves nothing", arguments: [0, 33, 300])
    func tinyBudgets(budget: Int) {
        #expect(BodyBudget.maximumMediaByteCount(encryption: .aes256CBC, budget: budget) == 0)
    }

    @Test("a longer CiphertextBlob, as KMS gives, leaves less room")
    func longerBlob() {
        let usual = BodyBudget.maximumMediaByteCount(encryption: .aes256CBC)
        let long = BodyBudget.maximumMediaByteCount(encryption: .aes256CBC, ciphertextBlobByteCount: 172 + 1600)
        // 1600 bytes of body are 1200 of ciphertext and 900 of media, give or take a block of padding.
        #expect((usual - 912...usual - 888).contains(long))
    }

    @Test(
        "a sealed body has as many bytes as are counted",
        arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func sealedBody(encryption: ContentAlgorithm) {
        // 110 bytes of JSON pad to 112 under CBC, 152 in base64; and are 148 under GCM.
        let members =
            #"{"EncryptedBody":"","Encryption":{"EncryptList":["EncryptionBody"],"CiphertextBlob":"","Iv":"","Algorithm":""#
            + (encryption == .aes256CBC ? #"AES-256-CBC","TagList":[]}}"# : #"SM4-GCM","TagList":[""]}}"#)
        let values = encryption == .aes256CBC ? 152 + 172 + 24 : 148 + 152 + 16 + 24
        let count = BodyBudget.encryptedBodyByteCount(forPlaintext: 110, encryption: encryption)
        #expect(count == members.utf8.count + values)
    }

    @Test("the sealer's bodies have exactly the counted bytes", arguments: [ContentAlgorithm.aes256CBC, .sm4GCM])
    func sealerAgrees(encryption: ContentAlgorithm) throws {
        let sealer = BodySealer(algorithm: encryption)
        let most = BodyBudget.maximumMediaByteCount(encryption: encryption)
        for count in [1, 2, 3, 11, 12, 13, 14, 1000, most, most + 1] {
            let request = Preflight.DetectAIFakeFaces(
                faceInput: PreflightMedia(byteCount: count), faceInputType: 2, encryption: encryption)
            let session = try sealer.session(for: .media(.video))
            #expect(session.sealedByteCount(forContent: count) == request.bodyByteCount, "\(count) bytes of media")
        }
        let media = [UInt8](repeating: 7, count: 1001)
        let sealed = try sealer.seal(media: media.span, kind: .video)
        let request = Preflight.DetectAIFakeFaces(
            faceInput: PreflightMedia(byteCount: 1001), faceInputType: 2, encryption: encryption)
        #expect(sealed.bytes.count == request.bodyByteCount)
    }

    @Test("a longer wrapped key is counted before anything is sealed")
    func longerWrappedKey() throws {
        // 344 characters of RSA-2048 in place of 172: the most media under the vendor's key no longer fits.
        let key = try WrappingKey(pem: Self.rsa2048)
        let count = BodyBudget.maximumMediaByteCount(encryption: .aes256CBC)
        let content = MediaContent.bytes([UInt8](repeating: 0, count: count))
        for (sealer, fits) in [(BodySealer(), true), (BodySealer(wrappingKey: key), false)] {
            let request = DetectAIFakeFacesRequest(content, kind: .video, encryption: sealer)
            let refusals = try request.described().findings().filter { $0.severity == .refusal && $0.code == .bodySize }
            #expect(refusals.isEmpty == fits)
            #expect(try request.described().bodyByteCount == sealer.sealedByteCount(forMedia: count, kind: .video))
        }
    }

    /// A public key of 2048 bits, made for this test.
    private static let rsa2048 = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy6OnbuakQ+3p4wVxs/dC
        KTSdoSsoY4Ro9+NjX2tNFUnIx3s8n6JSV2Sjbu3tFLeg0ol2kCqDPkawMA80It/H
        c0GiqL56jbM/3VAX2cDWsSEe8fsS65t0zajwFYHC8hOEArg/YG9nEMWcMg/zmvW9
        nChtgE0K6Y1G58bKgrQifBBBmAThLTwO7JY3JPv/uXtGgaA4O0rSkV68VWC/Q9N9
        YP5TqAZNiR2st1h46u+r3MPQOtDx+qNy2sXVxOAIe49ZFHORGC/Gq1fSNkdPDiJ3
        Gyp/M4sCe/2fK9NKNBgnhPONjAQbpw34M0WhLIGuO9fVsr+julyVMgZzjqry4ymO
        YwIDAQAB
        -----END PUBLIC KEY-----
        """

    @Test("a body over 10,000,000 bytes warns, one over 10 MiB refuses, and both say what would fit")
    func bodyFindings() throws {
        #expect(Preflight.bodyFindings(bodyByteCount: 10_000_000).isEmpty)
        let warning = try #require(Preflight.bodyFindings(bodyByteCount: 10_000_001).first)
        #expect(warning.severity == .warning && warning.code == .bodySize)
        #expect(warning.message.contains("10,000,001"))
        #expect(warning.hint?.contains("7,499,973 bytes (7.15 MiB)") == true)
        #expect(Preflight.bodyFindings(bodyByteCount: 10_485_760).map(\.severity) == [.warning])
        let refusal = try #require(Preflight.bodyFindings(bodyByteCount: 10_485_761).first)
        #expect(refusal.severity == .refusal && refusal.page == .signatureV3)
        #expect(refusal.hint?.contains("7,864,293 bytes (7.50 MiB)") == true)
        let sealed = try #require(Preflight.bodyFindings(bodyByteCount: 10_485_761, encryption: .aes256CBC).first)
        #expect(sealed.hint?.contains("5,898,021 bytes (5.62 MiB)") == true)
    }
}
