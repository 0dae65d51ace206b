// SPDX-License-Identifier: Apache-2.0

/// The documented error codes; the entries stand in one file for each page.
enum ServiceErrorTable {
    /// The shared codes come last, so that a page's own words win.
    static let all =
        detectAIFakeFaces + livenessCompare + getLivenessResult + detectLiveFaceAccurate + encryption + common

    static let byCode = Dictionary(grouping: all, by: \.code)
}
