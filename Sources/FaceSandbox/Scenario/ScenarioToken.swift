// SPDX-License-Identifier: Apache-2.0

/// A token of GetLivenessResult and what it leads to.
struct ScenarioToken: Hashable, Sendable {
    /// The token's text.
    var token: String
    /// `Result`: `0` for success, else a number of the eKYC table.
    var result = "0"
    /// `Description`; nil for what the table says about the result.
    var resultDescription: String?
    /// Whether the two hours of its life are over.
    var isExpired = false
    /// The files; nil for the stand-ins, empty for none.
    var bestFrame: [UInt8]?
    var video: [UInt8]?
}
