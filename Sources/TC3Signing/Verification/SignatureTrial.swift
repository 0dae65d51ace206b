// SPDX-License-Identifier: Apache-2.0

/// Tries which steps lead to a received signature.
final class SignatureTrial {
    private let credential: Credential
    private let signature: String
    // Deriving a key takes much longer than signing with it, and most mistakes leave the key alone.
    private var keys: [KeyRecipe: PreparedKey] = [:]

    init(credential: Credential, signature: String) {
        self.credential = credential
        self.signature = signature
    }

    /// Whether the steps lead to the received signature.
    func fits(_ steps: SenderSteps) -> Bool { fits(steps, signature: signature) }

    /// Whether the received signature is over a text, under the key that belongs to the request or
    /// the one that its scope names.
    func isSigned(_ stringToSign: String, by expected: SenderSteps, or authorization: TC3Authorization) -> Bool {
        var scoped = expected.key
        scoped.date = authorization.scopeDate
        scoped.service = authorization.scopeService
        return [expected.key, scoped].contains { key(for: $0).hasSigned(stringToSign, as: signature) }
    }

    /// What a search for mistakes came to.
    enum Search {
        /// The mistakes that lead to the received signature, and the steps with them.
        case explained([SigningMistake], SenderSteps)
        /// Nothing that was tried does.
        case unexplained(triesAll: Bool)
    }

    /// Looks for the first known mistake, or pair of mistakes about different things, that leads to
    /// the received signature.
    func explain(_ request: ReceivedRequest, from steps: SenderSteps, within budget: ExplanationBudget) -> Search {
        var budget = ExplanationBudget.Remainder(budget)
        var mistakes: [SigningMistake] = []
        for place in SigningMistake.Place.allCases {
            for mistake in place.mistakes(for: request, steps: steps, budget: &budget) {
                switch attempt([mistake], on: steps, &budget) {
                case .fits(let tried): return .explained([mistake], tried)
                case .differs: mistakes.append(mistake)
                case .unpaid: return .unexplained(triesAll: false)
                }
            }
        }
        for (index, first) in mistakes.enumerated() {
            for second in mistakes[(index + 1)...] where second.cause != first.cause {
                switch attempt([first, second], on: steps, &budget) {
                case .fits(let tried): return .explained([first, second], tried)
                case .differs: continue
                case .unpaid: return .unexplained(triesAll: false)
                }
            }
        }
        return .unexplained(triesAll: !budget.isExhausted)
    }

    /// What is wrong with the form of the received signature; `nil` when it has 64 lower-case
    /// digits.
    ///
    /// A signature that is too short is never compared with the beginning of the right one: a
    /// sender who learned that the beginning fits could guess the rest digit by digit.
    func malformedSignature(expected: SenderSteps) -> VerificationReport.Finding? {
        let isHexadecimal = signature.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard !isHexadecimal || signature.utf8.count != 64 else { return nil }
        let lowered = ASCII.lowerCased(signature)
        if lowered != signature, lowered.utf8.count == 64, fits(expected, signature: lowered) {
            return finding(.layout, "the signature is in upper case: write it in lower case")
        }
        if signature.utf8.count == 40, isHexadecimal {
            return finding(.signature, "the signature has 40 digits, as one with HMAC-SHA-1 has: use HMAC-SHA-256")
        }
        return finding(
            .signature, "the signature has \(signature.utf8.count) characters and is to have 64 lower-case digits")
    }

    /// The finding when nothing was looked for.
    func unexamined() -> VerificationReport.Finding { finding(.signature, "the signature does not fit") }

    /// The finding when nothing that was tried explains the signature.
    func unexplained(_ request: ReceivedRequest, triesAll: Bool) -> VerificationReport.Finding {
        let lacksBody = request.message.method == "POST" && request.message.bodyRange.isEmpty
        return finding(
            .signature,
            (triesAll
                ? "no known mistake explains the signature"
                : "no mistake that was tried explains the signature, and trying all would have taken too long")
                + ": it was made with another secret key, or the request was changed "
                + "after it was signed; compare the canonical requests"
                + (lacksBody ? ", and see whether the body got lost: there is none" : ""))
    }

    /// A finding about the signature itself, without what it should have been.
    func finding(_ cause: VerificationReport.Cause, _ explanation: String) -> VerificationReport.Finding {
        VerificationReport.Finding(
            step: .signature, cause: cause,
            difference: LineDifference(receivedSignature: signature), explanation: explanation)
    }

    /// The signature that the steps lead to, for a developer who has the key.
    func signature(of steps: SenderSteps) -> String { key(for: steps.key).signature(of: steps.stringToSign) }

    private enum Attempt {
        case fits(SenderSteps)
        case differs
        /// Not made: it would have cost more than is left.
        case unpaid
    }

    private func attempt(
        _ mistakes: [SigningMistake], on steps: SenderSteps, _ budget: inout ExplanationBudget.Remainder
    ) -> Attempt {
        var tried = steps
        for mistake in mistakes { mistake.apply(&tried) }
        guard budget.payForTrial(hashing: tried.hashedByteCount) else { return .unpaid }
        return fits(tried) ? .fits(tried) : .differs
    }

    private func fits(_ steps: SenderSteps, signature: String) -> Bool {
        key(for: steps.key).hasSigned(steps.stringToSign, as: signature)
    }

    private func key(for recipe: KeyRecipe) -> PreparedKey {
        if let key = keys[recipe] { return key }
        let key = recipe.prepare(for: credential)
        keys[recipe] = key
        return key
    }
}
