// SPDX-License-Identifier: Apache-2.0

/// One round of the Monte Carlo test of a digest: 1000 digests, each of the three before it.
///
/// Source: NIST SHAVS section 6.4; ACVP "Secure Hash" section 6.2.
enum DigestMonteCarlo {
    /// The digest after a round.
    ///
    /// - Parameters:
    ///   - length: In ACVP's alternate version the length in bytes that every message is cut or filled to.
    ///   - digest: The function under test.
    static func round(
        from seed: [UInt8], length: Int? = nil, digest: ([UInt8]) throws -> [UInt8]
    ) rethrows -> [UInt8] {
        var window = [seed, seed, seed]
        for _ in 0..<1000 {
            var message = window.flatMap(\.self)
            if let length {
                message = Array(message.prefix(length)) + Array(repeating: 0, count: max(0, length - message.count))
            }
            window = [window[1], window[2], try digest(message)]
        }
        return window[2]
    }
}
