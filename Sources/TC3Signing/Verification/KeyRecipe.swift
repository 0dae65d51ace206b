// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import SecretMemory

/// One way to come from a secret key to the key that signs: the right one, and the wrong ones
/// people take.
struct KeyRecipe: Hashable, Sendable {
    /// Which of the derivation's steps are done.
    enum Derivation: Hashable, Sendable {
        case complete
        /// The HMACs over service and date in each other's place.
        case serviceBeforeDate
        /// The key of the service signs.
        case withoutTerminator
        /// The hexadecimal text of the derived key signs.
        case hexadecimalText
        /// The secret key itself signs.
        case none
    }

    var date = ""
    var service = ""
    /// What stands before the secret key in the first step.
    var prefix = "TC3"
    /// What came with the secret key from where it was kept.
    var blankBefore = ""
    var blankAfter = ""
    var derivation = Derivation.complete

    /// The key that this recipe makes, ready to sign.
    func prepare(for credential: Credential) -> PreparedKey {
        firstKey(for: credential).withBytes { derive(from: $0) }
    }

    /// The bytes that the first step takes for the key.
    func firstKey(for credential: Credential) -> SecretBytes {
        credential.withSecretKey { secretKey in
            SecretBytes(
                byteCount: prefix.utf8.count + blankBefore.utf8.count + secretKey.count + blankAfter.utf8.count
            ) { output in
                for byte in prefix.utf8 { output.append(byte) }
                for byte in blankBefore.utf8 { output.append(byte) }
                for index in secretKey.indices { output.append(secretKey[index]) }
                for byte in blankAfter.utf8 { output.append(byte) }
            }
        }
    }

    private func derive(from firstKey: Span<UInt8>) -> PreparedKey {
        switch derivation {
        case .none:
            return PreparedKey(HMACSHA256(key: firstKey))
        case .serviceBeforeDate:
            let keys = SigningKey.derive(from: firstKey, date: service, service: date)
            return PreparedKey(HMACSHA256(key: keys.signing))
        case .withoutTerminator:
            let keys = SigningKey.derive(from: firstKey, date: date, service: service)
            return PreparedKey(HMACSHA256(key: keys.service))
        case .hexadecimalText:
            let keys = SigningKey.derive(from: firstKey, date: date, service: service)
            let digits = keys.signing.withBytes { bytes in
                SecretBytes(byteCount: 2 * bytes.count) { Hex.encode(bytes, into: &$0) }
            }
            return PreparedKey(HMACSHA256(key: digits))
        case .complete:
            let keys = SigningKey.derive(from: firstKey, date: date, service: service)
            return PreparedKey(HMACSHA256(key: keys.signing))
        }
    }
}
