// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import FaceMedia
internal import RequestDigests

/// A photo or video that came as a parameter.
struct ReceivedMedia: Sendable {
    let bytes: [UInt8]
    /// What its headers say; nil when they are no headers of a known format.
    let info: MediaInfo?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        info = try? MediaProbe.inspect(bytes)
    }

    /// Reads a parameter; nil when it is not there or empty.
    ///
    /// - Parameters:
    ///   - limit: how many characters of base64 it may have
    ///   - tooLarge: the error for more of them
    ///   - malformed: the error for what is no base64; nil takes `InvalidParameterValue`
    init?(
        _ name: String, of parameters: Parameters, limit: Int, tooLarge: ServiceFailure,
        malformed: ServiceFailure? = nil
    ) throws(ServiceFailure) {
        guard parameters.characterCount(name) <= limit else { throw tooLarge }
        let decoded: [UInt8]?
        do throws(Base64Error) {
            decoded = try parameters.base64(name)
        } catch {
            throw malformed ?? .value(of: name, "it is not base64 by RFC 4648")
        }
        guard let decoded else { return nil }
        self.init(decoded)
    }

    /// Whether a text could be where a photo or a video is; whether there is one is not asked.
    static func isURL(_ text: String) -> Bool {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else { return false }
        let host = text.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#".utf8.contains($0) }
        return !host.isEmpty && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }

    /// Whether the headers are whole and of one of these formats.
    func isOne(of formats: Set<MediaFormat>) -> Bool {
        guard let info else { return false }
        return formats.contains(info.format) && !info.isTruncated && !info.isAnimated
    }

    /// What a scenario may recognise the media by.
    var digest: MediaDigest {
        MediaDigest(
            sha256: SHA256Hasher.hash(bytes).hex,
            md5: (try? MD5Hasher.hash(bytes.span)).map { Hex.encode($0.span) } ?? "")
    }
}
