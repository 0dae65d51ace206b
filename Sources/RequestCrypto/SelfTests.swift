// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import Synchronization

/// The known answers of the primitives, each checked once before the first use.
///
/// A library that computes something else than the standard says, for whatever reason, is not used:
/// every later use of that primitive in that library throws `selfTestFailed`.
package final class SelfTests: Sendable {
    package enum Primitive: Hashable, Sendable, CustomStringConvertible {
        case content(ContentAlgorithm, ContentBackend)
        /// The kernel that seals a whole body in one pass.
        case sealing(ContentAlgorithm)
        /// The kernel that seals several bodies at once with AES-256-CBC.
        case batch
        case rsaWrapping, rsaUnwrapping, sm2, sm2Kernel
        /// SHA-256, which bodies are hashed with, and the HMACs over it and SHA-1.
        case digests

        package var description: String {
            switch self {
            case .content(let algorithm, let backend): "\(algorithm) in \(backend)"
            case .sealing(let algorithm): "sealing with \(algorithm) in one pass"
            case .batch: "sealing several bodies at once"
            case .rsaWrapping: "RSA wrapping"
            case .rsaUnwrapping: "RSA unwrapping"
            case .sm2: "SM2"
            case .sm2Kernel: "SM2 with precomputed multiples"
            case .digests: "SHA-256"
            }
        }
    }

    /// The tests that all public types go through.
    package static let shared = SelfTests()

    private let passed = Mutex<[Primitive: Bool]>([:])
    private let alteration: UInt8
    private let unaltered: Set<Primitive>

    /// - Parameters:
    ///   - alteration: is XORed into the last byte of every expected answer. Tests make the primitives fail with it;
    ///     anything else leaves it at 0.
    ///   - unaltered: what is left to pass all the same.
    package init(alteration: UInt8 = 0, unaltered: Set<Primitive> = []) {
        self.alteration = alteration
        self.unaltered = unaltered
    }

    /// Lets through who may use `primitive`.
    ///
    /// - Throws: `selfTestFailed` when its known answer came out wrong, now or before; `randomUnavailable` or
    ///   `libraryFailure` when it could not be computed, which the next attempt may.
    package func require(_ primitive: Primitive) throws(RequestCryptoError) {
        guard try isRight(primitive) else {
            throw RequestCryptoError(
                .selfTestFailed, "\(primitive) gave a wrong known answer and is not used",
                hint: "reinstall the library, or choose another one with \(ContentBackend.environmentVariable)")
        }
    }

    /// Whether the known answer of `primitive` came out right, for whoever has something else to use instead.
    package func passes(_ primitive: Primitive) -> Bool {
        do throws(RequestCryptoError) { return try isRight(primitive) } catch { return false }
    }

    private func isRight(_ primitive: Primitive) throws(RequestCryptoError) -> Bool {
        // The lock is held during the test: a second thread must not use what is still being tested.
        try passed.withLock { passed throws(RequestCryptoError) in
            if let known = passed[primitive] { return known }
            let result = try check(primitive)
            passed[primitive] = result
            return result
        }
    }

    private func check(_ primitive: Primitive) throws(RequestCryptoError) -> Bool {
        do throws(RequestCryptoError) {
            return try isGiven(primitive)
        } catch {
            // Want of memory or of random bytes says nothing about the primitive; any other error is a wrong answer.
            guard [.randomUnavailable, .libraryFailure].contains(error.code) else { return false }
            throw error
        }
    }

    private func isGiven(_ primitive: Primitive) throws(RequestCryptoError) -> Bool {
        let alteration = unaltered.contains(primitive) ? 0 : alteration
        return switch primitive {
        case .content(let algorithm, let backend):
            try ContentKnownAnswer.of(algorithm).isGiven(by: backend, alteration: alteration)
        case .sealing(let algorithm):
            SealingKnownAnswer.of(algorithm).isGiven(isReference: false, alteration: alteration)
        case .batch: SealingKnownAnswer.of(.aes256CBC).isGivenBySeveral(alteration: alteration)
        case .rsaWrapping: try KeyKnownAnswer.rsaWrappingIsRight(alteration: alteration)
        case .rsaUnwrapping: try KeyKnownAnswer.rsaUnwrappingIsRight(alteration: alteration)
        case .sm2: try KeyKnownAnswer.sm2IsRight(alteration: alteration)
        case .sm2Kernel: try KeyKnownAnswer.sm2KernelIsRight(alteration: alteration)
        case .digests: DigestKnownAnswers.areGiven(alteration: alteration)
        }
    }
}
