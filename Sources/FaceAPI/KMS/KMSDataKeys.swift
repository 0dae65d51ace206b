// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto
internal import Synchronization

/// Sealers whose data keys come from KMS, one request's at a time or reused within limits.
///
/// Which accounts may send KMS's blobs is the service's choice: those from before 2023-03-17 (vendor's page 1007/95088).
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
    private let stock = KeyStock()
    private let keys: any DataKeySource

    /// Makes a source; nothing is asked before the first sealer.
    ///
    /// - Parameters:
    ///   - kms: the service.
    ///   - keyID: the wrapping key in KMS.
    ///   - reuse: how long one data key is used; nil for a new one with each request.
    ///   - context: see ``KMS/generateDataKey(keyID:byteCount:context:options:)``.
    ///   - ivForm: how IVs are written: as text, which is what the KMS flow takes under AES-256-CBC; ignored under SM4-GCM.
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
        keys = if let reuse { CachedDataKeys(reusing: stock, limits: reuse) } else { stock }
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

    private func oneKey(for algorithm: ContentAlgorithm, _ byteCount: Int) async throws(FaceAPIError) -> KeyStock {
        // A reused key first; what the limits no longer allow asks the stock, which is empty until KMS has filled it.
        if let kept = try taken(for: algorithm, byteCount) { return kept }
        let made = try await kms.generateDataKey(
            keyID: keyID, byteCount: algorithm.keyByteCount, context: context, options: options)
        do throws(RequestCryptoError) {
            stock.put(try made.dataKey(for: algorithm))
        } catch {
            throw FaceAPIError(sealing: error, action: "GenerateDataKey")
        }
        guard let fresh = try taken(for: algorithm, byteCount) else {
            throw FaceAPIError(
                sealing: RequestCryptoError(
                    .keyExhausted, "another request took the data key that KMS made for this one"),
                action: "GenerateDataKey")
        }
        return fresh
    }

    /// A key for one request, in a stock of its own; nil when KMS must be asked.
    private func taken(for algorithm: ContentAlgorithm, _ byteCount: Int) throws(FaceAPIError) -> KeyStock? {
        do throws(RequestCryptoError) {
            let single = KeyStock()
            single.put(try keys.nextDataKey(for: algorithm, sealing: byteCount))
            return single
        } catch {
            guard error.code == .keyExhausted else { throw FaceAPIError(sealing: error, action: "GenerateDataKey") }
            return nil
        }
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
