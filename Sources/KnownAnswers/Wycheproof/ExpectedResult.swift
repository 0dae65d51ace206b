// SPDX-License-Identifier: Apache-2.0

/// What a Wycheproof test expects.
enum ExpectedResult: String {
    case valid
    case invalid
    case acceptable

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
