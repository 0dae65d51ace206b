// SPDX-License-Identifier: Apache-2.0

/// What is sent under a signature that does not cover the body (`X-TC-Content-SHA256:
/// UNSIGNED-PAYLOAD`).
///
/// Whoever can touch such a request on its way can change the body, and the signature stays valid.
/// The caller says what the body is, so that the one dangerous case has to be asked for by name.
public enum UnsignedContent: Hashable, Sendable {
    /// Not encrypted: TLS is all that protects it.
    case plain
    /// Encrypted with SM4-GCM, whose tag shows every change.
    case authenticated
    /// Encrypted with AES-256-CBC, which shows almost no change: flipping a bit of the `Iv` or of a
    /// block flips the same bit of the plaintext. Refused.
    case cbc
    /// AES-256-CBC all the same, by a caller who accepts that the plaintext can be changed on its
    /// way.
    case cbcAllowingTampering

    static let marker = "UNSIGNED-PAYLOAD"
}
