// SPDX-License-Identifier: Apache-2.0

/// How much a verifier may do to find the mistake behind a signature that does not fit.
///
/// A wrong signature costs its sender nothing and takes no secret key: without a bound, a request of
/// a few kilobytes would keep a server busy for as long as its sender likes. Both numbers are hard
/// limits. When one is reached the search ends, the request is refused as it would have been, and
/// the report says that not everything was tried.
public struct ExplanationBudget: Hashable, Sendable {
    /// The most signatures to compute.
    public let trialCount: Int
    /// The most bytes to hash: the texts that are signed, and the body in other spellings.
    ///
    /// One more reading of the body, to see whether a line end got lost, is not counted.
    public let hashedByteCount: Int

    /// For a person who waits for one answer: 16,384 signatures and 32 MiB.
    ///
    /// Enough for every known mistake and every pair of them in a request with a handful of signed
    /// headers and parameters.
    public static let standard = ExplanationBudget(trialCount: 16_384, hashedByteCount: 32 << 20)

    /// Makes a budget; nothing is tried when one of the numbers is 0.
    public init(trialCount: Int, hashedByteCount: Int) {
        self.trialCount = trialCount
        self.hashedByteCount = hashedByteCount
    }
}

extension ExplanationBudget {
    /// What is left of a budget.
    struct Remainder {
        private(set) var trialCount: Int
        private(set) var hashedByteCount: Int
        /// Whether something was left out because it would have cost too much.
        private(set) var isExhausted = false

        init(_ budget: ExplanationBudget) {
            trialCount = budget.trialCount
            hashedByteCount = budget.hashedByteCount
        }

        /// Pays for one signature over a text; `false` when there is not enough left.
        mutating func payForTrial(hashing byteCount: Int) -> Bool {
            guard trialCount > 0 else {
                isExhausted = true
                return false
            }
            guard payForHashing(byteCount) else { return false }
            trialCount -= 1
            return true
        }

        /// Pays for hashing so many bytes; `false` when there are not enough left.
        mutating func payForHashing(_ byteCount: Int) -> Bool {
            guard byteCount <= hashedByteCount else {
                isExhausted = true
                return false
            }
            hashedByteCount -= byteCount
            return true
        }
    }
}
