// SPDX-License-Identifier: Apache-2.0

/// How an IV is written into the wire's `Iv`.
public struct IVForm: Hashable, Sendable {
    private enum Base { case base64, literalText }

    private let base: Base

    /// Base64 of the raw bytes: 24 characters for AES-256-CBC, 16 for SM4-GCM.
    ///
    /// What the service takes today (Tencent Cloud 1007/47180 and the vendor's three packages).
    public static let base64 = IVForm(base: .base64)

    /// Sixteen letters and digits that are the IV's bytes themselves; AES-256-CBC only.
    ///
    /// The KMS flow of accounts from before 2023-03-17 (Tencent Cloud 1007/95088). Such an IV carries at most 95 bits
    /// of randomness.
    public static let literalText = IVForm(base: .literalText)
}
