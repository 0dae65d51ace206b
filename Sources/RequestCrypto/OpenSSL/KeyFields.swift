// SPDX-License-Identifier: Apache-2.0

internal import CFaceOpenSSL
internal import SecretMemory

/// The parts of a key by the names that libcrypto gives them, taken out of bytes that lie somewhere else.
///
/// A key is handed over in parts, and not as DER: it has been read once, strictly, and libcrypto's decoders
/// would take longer than the wrapping itself.
struct KeyFields {
    private enum Content { case number, bytes }
    private typealias Field = (name: StaticString, content: Content, range: Range<Int>)

    private let type: StaticString
    private let group: StaticString?
    private let selection: Int
    private let fields: [Field]

    /// An RSA private key of two primes.
    static func rsaPrivate(_ numbers: RSAPrivateNumbers) -> KeyFields {
        KeyFields(
            type: "RSA", group: nil, selection: CFaceOpenSSL_key_pair,
            fields: [
                ("n", .number, numbers.modulus), ("e", .number, numbers.publicExponent),
                ("d", .number, numbers.privateExponent), ("rsa-factor1", .number, numbers.prime1),
                ("rsa-factor2", .number, numbers.prime2), ("rsa-exponent1", .number, numbers.exponent1),
                ("rsa-exponent2", .number, numbers.exponent2), ("rsa-coefficient1", .number, numbers.coefficient),
            ])
    }

    /// An SM2 public key, from its point as `04‖x‖y`.
    static func sm2Public(point: Range<Int>) -> KeyFields {
        KeyFields(
            type: "SM2", group: "SM2", selection: CFaceOpenSSL_public_key,
            fields: [("pub", .bytes, point)])
    }

    /// An SM2 private key.
    static func sm2Private(scalar: Range<Int>, point: Range<Int>) -> KeyFields {
        KeyFields(
            type: "SM2", group: "SM2", selection: CFaceOpenSSL_key_pair,
            fields: [("priv", .number, scalar), ("pub", .bytes, point)])
    }

    private init(type: StaticString, group: StaticString?, selection: Int, fields: [Field]) {
        self.type = type
        self.group = group
        self.selection = selection
        self.fields = fields
    }

    /// Makes the key in libcrypto, which keeps copies of its own and wipes those when the key is freed.
    ///
    /// - Returns: an `EVP_PKEY` to free, or `nil` when libcrypto refuses the parts.
    @unsafe
    func makeKey(from source: Span<UInt8>) -> OpaquePointer? {
        let parts = SecretBytes(byteCount: fields.reduce(0) { $0 + $1.range.count }) { output in
            for field in fields {
                switch field.content {
                // Numbers come big-endian and are wanted in the order of the processor.
                case .number where 1.littleEndian == 1:
                    for index in field.range.reversed() { output.append(source[index]) }
                case .number, .bytes:
                    for index in field.range { output.append(source[index]) }
                }
            }
        }
        return unsafe parts.withBytes { parts in
            unsafe parts.withUnsafeBufferPointer { parts in unsafe makeKey(parts) }
        }
    }

    private func makeKey(_ parts: UnsafeBufferPointer<UInt8>) -> OpaquePointer? {
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, Self.cString(type), nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe context != nil, unsafe EVP_PKEY_fromdata_init(context) == 1 else { return nil }

        var parameters: [OSSL_PARAM] = unsafe []
        var position = 0
        for field in fields {
            // libcrypto's type has no const, but EVP_PKEY_fromdata only reads.
            let part = unsafe UnsafeMutablePointer(mutating: parts.baseAddress.map { unsafe $0 + position })
            position += field.range.count
            switch field.content {
            case .number:
                unsafe parameters.append(
                    OSSL_PARAM_construct_BN(Self.cString(field.name), part, field.range.count))
            case .bytes:
                unsafe parameters.append(
                    OSSL_PARAM_construct_octet_string(Self.cString(field.name), part, field.range.count))
            }
        }
        if let group {
            let name = unsafe UnsafeMutablePointer(mutating: Self.cString(group))
            unsafe parameters.append(OSSL_PARAM_construct_utf8_string(Self.cString("group"), name, 0))
        }
        unsafe parameters.append(OSSL_PARAM_construct_end())
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata(context, &key, Int32(selection), &parameters) == 1 else { return nil }
        return unsafe key
    }

    /// The bytes of a literal, which end in a zero byte and stay where they are.
    private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
