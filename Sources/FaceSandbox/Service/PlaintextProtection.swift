// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory

/// How `Plaintext` leaves KMS: in base64, or encrypted to the caller's key and then in base64.
struct PlaintextProtection {
    private enum Form {
        case plain
        case wrapped(WrappingKey)
        /// `SM2_C1C3C2_ASN1`.
        case wrappedAsDER(WrappingKey)
        /// `RSAES_OAEP_SHA_1` and `RSAES_OAEP_SHA_256`.
        case wrappedWithOAEP(WrappingKey, OAEPWrapping.Hash)
    }

    private let form: Form

    /// Reads `EncryptionPublicKey` and `EncryptionAlgorithm`.
    ///
    /// - Throws: `InvalidParameter` for a key that is none, and for an algorithm that does not belong to it.
    init(_ parameters: Parameters) throws(ServiceFailure) {
        let algorithm = parameters.text("EncryptionAlgorithm") ?? "SM2"
        guard let pem = parameters.text("EncryptionPublicKey") else {
            form = .plain
            return
        }
        let key: WrappingKey
        do throws(RequestCryptoError) { key = try WrappingKey(pem: pem) } catch {
            throw Self.invalid("EncryptionPublicKey is no public key in PEM")
        }
        switch (algorithm, key.kind) {
        case ("SM2", .sm2), ("RSAES_PKCS1_V1_5", .rsa(bits: 2048)): form = .wrapped(key)
        case ("SM2_C1C3C2_ASN1", .sm2): form = .wrappedAsDER(key)
        case ("RSAES_OAEP_SHA_1", .rsa(bits: 2048)): form = .wrappedWithOAEP(key, .sha1)
        case ("RSAES_OAEP_SHA_256", .rsa(bits: 2048)): form = .wrappedWithOAEP(key, .sha256)
        case ("SM2", _), ("SM2_C1C3C2_ASN1", _), ("RSAES_PKCS1_V1_5", _), ("RSAES_OAEP_SHA_1", _),
            ("RSAES_OAEP_SHA_256", _):
            throw Self.invalid("EncryptionPublicKey is an SM2 key, or an RSA key of 2048 bits, as the algorithm says")
        default: throw Self.invalid("EncryptionAlgorithm is not known")
        }
    }

    /// The key as the answer has it.
    ///
    /// The text of a plain key is in ordinary memory, as it is on the wire.
    ///
    /// - Throws: `InvalidParameter` for a key that is too long for the caller's.
    func text(of key: borrowing SecretBytes) throws(ServiceFailure) -> String {
        do throws(RequestCryptoError) {
            switch form {
            case .plain: return key.withBytes { Base64.encodeToString($0) }
            case .wrapped(let wrappingKey):
                let wrapped = try wrappingKey.wrap(key)
                return Base64.encodeToString(wrapped.span)
            case .wrappedAsDER(let wrappingKey):
                let encoded = Self.der(ofRaw: try wrappingKey.wrap(key))
                return Base64.encodeToString(encoded.span)
            case .wrappedWithOAEP(let wrappingKey, let hash):
                let wrapped = try OAEPWrapping.wrap(key, for: wrappingKey, hash)
                return Base64.encodeToString(wrapped.span)
            }
        } catch {
            throw Self.invalid("the data key does not fit under EncryptionPublicKey")
        }
    }

    private static func invalid(_ problem: String) -> ServiceFailure {
        ServiceFailure("InvalidParameter", "Invalid parameter: \(problem).")
    }

    /// `SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }` (GB/T 35276-2017, 7.2) of
    /// `04‖x‖y‖C3‖C2`.
    private static func der(ofRaw raw: [UInt8]) -> [UInt8] {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let count = content.count
            let length: [UInt8] =
                if count < 128 {
                    [UInt8(count)]
                } else if count < 256 {
                    [0x81, UInt8(count)]
                } else {
                    [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
                }
            return [tag] + length + content
        }
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let digits = Array(bytes.drop { $0 == 0 })
            // A first bit of 1 would make it negative.
            return element(0x02, digits.first.map { $0 < 0x80 } ?? false ? digits : [0] + digits)
        }
        let content =
            integer(raw[1..<33]) + integer(raw[33..<65]) + element(0x04, Array(raw[65..<97]))
            + element(0x04, Array(raw[97...]))
        return element(0x30, content)
    }
}
