// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto

/// What of a generic call is encrypted.
public struct CallEncryption: Sendable {
    enum Base: Sendable {
        case none
        case fields([String], FieldSealer, allowNonceReuse: Bool)
        case wholeBody(BodySealer)
        case reply(FieldSealer)
    }

    let base: Base

    /// Nothing; TLS alone protects the request.
    public static let none = CallEncryption(base: .none)

    /// Some parameters, each in place.
    ///
    /// - Parameters:
    ///   - names: string parameters, such as `IdCard` and `Name`.
    ///   - sealer: how they are encrypted, and for whom.
    ///   - allowNonceReuse: lets several fields share one nonce under SM4-GCM; refused otherwise.
    public static func fields(
        _ names: [String], _ sealer: FieldSealer = FieldSealer(), allowNonceReuse: Bool = false
    ) -> CallEncryption {
        CallEncryption(base: .fields(names, sealer, allowNonceReuse: allowNonceReuse))
    }

    /// The whole body, which is what DetectAIFakeFaces takes.
    public static func wholeBody(_ sealer: BodySealer) -> CallEncryption { CallEncryption(base: .wholeBody(sealer)) }

    /// Nothing of the request, and all that the service encrypts in its reply.
    ///
    /// A reply that comes in the clear is then
    /// an error.
    public static func reply(_ sealer: FieldSealer = FieldSealer()) -> CallEncryption {
        CallEncryption(base: .reply(sealer))
    }

    /// Whether a reply in the clear is an error.
    var requiresEncryptedReply: Bool { if case .reply = base { true } else { false } }

    /// Encrypts parameters, and makes them a body.
    func body(of parameters: [UInt8]) throws(RequestCryptoError) -> CallBody {
        switch base {
        case .none: CallBody(json: parameters)
        case .fields(let names, let sealer, let allowNonceReuse):
            CallBody(try sealer.seal(fields: names, in: parameters.span, allowNonceReuse: allowNonceReuse))
        case .wholeBody(let sealer): CallBody(try sealer.seal(body: parameters.span))
        case .reply(let sealer): CallBody(try sealer.requestEncryptedReply(in: parameters.span))
        }
    }

    /// How many bytes a body has at most, for a place among those in memory.
    func maximumByteCount(forParameters count: Int) -> Int {
        if case .none = base { count } else { BodyBudget.base64ByteCount(of: count + 32) + 4_096 }
    }

    /// The cipher, for the limits of encrypted bodies.
    var wholeBodyAlgorithm: ContentAlgorithm? {
        if case .wholeBody(let sealer) = base { sealer.algorithm } else { nil }
    }
}
