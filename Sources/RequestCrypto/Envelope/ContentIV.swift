// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory

/// A fresh IV (AES-256-CBC: 16 bytes) or nonce (SM4-GCM: 12 bytes) with its wire text.
struct ContentIV {
    let bytes: [UInt8]
    let wireText: String

    /// Makes one from the operating system's random source.
    init(for algorithm: ContentAlgorithm, form: IVForm) throws(RequestCryptoError) {
        guard form == .base64 || algorithm == .aes256CBC else {
            throw RequestCryptoError(
                .invalidIV, "a literal 16-character Iv is for AES-256-CBC; \(algorithm) takes 12 bytes in base64")
        }
        let bytes: [UInt8]
        do throws(SecretMemoryError) {
            if form == .literalText {
                let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
                var letters: [UInt8] = []
                for _ in 0..<algorithm.ivByteCount {
                    letters.append(alphabet[Int(try SystemRandom.uniform(below: UInt64(alphabet.count)))])
                }
                bytes = letters
            } else {
                bytes = try SystemRandom.bytes(algorithm.ivByteCount)
            }
        } catch {
            throw RequestCryptoError(.randomUnavailable, error.message)
        }
        self.bytes = bytes
        if form == .literalText {
            wireText = String(decoding: bytes, as: UTF8.self)
        } else {
            let encoded = bytes
            wireText = Base64.encodeToString(encoded.span)
        }
    }

    /// A given IV, for known answers.
    init(bytes: [UInt8], form: IVForm) {
        self.bytes = bytes
        let encoded = bytes
        wireText = form == .literalText ? String(decoding: bytes, as: UTF8.self) : Base64.encodeToString(encoded.span)
    }
}
