// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestDigests

/// Signs calls with the vendor's older signatures, HmacSHA1 and HmacSHA256, which travel among the
/// parameters.
///
/// Prefer ``TC3Signer``: these signatures cover no header, and a form beyond 1 MiB is refused with
/// an error that speaks of the signature. One signer serves any number of threads.
///
/// Source: the vendor's page "签名方法", document/api/213/30653.
public final class V1Signer: Sendable {
    /// Which HMAC signs.
    public enum Algorithm: String, Hashable, Sendable {
        /// The default of the service: `SignatureMethod` need not be sent.
        case hmacSHA1 = "HmacSHA1"
        /// Takes the parameter `SignatureMethod`, which the signer adds.
        case hmacSHA256 = "HmacSHA256"
    }

    /// Whose calls these are.
    public let credential: Credential
    /// Which HMAC signs.
    public let algorithm: Algorithm

    private let key: Key

    /// Makes a signer and prepares its key.
    public init(credential: Credential, algorithm: Algorithm = .hmacSHA256) {
        self.credential = credential
        self.algorithm = algorithm
        key = Key(algorithm, credential)
    }

    /// Signs a call: adds `SecretId`, `Timestamp`, `Nonce`, `Token` for a temporary credential,
    /// `SignatureMethod` for HmacSHA256, and `Signature`.
    ///
    /// - Parameters:
    ///   - method: a GET sends the parameters as the query, a POST as an
    ///     `application/x-www-form-urlencoded` body
    ///   - path: `/`, and `/v2/index.php` for the oldest interfaces
    ///   - parameters: `Action`, `Version`, `Region` and those of the action; a `Signature` among
    ///     them is left out, so that a call can be signed again
    ///   - timestamp: seconds since 1970
    ///   - nonce: a number that the service has not seen with this timestamp
    /// - Throws: ``TC3SigningError`` with `invalidField` for a host or path with other bytes than
    ///   those have; with `timestampOutOfRange`; with `invalidParameter` when the caller set one of
    ///   the added parameters, or two names are equal once `_` is read as `.`; with
    ///   `sizeLimitExceeded` beyond 32 KiB for a GET and 1 MiB for a POST.
    public func sign(
        _ method: TC3Request.Method = .get, host: String, path: String = "/", parameters: QueryParameters,
        at timestamp: Int64, nonce: UInt64
    ) throws(TC3SigningError) -> V1Signature {
        try ByteSet.host.require(host, as: "the host")
        try ByteSet.path.require(path, as: "the path")
        _ = try TC3Timestamp(timestamp)
        let unsigned = try complete(parameters, timestamp: timestamp, nonce: nonce)
        let original = "\(method.rawValue)\(host)\(path)?\(try Self.sortedText(of: unsigned))"
        let signature = key.signature(of: original)
        var signed = unsigned
        try signed.append("Signature", .text(signature))
        let encoded = signed.encoded
        let limit = method == .get ? TC3Request.maximumQueryByteCount : Self.maximumFormByteCount
        guard encoded.utf8.count <= limit else {
            throw TC3SigningError(
                .sizeLimitExceeded, "the parameters have \(encoded.utf8.count) bytes and the limit is \(limit)",
                hint: "sign with TC3, which takes a body of 10 MB")
        }
        return V1Signature(original: original, signature: signature, encodedParameters: encoded)
    }

    /// 1 MB: the vendor's page, "请求结构".
    static let maximumFormByteCount = 1024 * 1024

    private func complete(
        _ parameters: QueryParameters, timestamp: Int64, nonce: UInt64
    ) throws(TC3SigningError) -> QueryParameters {
        var complete = QueryParameters()
        var namesMethod = algorithm == .hmacSHA256
        for parameter in parameters.parameters {
            switch parameter.name {
            case "Signature": continue
            case "SignatureMethod" where parameter.value == algorithm.rawValue:
                namesMethod = true
                continue
            case "SecretId", "Timestamp", "Nonce", "Token", "SignatureMethod":
                throw TC3SigningError(
                    .invalidParameter, "the parameter \(parameter.name) is set by the signer", hint: "leave it out")
            default: try complete.append(parameter.name, .text(parameter.value))
            }
        }
        try complete.append("SecretId", .text(credential.secretID))
        try complete.append("Timestamp", .text(String(timestamp)))
        try complete.append("Nonce", .text(String(nonce)))
        if let token = credential.tokenText() { try complete.append("Token", .text(token)) }
        if namesMethod { try complete.append("SignatureMethod", .text(algorithm.rawValue)) }
        return complete
    }

    /// The parameters as they are signed: `_` in a name read as `.`, sorted by the bytes of the
    /// names, values raw.
    private static func sortedText(of parameters: QueryParameters) throws(TC3SigningError) -> String {
        let pairs = parameters.parameters
            .map { (name: String($0.name.map { $0 == "_" ? "." : $0 }), value: $0.value) }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (pair, next) in zip(pairs, pairs.dropFirst()) where pair.name == next.name {
            throw TC3SigningError(.invalidParameter, "two parameters are called \(pair.name) once _ is read as .")
        }
        return pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}

extension V1Signer {
    /// The key under either algorithm.
    private final class Key: Sendable {
        private enum Prepared: ~Copyable, Sendable {
            case sha1(HMACSHA1)
            case sha256(HMACSHA256)
        }

        private let prepared: Prepared

        init(_ algorithm: Algorithm, _ credential: Credential) {
            prepared =
                switch algorithm {
                case .hmacSHA1: .sha1(credential.withSecretKey { HMACSHA1(key: $0) })
                case .hmacSHA256: .sha256(credential.withSecretKey { HMACSHA256(key: $0) })
                }
        }

        func signature(of text: String) -> String {
            switch prepared {
            case .sha1(let key): Base64.encodeToString(key.authenticate(text.utf8.span).span)
            case .sha256(let key): key.authenticate(text.utf8.span).withSpan { Base64.encodeToString($0) }
            }
        }
    }
}
