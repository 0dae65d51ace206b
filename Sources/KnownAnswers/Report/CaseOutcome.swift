// SPDX-License-Identifier: Apache-2.0

/// How one case of a vector file ended.
public enum CaseOutcome: Hashable, Sendable {
    /// Every value came out as the file says.
    case passed
    /// A value came out otherwise; the text says which.
    case failed(String)
    /// The case is about something that this project does not have; the text names it.
    case skipped(String)
}
