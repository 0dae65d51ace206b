// SPDX-License-Identifier: Apache-2.0

/// Whether a body is hashed while it is sealed.
public struct PayloadHash: Hashable, Sendable {
    private enum Base { case sha256, omitted }

    private let base: Base

    /// SHA-256 of the wire body, which a TC3 signature covers.
    public static let sha256 = PayloadHash(base: .sha256)

    /// None: for a request whose signature leaves the body out.
    ///
    /// A request that is signed with `UNSIGNED-PAYLOAD` can be sent while its body is made, since the signature is
    /// there before the first byte. Only SM4-GCM then shows a change of the body.
    public static let omitted = PayloadHash(base: .omitted)
}
