// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import StrictJSON

@testable import RequestCrypto

/// Fixed keys and IVs, so that what is sealed can be compared to the byte.
///
/// Source of the values: the protocol's own fixed vectors (key and IV in ASCII and counting bytes).
enum EnvelopeFixture {
    static let algorithms: [ContentAlgorithm] = [.aes256CBC, .sm4GCM]

    static func key(for algorithm: ContentAlgorithm) -> [UInt8] {
        Array((algorithm == .aes256CBC ? "0123456789abcdef0123456789abcdef" : "0123456789abcdef").utf8)
    }

    static func iv(for algorithm: ContentAlgorithm) -> ContentIV {
        ContentIV(bytes: (0..<algorithm.ivByteCount).map { UInt8($0) }, form: .base64)
    }

    static func dataKey(for algorithm: ContentAlgorithm) throws -> DataKey {
        try DataKey(
            algorithm: algorithm, key: SecretBytes(copying: key(for: algorithm).span), ciphertextBlob: "b3BhcXVl")
    }

    static func session(
        _ content: BodyContent, _ algorithm: ContentAlgorithm
    ) throws -> BodySealingSession {
        try BodySealingSession(content, dataKey: try dataKey(for: algorithm), iv: iv(for: algorithm))
    }

    static func opener(for algorithm: ContentAlgorithm) -> EnvelopeOpener {
        EnvelopeOpener(dataKey: SecretBytes(copying: key(for: algorithm).span))
    }

    /// Seals content that is cut at the given lengths, the last one repeated.
    static func seal(
        _ bytes: [UInt8], as content: BodyContent, _ algorithm: ContentAlgorithm, cut: Int
    ) throws -> SealedBody {
        let session = try session(content, algorithm)
        return try SealedBody(
            byteCount: session.sealedByteCount(forContent: bytes.count), of: session
        ) { session, output throws(RequestCryptoError) in
            var offset = 0
            while offset < bytes.count {
                let end = min(offset + cut, bytes.count)
                try session.update(bytes.span.extracting(offset..<end), into: &output)
                offset = end
            }
        }
    }

    /// Bytes that do not repeat in any small period.
    static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
