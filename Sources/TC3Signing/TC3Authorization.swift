// SPDX-License-Identifier: Apache-2.0

/// The parts of a TC3 `Authorization` header.
struct TC3Authorization: Hashable, Sendable {
    let secretID: String
    /// `<date>/<service>/tc3_request`, or what stands there instead.
    let scope: String
    let signedHeaders: String
    let signature: String

    /// The header's value.
    var headerValue: String {
        "\(TC3Signature.algorithm) Credential=\(secretID)/\(scope), SignedHeaders=\(signedHeaders), "
            + "Signature=\(signature)"
    }
}
