// SPDX-License-Identifier: Apache-2.0

/// A file or case that is not of a form that this run knows: an error, never a silent skip.
struct NotUnderstood: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
