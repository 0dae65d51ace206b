// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
public import RequestCrypto

/// A photo or video for a request: a file, read when the request is built, or bytes in memory.
///
/// It is written in base64 straight into the request's body; nothing else holds a copy.
public struct MediaContent: Hashable, Sendable {
    enum Base: Hashable {
        case file(String)
        case bytes([UInt8])
    }

    let base: Base

    /// A regular file, which must not change while it is read.
    public static func file(at path: String) -> MediaContent { MediaContent(base: .file(path)) }

    /// The bytes of a photo or video, not base64.
    public static func bytes(_ bytes: [UInt8]) -> MediaContent { MediaContent(base: .bytes(bytes)) }

    /// What kind of media this is by its content, whatever its name says; nil for content that is
    /// neither photo nor video.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    public func detectedKind() throws(FaceAPIError) -> MediaKind? {
        try described().info.map { $0.kind == .image ? .image : .video }
    }

    /// What inspecting the headers finds; what is wrong with the content becomes a finding later.
    func described() throws(FaceAPIError) -> PreflightMedia {
        switch base {
        case .bytes(let bytes): return PreflightMedia(inspecting: bytes.span)
        case .file(let path):
            do throws(MediaError) {
                return try PreflightMedia(inspectingFileAt: path)
            } catch {
                throw FaceAPIError(.invalidRequest, "\(path): \(error.message)")
            }
        }
    }

    /// The bytes of the media, before base64.
    func byteCount() throws(FaceAPIError) -> Int {
        switch base {
        case .bytes(let bytes): return bytes.count
        case .file(let path):
            do throws(RequestCryptoError) {
                return try MediaFile(path: path).byteCount
            } catch {
                throw FaceAPIError(building: error, action: nil)
            }
        }
    }
}

extension FaceAPIError {
    /// Why a body could not be built: a file that cannot be read is the request's fault, anything
    /// else a failure of sealing.
    init(building error: RequestCryptoError, action: String?) {
        switch error.code {
        case .unreadableFile, .emptyFile, .fileChanged, .emptyBody:
            self.init(.invalidRequest, error.message, hint: error.hint, action: action)
            crypto = error
        default:
            self.init(sealing: error, action: action)
        }
    }
}
