// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto
internal import Synchronization

/// Sealers whose data keys come from KMS, one request's at a time or reused within limits.
///
/// Where a key is reused, however many ask at once, KMS is asked for one key for each algorithm.
///
/// Which accounts may send KMS's blobs is the service's choice: those from before 2023-03-17 (vendor's page
/// 1007/95088).
///
/// ```swift
/// let keys = KMSDataKeys(kms, keyID: keyID, reuse: CachedDataKeys.Limits(uses: 100))
/// let sealer = try await keys.bodySealer(.aes256CBC, sealing: mediaByteCount)
/// ```
public actor KMSDataKeys {
    private let kms: KMS
    private let keyID: String
    private let context: String?
    private let ivForm: IVForm
    private let options: CallOptions
    private let stocks: KeyStocks
    private let reused: CachedDataKeys?
    /// What KMS is being asked for at this moment, to be reused.
    private var fetches: [ContentAlgorithm: Task<FaceAPIError?, Never>] = [:]

    /// Makes a source; nothing is asked before the first sealer.
    ///
    /// - Parameters:
    ///   - kms: the service.
    ///   - keyID: the wrapping key in KMS.
    ///   - reuse: how long one data key is used; nil for a new one with each request.
    ///   - context: see ``KMS/generateDataKey(keyID:byteCount:context:options:)``.
    ///   - ivForm: how IVs are written: as text, which is what the KMS flow takes under AES-256-CBC; ignored under
    ///     SM4-GCM.
    ///   - options: deadline and the like for the calls of KMS.
    public init(
        _ kms: KMS, keyID: String, reuse: CachedDataKeys.Limits? = nil, context: String? = nil,
        ivForm: IVForm = .literalText, options: CallOptions = CallOptions()
    ) {
        self.kms = kms
        self.keyID = keyID
        self.context = context
        self.ivForm = ivForm
        self.options = options
        let stocks = KeyStocks()
        self.stocks = stocks
        reused = reuse.map { CachedDataKeys(reusing: stocks, limits: $0) }
    }

    /// A sealer for one whole body.
    ///
    /// - Parameters:
    ///   - algorithm: how content is encrypted.
    ///   - byteCount: about how many bytes will be sealed, for the limits of reuse.
    /// - Returns: a sealer that seals one body and throws `keyExhausted` for a second one.
    /// - Throws: ``FaceAPIError``: what KMS throws, `sealingFailed`.
    public func bodySealer(
        _ algorithm: ContentAlgorithm, sealing byteCount: Int = 10 << 20
    ) async throws(FaceAPIError) -> BodySealer {
        BodySealer(
            algorithm: algorithm, dataKeys: try await oneKey(for: algorithm, byteCount), ivForm: form(for: algorithm))
    }

    /// A sealer for the fields of one request; see ``bodySealer(_:sealing:)``.
    ///
    /// - Throws: ``FaceAPIError`` as for a body.
    public func fieldSealer(
        _ algorithm: ContentAlgorithm, sealing byteCount: Int = 1 << 16,
        layout: FieldSealer.Layout = .encryptionObject
    ) async throws(FaceAPIError) -> FieldSealer {
        FieldSealer(
            algorithm: algorithm, dataKeys: try await oneKey(for: algorithm, byteCount), ivForm: form(for: algorithm),
            layout: layout)
    }

    private func form(for algorithm: ContentAlgorithm) -> IVForm { algorithm == .aes256CBC ? ivForm : .base64 }

    /// A key for one request, in a stock of its own.
    private func oneKey(for algorithm: ContentAlgorithm, _ byteCount: Int) async throws(FaceAPIError) -> KeyStock {
        guard let reused else {
            let single = KeyStock()
            single.put(try await newKey(for: algorithm))
            return single
        }
        let end = options.end(from: .now)
        while true {
            if let kept = try Self.taken(from: reused, for: algorithm, byteCount) { return kept }
            let fetch = fetches[algorithm] ?? fetch(algorithm)
            switch await BoundedWait.result(until: end, of: { await fetch.value }) {
            // Others that waited for the same key may have used it up.
            case .value(nil): continue
            case .value(let error?): throw error
            case .cancelled: throw FaceClient.cancelled(Self.action)
            case .late: throw FaceClient.deadlineExceeded(Self.action)
            }
        }
    }

    /// Has KMS fill the stock, for everybody who waits: whoever asked first may be cancelled without the others losing
    /// out.
    private func fetch(_ algorithm: ContentAlgorithm) -> Task<FaceAPIError?, Never> {
        let task = Task { () -> FaceAPIError? in
            defer { fetches[algorithm] = nil }
            do throws(FaceAPIError) {
                stocks.stock(of: algorithm).put(try await newKey(for: algorithm))
                return nil
            } catch {
                return error
            }
        }
        fetches[algorithm] = task
        return task
    }

    private func newKey(for algorithm: ContentAlgorithm) async throws(FaceAPIError) -> DataKey {
        let made = try await kms.generateDataKey(
            keyID: keyID, byteCount: algorithm.keyByteCount, context: context, options: options)
        do throws(RequestCryptoError) {
            return try made.dataKey(for: algorithm)
        } catch {
            throw FaceAPIError(sealing: error, action: Self.action)
        }
    }

    private static let action = "GenerateDataKey"

    /// A key that the limits of reuse allow, in a stock of its own; nil when KMS must be asked.
    private static func taken(
        from source: CachedDataKeys, for algorithm: ContentAlgorithm, _ byteCount: Int
    ) throws(FaceAPIError) -> KeyStock? {
        do throws(RequestCryptoError) {
            let single = KeyStock()
            single.put(try source.nextDataKey(for: algorithm, sealing: byteCount))
            return single
        } catch {
            guard error.code == .keyExhausted else { throw FaceAPIError(sealing: error, action: action) }
            return nil
        }
    }
}

/// A stock for each algorithm: a key for one is nothing to another.
private final class KeyStocks: DataKeySource {
    private let stocks = Mutex<[ContentAlgorithm: KeyStock]>([:])

    func stock(of algorithm: ContentAlgorithm) -> KeyStock {
        stocks.withLock { stocks in
            let stock = stocks[algorithm] ?? KeyStock()
            stocks[algorithm] = stock
            return stock
        }
    }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        try stock(of: algorithm).nextDataKey(for: algorithm)
    }
}

/// Holds a data key until a request takes it.
private final class KeyStock: DataKeySource {
    private let key = Mutex<DataKey?>(nil)

    func put(_ new: consuming DataKey) {
        var new: DataKey? = new
        key.withLock { key in key = new.take() }
    }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        try key.withLock { key throws(RequestCryptoError) in
            guard let held = key.take() else {
                throw RequestCryptoError(
                    .keyExhausted, "the data key of this sealer has been used",
                    hint: "ask for a sealer for each request")
            }
            guard held.algorithm == algorithm else {
                key = consume held
                throw RequestCryptoError(.invalidKey, "the data key at hand is not for \(algorithm)")
            }
            return held
        }
    }

    func ciphertextBlobByteCount(for algorithm: ContentAlgorithm) -> Int? {
        key.withLock { $0?.ciphertextBlob.utf8.count }
    }
}
