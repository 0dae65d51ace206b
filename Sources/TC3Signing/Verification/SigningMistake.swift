// SPDX-License-Identifier: Apache-2.0

/// One thing that people do wrong when they sign, or that happens to a request after it was signed.
struct SigningMistake {
    let cause: VerificationReport.Cause
    /// What happened and what to do, in one sentence without a full stop.
    let explanation: String
    /// Turns the steps of a request that was signed rightly into those of one with this mistake.
    let apply: (inout SenderSteps) -> Void

    init(
        _ cause: VerificationReport.Cause, _ explanation: String, apply: @escaping (inout SenderSteps) -> Void
    ) {
        self.cause = cause
        self.explanation = explanation
        self.apply = apply
    }

    /// Beyond so many signed headers or parameters, mistakes about a single one of them are not
    /// tried: they would be as many as the sender likes.
    static let maximumSingledOutCount = 16

    /// The texts in their order, each once, without some.
    static func unique(_ texts: [String], except excluded: [String]) -> [String] {
        var seen = Set(excluded)
        return texts.filter { seen.insert($0).inserted }
    }

    /// All orders of up to four elements; of more, only the reverse one, since the rest would take
    /// too long to try.
    static func orders<Element>(of elements: [Element]) -> [[Element]] {
        guard elements.count <= 4 else { return [elements.reversed()] }
        guard let first = elements.first else { return [[]] }
        return orders(of: Array(elements.dropFirst())).flatMap { rest in
            (0...rest.count).map { rest[..<$0] + [first] + rest[$0...] }
        }
    }
}

extension SigningMistake {
    /// Where in a signature a mistake is made, in the order in which they are looked for: the
    /// frequent ones first.
    enum Place: CaseIterable {
        case headers, payload, target, layout, stringToSign, key

        /// All known mistakes that could have been made there with a request.
        ///
        /// - Parameter budget: pays for the other spellings of a body; those that it cannot pay for
        ///   are left out
        func mistakes(
            for request: ReceivedRequest, steps: SenderSteps, budget: inout ExplanationBudget.Remainder
        ) -> [SigningMistake] {
            switch self {
            case .headers: headerMistakes(for: request, steps: steps)
            case .payload: payloadMistakes(for: request, steps: steps, budget: &budget)
            case .target: targetMistakes(for: request, steps: steps)
            case .layout: layoutMistakes()
            case .stringToSign: stringToSignMistakes(for: request, steps: steps)
            case .key: keyMistakes(for: request, steps: steps)
            }
        }
    }
}
