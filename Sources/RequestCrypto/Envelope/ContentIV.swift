// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory
internal import StrictJSON

/// A fresh IV (AES-256-CBC: 16 bytes) or nonce (SM4-GCM: 12 bytes) with its wire text.
struct ContentIV {
    let bytes: [UInt8]
    private let form: IVForm

    /// The text of `Iv`.
    var wireText: String {
        // A view of a stored property cannot be lent to a call.
        let bytes = bytes
        return form == .literalText ? String(decoding: bytes, as: UTF8.self) : Base64.encodeToString(bytes.span)
    }

    /// The size of ``wireText`` between its quotation marks in JSON.
    var wireByteCount: Int {
        guard form == .literalText else { return Base64.encodedByteCount(forByteCount: bytes.count) }
        return JSONWriter.escapedByteCount(of: bytes.span)
    }

    /// Appends ``wireText`` as it stands between its quotation marks in JSON.
    func appendWireText(to output: inout OutputSpan<UInt8>) {
        guard form == .literalText else { return Base64.encode(bytes.span, into: &output) }
        JSONWriter.appendEscaped(bytes.span, to: &output)
    }

    /// Makes one from the operating system's random source.
    init(for algorithm: ContentAlgorithm, form: IVForm) throws(RequestCryptoError) {
        guard form == .base64 || algorithm == .aes256CBC else {
            throw RequestCryptoError(
                .invalidIV, "a literal 16-character Iv is for AES-256-CBC; \(algorithm) takes 12 bytes in base64")
        }
        bytes = try [UInt8](capacity: algorithm.ivByteCount) { output throws(RequestCryptoError) in
            if form == .literalText {
                try AlphanumericText.append(algorithm.ivByteCount, to: &output)
            } else {
                try SystemRandom.append(algorithm.ivByteCount, to: &output)
            }
        }
        self.form = form
    }

    /// A given IV, for known answers.
    init(bytes: [UInt8], form: IVForm) {
        self.bytes = bytes
        self.form = form
    }
}
