// SPDX-License-Identifier: Apache-2.0

/// Where IVs come from.
package enum IVSource: Sendable {
    /// The operating system's random source, anew for each message.
    case system(IVForm)
    /// A known answer, which is about no secret.
    case knownAnswer([UInt8], IVForm)

    func nextIV(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> ContentIV {
        switch self {
        case .system(let form): try ContentIV(for: algorithm, form: form)
        case .knownAnswer(let bytes, let form): ContentIV(bytes: bytes, form: form)
        }
    }
}
