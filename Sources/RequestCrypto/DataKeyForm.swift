// SPDX-License-Identifier: Apache-2.0

internal import SecretMemory

/// What bytes a new data key may have.
public struct DataKeyForm: Hashable, Sendable {
    private enum Base { case rawBytes, alphanumericText }

    private let base: Base

    private init(_ base: Base) { self.base = base }

    /// Any bytes, as the vendor's SDK for Node.js makes them: 256 or 128 bits to guess.
    public static let rawBytes = DataKeyForm(.rawBytes)

    /// ASCII letters and digits, as the vendor's SDKs for Java and Go make them.
    ///
    /// For a service that should insist on text. 62 values for a byte instead of 256 leave 190 bits to guess
    /// of a key of 32 bytes, and 95 of one of 16; unlike those SDKs, all of them come from the operating
    /// system.
    public static let alphanumericText = DataKeyForm(.alphanumericText)

    /// - Throws: `randomUnavailable`.
    func randomKey(byteCount: Int) throws(RequestCryptoError) -> SecretBytes {
        try SecretBytes(byteCount: byteCount) { output throws(RequestCryptoError) in
            switch base {
            case .rawBytes: try SystemRandom.append(byteCount, to: &output)
            case .alphanumericText: try AlphanumericText.append(byteCount, to: &output)
            }
        }
    }
}
