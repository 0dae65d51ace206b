// SPDX-License-Identifier: Apache-2.0

/// Reads `KIND[=VALUE][:NAME[=VALUE],…]`.
struct FaultSpecification {
    private let text: String
    private let word: String
    private let value: String?
    private let options: [String: String]

    private static let kinds =
        "delay, reset, truncate, garble, status, throttle, skew, expired-token, wrong-md5"
    private static let triggers: Set<String> = ["rate", "every", "count", "after", "action"]

    init(_ text: String) throws(SandboxError) {
        self.text = text
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        word = String(head[0])
        value = head.count > 1 ? String(head[1]) : nil
        var options: [String: String] = [:]
        if parts.count > 1 {
            for option in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
                let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
                    throw Self.malformed(text, "\"\(option)\" is not NAME=VALUE")
                }
                guard options.updateValue(String(pair[1]), forKey: String(pair[0])) == nil else {
                    throw Self.malformed(text, "\(pair[0]) is there twice")
                }
            }
        }
        self.options = options
    }

    /// What goes wrong.
    func kind() throws(SandboxError) -> Fault.Kind {
        switch word {
        case "delay": .delay(milliseconds: try number("ms", in: 0...600_000, default: 1000))
        case "reset": .reset(midway: try resetPlace())
        case "truncate": .truncate
        case "garble": .garble
        case "status":
            .status(
                try statusCode(), retryAfter: try options["retry-after"].map(retryAfter))
        case "throttle": .throttle
        case "skew": .skew(seconds: Int64(try skewSeconds()))
        case "expired-token": .expiredToken
        case "wrong-md5": .wrongDigest
        default: throw Self.malformed(text, "there is no fault \"\(word)\"", hint: "there are \(Self.kinds)")
        }
    }

    /// When it goes wrong.
    func trigger() throws(SandboxError) -> Fault.Trigger {
        var trigger = Fault.Trigger()
        if let rate = options["rate"] {
            guard let rate = Double(rate), (0...1).contains(rate) else {
                throw Self.malformed(text, "rate is not a number from 0 to 1")
            }
            trigger.rate = rate
        }
        if options["every"] != nil { trigger.every = try number("every", in: 1...1_000_000, default: 1) }
        if options["count"] != nil { trigger.count = try number("count", in: 1...1_000_000, default: 1) }
        trigger.after = try number("after", in: 0...1_000_000, default: 0)
        trigger.action = options["action"]
        return trigger
    }

    /// Refuses what the kind does not know.
    func finish() throws(SandboxError) {
        let own: Set<String> =
            switch word {
            case "delay": ["ms"]
            case "reset": ["at"]
            case "status": ["retry-after"]
            default: []
            }
        if let name = options.keys.sorted().first(where: { !own.contains($0) && !Self.triggers.contains($0) }) {
            let known = own.union(Self.triggers).sorted().joined(separator: ", ")
            throw Self.malformed(text, "\(word) has no option \(name)", hint: "it has \(known)")
        }
        guard value == nil || word == "status" || word == "skew" else {
            throw Self.malformed(text, "\(word) takes no value")
        }
    }

    private func resetPlace() throws(SandboxError) -> Bool {
        switch options["at"] ?? "start" {
        case "start": return false
        case "middle": return true
        default: throw Self.malformed(text, "at is neither start nor middle")
        }
    }

    private func statusCode() throws(SandboxError) -> Int {
        guard let status = value.flatMap({ Int($0) }), (400...599).contains(status) else {
            throw Self.malformed(text, "status needs a number from 400 to 599", hint: "status=503")
        }
        return status
    }

    private func skewSeconds() throws(SandboxError) -> Int {
        guard let seconds = value.flatMap({ Int($0) }), (-1_000_000_000...1_000_000_000).contains(seconds) else {
            throw Self.malformed(text, "skew needs a number of seconds", hint: "skew=-400")
        }
        return seconds
    }

    private func retryAfter(_ value: String) throws(SandboxError) -> Int {
        try number("retry-after", in: 0...86_400, default: 0)
    }

    private func number(_ name: String, in range: ClosedRange<Int>, default fallback: Int) throws(SandboxError) -> Int {
        guard let value = options[name] else { return fallback }
        guard let number = Int(value), range.contains(number) else {
            throw Self.malformed(text, "\(name) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func malformed(_ text: String, _ problem: String, hint: String? = nil) -> SandboxError {
        SandboxError(.malformedFault, "the fault \"\(text)\" is not understood: \(problem)", hint: hint)
    }
}
