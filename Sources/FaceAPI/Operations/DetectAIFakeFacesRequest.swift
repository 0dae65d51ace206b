// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto

/// What DetectAIFakeFaces is asked.
public struct DetectAIFakeFacesRequest: Sendable {
    /// The photo or video, of one face.
    ///
    /// At most about 7.5 MiB fit into a plain request and 5.6 MiB into an encrypted one; see
    /// ``Preflight/maximumMediaByteCount(encrypted:budget:)``.
    public var media: MediaContent
    /// Whether it is a photo or a video.
    public var kind: MediaKind
    /// Encrypts the whole body; nil to leave that to TLS.
    public var encryption: BodySealer?
    /// The region to ask; the page requires none.
    public var region: String?

    /// Describes a request.
    public init(_ media: MediaContent, kind: MediaKind, encryption: BodySealer? = nil, region: String? = nil) {
        self.media = media
        self.kind = kind
        self.encryption = encryption
        self.region = region
    }

    /// What the page says against the request.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    public func preflightFindings() throws(FaceAPIError) -> [PreflightFinding] { try described().findings() }

    /// The file to be read while it is sent: without a signature over the body, nothing has to know
    /// all of it beforehand.
    func streamedPath(_ options: CallOptions) -> String? {
        guard options.payloadSigning == .unsigned, case .file(let path) = media.base else { return nil }
        return path
    }

    /// Builds `{"FaceInput":"…","FaceInputType":1|2}`, sealed or not.
    func body(_ options: CallOptions) throws(FaceAPIError) -> CallBody {
        do throws(RequestCryptoError) {
            if let path = streamedPath(options) { return try streamedBody(of: path) }
            guard let encryption else {
                var body = RequestJSON()
                try body.add("FaceInput", media)
                body.add("FaceInputType", number: kind.faceInputType)
                return CallBody(json: try body.bytes())
            }
            let sealed =
                switch media.base {
                case .bytes(let bytes): try encryption.seal(media: bytes.span, kind: kind)
                case .file(let path): try encryption.seal(mediaAt: path, kind: kind)
                }
            return CallBody(sealed)
        } catch {
            throw FaceAPIError(building: error, action: Self.api.action)
        }
    }

    private func streamedBody(of path: String) throws(RequestCryptoError) -> CallBody {
        let (media, kind, encryption) = (media, kind, encryption)
        guard let encryption else {
            let byteCount = try PlainMediaReader(media, kind: kind).byteCount
            return CallBody(streamOf: byteCount, algorithm: nil) { try PlainMediaReader(media, kind: kind) }
        }
        // The length is the same under every data key; each attempt gets a key and an IV of its own.
        let byteCount = try encryption.stream(mediaAt: path, kind: kind).byteCount
        return CallBody(streamOf: byteCount, algorithm: encryption.algorithm) {
            SealedMediaReader(try encryption.stream(mediaAt: path, kind: kind, payloadHash: .omitted))
        }
    }
}
