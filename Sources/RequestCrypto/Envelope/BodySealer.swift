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
/// Source: Tencent Cloud 1007/47180 (data encryption); DetectAIFakeFaces, `Encryption` and `EncryptedBody`.
public struct BodySealer: Sendable {
    /// How content is encrypted.
    public let algorithm: ContentAlgorithm
    private let dataKeys: any DataKeySource
    private let ivSource: IVSource

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

    /// Seals a body that is in memory.
    ///
    /// - Parameter body: The business parameters: a JSON object in UTF-8, checked before anything is sealed.
    /// - Returns: The wire body with its digest.
    /// - Throws: `emptyBody`; `malformedJSON` for anything but one strict JSON object (duplicate keys, nesting over 64
    ///   and invalid UTF-8 included); what making a data key throws.
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
    /// - Throws: `emptyBody`; what making a data key throws.
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
    /// - Throws: `unreadableFile`, `emptyFile`, `fileChanged`; what making a data key throws.
    public func seal(mediaAt path: String, kind: MediaKind) throws(RequestCryptoError) -> SealedBody {
        var file = try MediaFile(path: path)
        let session = try session(for: .media(kind))
        let chunk = ScratchBuffer(byteCount: MediaFile.chunk)
        let sealed = try SealedBody(
            byteCount: session.sealedByteCount(forContent: file.byteCount), contentByteCount: file.byteCount,
            of: session
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
    /// - Throws: `unreadableFile`, `emptyFile`; what making a data key throws.
    public func stream(
        mediaAt path: String, kind: MediaKind, payloadHash: PayloadHash = .sha256
    ) throws(RequestCryptoError) -> SealedMediaStream {
        // The file first: a missing file must not cost a wrapped key.
        let file = try MediaFile(path: path)
        return SealedMediaStream(file, try session(for: .media(kind), payloadHash: payloadHash))
    }

    /// Starts a body whose content arrives piece by piece.
    ///
    /// The session does not look into the content: JSON given to it is not checked.
    ///
    /// - Parameters:
    ///   - content: What the bytes will be.
    ///   - payloadHash: `.omitted` for a request that is signed without its body.
    /// - Throws: what making a data key throws.
    public func session(
        for content: BodyContent, payloadHash: PayloadHash = .sha256
    ) throws(RequestCryptoError) -> BodySealingSession {
        // The IV first: a form that does not go with the algorithm must not cost a wrapped key.
        let iv = try ivSource.nextIV(for: algorithm)
        return try BodySealingSession(
            content, dataKey: try dataKeys.nextDataKey(for: algorithm), iv: iv, payloadHash: payloadHash)
    }

    /// One body of a batch, with its own data key and IV.
    func batchBody(_ bytes: [UInt8], as content: BodyContent) throws(RequestCryptoError) -> BatchSealing.Body {
        let iv = try ivSource.nextIV(for: algorithm)
        let dataKey = try dataKeys.nextDataKey(
            for: algorithm, sealing: content.plaintextByteCount(forContent: bytes.count))
        return BatchSealing.Body(bytes, isMedia: content.mediaKind != nil, dataKey: dataKey, iv: iv)
    }

    func seal(_ bytes: Span<UInt8>, as content: BodyContent) throws(RequestCryptoError) -> SealedBody {
        let session = try session(for: content)
        return try SealedBody(
            byteCount: session.sealedByteCount(forContent: bytes.count), contentByteCount: bytes.count, of: session
        ) { session, output throws(RequestCryptoError) in
            try session.update(bytes, into: &output)
        }
    }
}
