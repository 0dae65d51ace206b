// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

extension SystemRandom {
    /// Appends random bytes, with this module's error.
    static func append(_ byteCount: Int, to output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        do throws(SecretMemoryError) {
            try fill(&output, byteCount: byteCount)
        } catch {
            throw RequestCryptoError(.randomUnavailable, error.message, hint: error.hint)
        }
    }
}
