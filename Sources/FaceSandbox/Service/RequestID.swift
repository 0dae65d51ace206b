// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import SecretMemory
internal import Synchronization

/// The identifier that every answer carries: a random UUID (RFC 9562, version 4).
enum RequestID {
    /// Makes one.
    static func make() -> String {
        guard var bytes = try? SystemRandom.bytes(16) else {
            // Without random bytes the answers still have to be told apart.
            let number = fallback.wrappingAdd(1, ordering: .relaxed).newValue
            let digits = String(number, radix: 16)
            return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
        }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Array(Hex.encode(bytes.span).utf8)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
            .map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    }

    private static let fallback = Atomic<UInt64>(0)
}
