// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The beginning of a text that came from outside, for an error message.
    ///
    /// Counted in Unicode scalars: one character may have millions of them.
    func excerpt(_ count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
