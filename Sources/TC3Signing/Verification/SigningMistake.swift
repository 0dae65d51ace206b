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

    /// All known mistakes that could have been made with a request, the frequent ones first.
    static func all(for request: ReceivedRequest, steps: SenderSteps) -> [SigningMistake] {
        headerMistakes(for: request, steps: steps) + payloadMistakes(for: request, steps: steps)
            + targetMistakes(for: request, steps: steps) + layoutMistakes()
            + stringToSignMistakes(for: request, steps: steps) + keyMistakes(for: request, steps: steps)
    }

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
