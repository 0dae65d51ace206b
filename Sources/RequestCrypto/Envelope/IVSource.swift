// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

/// Where IVs come from.
package enum IVSource: Sendable {
    /// The operating system's random source, anew for each message.
    case system(IVForm)
    /// A known answer, which is about no secret.
    case knownAnswer([UInt8], IVForm)

    /// How many characters the next `Iv` will have.
    func wireByteCount(for algorithm: ContentAlgorithm) -> Int {
        let form =
            switch self {
            case .system(let form), .knownAnswer(_, let form): form
            }
        let byteCount = algorithm.ivByteCount
        return form == .literalText ? byteCount : Base64.encodedByteCount(forByteCount: byteCount)
    }

    func nextIV(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> ContentIV {
        switch self {
        case .system(let form): try ContentIV(for: algorithm, form: form)
        case .knownAnswer(let bytes, let form): ContentIV(bytes: bytes, form: form)
        }
    }
}
