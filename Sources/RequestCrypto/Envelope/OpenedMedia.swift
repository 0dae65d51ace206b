// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import SecretMemory
internal import StrictJSON

/// The picture or clip that was in an envelope.
public struct OpenedMedia: Sendable {
    /// Whether it is a picture or a clip, as `FaceInputType` says.
    public let kind: MediaKind
    /// How the body was encrypted.
    public let algorithm: ContentAlgorithm
    /// The file's bytes, not base64.
    ///
    /// Personal data: whoever holds it decides how long it lives.
    public let bytes: [UInt8]

    init(kind: MediaKind, algorithm: ContentAlgorithm, bytes: [UInt8]) {
        self.kind = kind
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Reads the media out of the parameters of a whole body.
    init(of body: Span<UInt8>, algorithm: ContentAlgorithm) throws(RequestCryptoError) {
        let document = try JSONCheck.object(body, what: "what was opened (wrong key?)")
        kind = try Self.kind(in: document, source: body)
        self.algorithm = algorithm
        let value = try Self.member(MediaText.inputName, of: document)
        guard value.kind == .string else {
            throw RequestCryptoError(.fieldNotString, "the FaceInput of what was opened is not a string")
        }
        do throws(Base64Error) {
            guard document.isPlainString(value) else {
                // Some writers escape the slashes of base64.
                var text = document.unescapedBytes(of: value, in: body) ?? []
                defer { wipe(&text) }
                bytes = try Self.decoded(text.span)
                return
            }
            bytes = try Self.decoded(body.extracting(document.contentRange(of: value)))
        } catch {
            throw RequestCryptoError(
                .malformedBase64, "the FaceInput of what was opened is not base64: \(error.message)")
        }
    }

    /// Decodes media; what was decoded until an error is wiped.
    private static func decoded(_ text: Span<UInt8>) throws(Base64Error) -> [UInt8] {
        let capacity = Base64.maximumDecodedByteCount(forByteCount: text.count)
        return try [UInt8](capacity: capacity) { output throws(Base64Error) in
            do throws(Base64Error) {
                try Base64.decode(text, into: &output)
            } catch {
                var refused = output.mutableSpan
                wipe(&refused)
                throw error
            }
        }
    }

    /// What `FaceInputType` says.
    static func kind(in document: JSONDocument, source: Span<UInt8>) throws(RequestCryptoError) -> MediaKind {
        let value = try member(MediaText.typeName, of: document)
        for kind in [MediaKind.image, .video] where value.kind == .number {
            let literal = source.extracting(value.byteRange)
            if literal.count == 1, literal[0] == UInt8(ascii: "0") + UInt8(kind.faceInputType) { return kind }
        }
        throw RequestCryptoError(
            .unknownMediaKind, "the FaceInputType of what was opened is neither 1 for a picture nor 2 for a clip")
    }

    private static func member(
        _ name: String, of document: JSONDocument
    ) throws(RequestCryptoError) -> JSONDocument.Value {
        guard let value = document.member(name, of: document.root) else {
            throw RequestCryptoError(
                .fieldNotFound, "what was opened has no \(name)", hint: "open the whole body in place of its media")
        }
        return value
    }
}
