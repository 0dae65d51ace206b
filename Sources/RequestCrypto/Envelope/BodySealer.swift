// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Seals a whole request body: the form that DetectAIFakeFaces takes.
///
/// ```swift
/// let sealer = BodySealer(algorithm: .sm4GCM)
/// let body = try sealer.seal(mediaAt: "clip.mp4", kind: .video)
/// // body.bytes is the request, body.sha256 what TC3Signer needs.
/// ```
///
/// Every body gets a data key and an IV of its own. AES-256-CBC hides the content but does not protect it from being
/// changed: only the signature over the body does. SM4-GCM does both.
///
/// What sealing throws, whatever is sealed: what making a data key throws (``DataKey/generate(for:wrappedWith:form:)``,
/// or another source's own); `invalidKey` from a source whose key is for the other algorithm; `invalidIV` for
/// ``IVForm/literalText`` with SM4-GCM; `sizeLimitExceeded` for more than one SM4-GCM message can have;
/// `algorithmUnavailable` where no library has the algorithm, or the one that `TCFACE_BACKEND` names has not;
/// `randomUnavailable`; `selfTestFailed`; `libraryFailure`.
///
/// Source: Tencent Cloud 1007/47180 (data encryption); DetectAIFakeFaces, `Encryption` and `EncryptedBody`.
public struct BodySealer: Sendable {
    /// How content is encrypted.
    public let algorithm: ContentAlgorithm
    private let dataKeys: any DataKeySource
    private let ivSource: IVSource
    /// How its sessions seal: what measures the library path beside the kernels names it.
    package var engine: SealingEngine.Choice = .automatic

    /// A sealer that makes a fresh data key for each body.
    ///
    /// - Parameters:
    ///   - algorithm: How content is encrypted.
    ///   - wrappingKey: The service's public key; the vendor's published key for the algorithm when `nil`.
    ///   - keyForm: Raw random bytes, or text for a service that insists on text.
    public init(
        algorithm: ContentAlgorithm = .aes256CBC, wrappingKey: WrappingKey? = nil, keyForm: DataKeyForm = .rawBytes
    ) {
        self.init(
            algorithm: algorithm,
            dataKeys: FreshDataKeys(
                wrappingKey: wrappingKey ?? .vendorDefault(for: algorithm), form: keyForm))
    }

    /// A sealer whose data keys come from elsewhere, such as KMS or a bounded cache.
    ///
    /// - Parameters:
    ///   - algorithm: How content is encrypted.
    ///   - dataKeys: Gives a data key for each body.
    ///   - ivForm: How the IV is written; `.literalText` for the KMS flow of old accounts.
    public init(algorithm: ContentAlgorithm, dataKeys: some DataKeySource, ivForm: IVForm = .base64) {
        self.init(algorithm: algorithm, dataKeys: dataKeys, ivSource: .system(ivForm))
    }

    /// A sealer with a chosen source of IVs; known answers give the IV.
    package init(algorithm: ContentAlgorithm, dataKeys: some DataKeySource, ivSource: IVSource) {
        self.algorithm = algorithm
        self.dataKeys = dataKeys
        self.ivSource = ivSource
    }

    /// The exact size in bytes of the wire body for a JSON body of so many bytes, before there is a data key.
    ///
    /// - Returns: `nil` where the source of data keys does not say how long `CiphertextBlob` will be; the size is then
    ///   known with the session, see ``BodySealingSession/sealedByteCount(forContent:)``.
    public func sealedByteCount(forBody byteCount: Int) -> Int? { sealedByteCount(for: .json, byteCount) }

    /// The exact size in bytes of the wire body for a picture or clip of so many bytes, before there is a data key.
    ///
    /// - Returns: `nil` as ``sealedByteCount(forBody:)``.
    public func sealedByteCount(forMedia byteCount: Int, kind: MediaKind) -> Int? {
        sealedByteCount(for: .media(kind), byteCount)
    }

    private func sealedByteCount(for content: BodyContent, _ byteCount: Int) -> Int? {
        ciphertextBlobByteCount.map { blobByteCount in
            EnvelopeText.byteCount(
                forPlaintext: content.plaintextByteCount(forContent: byteCount), blobByteCount: blobByteCount,
                ivWireByteCount: ivSource.wireByteCount(for: algorithm), algorithm: algorithm)
        }
    }

    /// How many characters `CiphertextBlob` will have, where the source of data keys can say.
    package var ciphertextBlobByteCount: Int? { dataKeys.ciphertextBlobByteCount(for: algorithm) }

    /// Seals a body that is in memory.
    ///
    /// - Parameter body: The business parameters: a JSON object in UTF-8, checked before anything is sealed.
    /// - Returns: The wire body with its digest.
    /// - Throws: `emptyBody`; `malformedJSON` for anything but one strict JSON object (duplicate keys, nesting over 64
    ///   and invalid UTF-8 included); what sealing throws.
    public func seal(body: Span<UInt8>) throws(RequestCryptoError) -> SealedBody {
        guard !body.isEmpty else {
            throw RequestCryptoError(.emptyBody, "there is nothing to seal: the body is empty")
        }
        _ = try JSONCheck.object(body, what: "the body")
        return try seal(body, as: .json)
    }

    /// Seals a picture or clip that is in memory, as `{"FaceInput":"…","FaceInputType":…}`.
    ///
    /// - Parameters:
    ///   - media: The file's bytes, not base64.
    ///   - kind: Whether it is a picture or a clip.
    /// - Throws: `emptyBody`; what sealing throws.
    public func seal(media: Span<UInt8>, kind: MediaKind) throws(RequestCryptoError) -> SealedBody {
        guard !media.isEmpty else {
            throw RequestCryptoError(.emptyBody, "there is nothing to seal: the media is empty")
        }
        return try seal(media, as: .media(kind))
    }

    /// Seals a media file while reading it once.
    ///
    /// - Parameters:
    ///   - path: A regular file.
    ///   - kind: Whether it is a picture or a clip.
    /// - Throws: `unreadableFile`, `emptyFile`, `fileChanged`, `sizeLimitExceeded` for a body over 4 GiB; what sealing
    ///   throws.
    public func seal(mediaAt path: String, kind: MediaKind) throws(RequestCryptoError) -> SealedBody {
        var file = try MediaFile(path: path)
        let session = try session(for: .media(kind), contentByteCount: file.byteCount)
        let byteCount = session.sealedByteCount(forContent: file.byteCount)
        guard byteCount <= Self.maximumHeldByteCount else {
            throw RequestCryptoError(
                .sizeLimitExceeded,
                "\(path) would be sealed to \(byteCount) bytes, and at most \(Self.maximumHeldByteCount) are held in memory",
                hint: "stream it: stream(mediaAt:kind:)")
        }
        let chunk = ScratchBuffer(byteCount: MediaFile.chunk)
        let sealed = try SealedBody(
            byteCount: byteCount, contentByteCount: file.byteCount, of: session
        ) { session, output throws(RequestCryptoError) in
            var hasMore = true
            while hasMore {
                var room = unsafe OutputSpan(buffer: chunk.storage, initializedCount: 0)
                hasMore = try file.read(into: &room) > 0
                try session.update(room.span, into: &output)
            }
        }
        try file.finish()
        return sealed
    }

    /// A media file as a stream of wire bytes of known length, for an upload that is never held in memory.
    ///
    /// - Parameters:
    ///   - path: A regular file.
    ///   - kind: Whether it is a picture or a clip.
    ///   - payloadHash: `.omitted` for a request that is signed without its body.
    /// - Throws: `unreadableFile`, `emptyFile`, `sizeLimitExceeded`; what sealing throws.
    public func stream(
        mediaAt path: String, kind: MediaKind, payloadHash: PayloadHash = .sha256
    ) throws(RequestCryptoError) -> SealedMediaStream {
        // The file first: a missing file must not cost a wrapped key.
        let file = try MediaFile(path: path)
        let session = try session(for: .media(kind), contentByteCount: file.byteCount, payloadHash: payloadHash)
        return try SealedMediaStream(file, session)
    }

    /// Starts a body whose content arrives piece by piece.
    ///
    /// The session does not look into the content: JSON given to it is not checked. ``CachedDataKeys`` counts it as 10
    /// MiB, since nobody knows yet what will come.
    ///
    /// - Parameters:
    ///   - content: What the bytes will be.
    ///   - payloadHash: `.omitted` for a request that is signed without its body.
    /// - Throws: what sealing throws.
    public func session(
        for content: BodyContent, payloadHash: PayloadHash = .sha256
    ) throws(RequestCryptoError) -> BodySealingSession {
        // The IV first: a form that does not go with the algorithm must not cost a wrapped key.
        let iv = try ivSource.nextIV(for: algorithm)
        let dataKey = try checked(dataKeys.nextDataKey(for: algorithm))
        return try BodySealingSession(content, dataKey: dataKey, iv: iv, payloadHash: payloadHash, engine: engine)
    }

    /// Starts a body of known length, so that a cache of data keys can count it.
    private func session(
        for content: BodyContent, contentByteCount: Int, payloadHash: PayloadHash = .sha256
    ) throws(RequestCryptoError) -> BodySealingSession {
        let iv = try ivSource.nextIV(for: algorithm)
        let dataKey = try dataKey(for: content, contentByteCount)
        return try BodySealingSession(content, dataKey: dataKey, iv: iv, payloadHash: payloadHash, engine: engine)
    }

    private func dataKey(
        for content: BodyContent, _ contentByteCount: Int
    ) throws(RequestCryptoError) -> DataKey {
        try checked(
            dataKeys.nextDataKey(
                for: algorithm, sealing: content.plaintextByteCount(forContent: contentByteCount)))
    }

    /// A data key that a foreign source gave.
    private func checked(_ dataKey: consuming DataKey) throws(RequestCryptoError) -> DataKey {
        guard dataKey.algorithm == algorithm else {
            throw RequestCryptoError(
                .invalidKey, "the source of data keys gave one for \(dataKey.algorithm), not for \(algorithm)")
        }
        return dataKey
    }

    /// One body of a batch, with its own data key and IV.
    func batchBody(_ bytes: [UInt8], as content: BodyContent) throws(RequestCryptoError) -> BatchSealing.Body {
        let iv = try ivSource.nextIV(for: algorithm)
        let dataKey = try dataKey(for: content, bytes.count)
        return BatchSealing.Body(bytes, isMedia: content.mediaKind != nil, dataKey: dataKey, iv: iv)
    }

    /// The largest body that is held in memory, 4 GiB: four hundred times what the service takes.
    private static let maximumHeldByteCount = 1 << 32

    func seal(_ bytes: Span<UInt8>, as content: BodyContent) throws(RequestCryptoError) -> SealedBody {
        let session = try session(for: content, contentByteCount: bytes.count)
        return try SealedBody(
            byteCount: session.sealedByteCount(forContent: bytes.count), contentByteCount: bytes.count, of: session
        ) { session, output throws(RequestCryptoError) in
            try session.update(bytes, into: &output)
        }
    }
}
