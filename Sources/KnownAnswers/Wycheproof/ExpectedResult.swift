// SPDX-License-Identifier: Apache-2.0

/// What a Wycheproof test expects.
enum ExpectedResult: String {
    case valid
    case invalid
    case acceptable

    /// The member `result` of a test.
    ///
    /// - Throws: when it is none of the three: a misspelt `valid` would pass as something that nobody asks for.
    init(of test: VectorFields) throws(NotUnderstood) {
        let name = try test.text("result")
        guard let result = ExpectedResult(rawValue: name) else { throw NotUnderstood("has the result \"\(name)\"") }
        self = result
    }

    /// Compares with what came out.
    ///
    /// - Parameters:
    ///   - matches: Whether the answer was given and is the file's.
    ///   - wasRefused: Whether no answer was given.
    func outcome(matches: Bool, wasRefused: Bool, what: String) -> CaseOutcome {
        switch self {
        case .valid where !matches: .failed(wasRefused ? "\(what) was refused" : "\(what) has another result")
        case .invalid where matches: .failed("\(what) was accepted")
        case .acceptable where !matches && !wasRefused: .failed("\(what) has another result")
        default: .passed
        }
    }
}
