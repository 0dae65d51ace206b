// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// A file of a liveness check, for a few minutes at a URL that needs no signature.
///
/// Whoever has the URL has the file: neither belongs in a log. Descriptions leave it out.
public struct LivenessFile: Hashable, Sendable, CustomStringConvertible {
    /// Where it is; the query authorises whoever asks.
    public let url: String
    /// The MD5 that the service announces, 32 lower-case hexadecimal digits; nil when it announces none.
    ///
    /// It finds a download that was cut off or altered by accident. It protects against nobody.
    public let md5: String?
    /// The bytes that the service announces; nil when it announces none.
    public let byteCount: Int?

    /// Describes a file.
    ///
    /// - Returns: nil when `md5` is no 32 hexadecimal digits, or `byteCount` is negative.
    public init?(url: String, md5: String?, byteCount: Int?) {
        if let md5 {
            guard let digest = Hex.decode(md5), digest.count == MD5Hasher.byteCount else { return nil }
            self.md5 = Hex.encode(digest)
        } else {
            self.md5 = nil
        }
        guard byteCount.map({ $0 >= 0 }) ?? true else { return nil }
        self.url = url
        self.byteCount = byteCount
    }

    /// Reads a `FileInfo`; nil where it names no file.
    init?(reading fields: AnswerFields) throws(FaceAPIError) {
        guard let url = try fields.optionalText("Url"), !url.isEmpty else { return nil }
        let md5 = try fields.optionalText("MD5").flatMap { $0.isEmpty ? nil : $0 }
        let size = try fields.optionalCount("Size")
        guard let file = LivenessFile(url: url, md5: md5, byteCount: size) else {
            throw fields.malformed("MD5", "is not 32 hexadecimal digits")
        }
        self = file
    }

    /// Size and MD5.
    public var description: String {
        "\(byteCount.map { "\($0) bytes" } ?? "unknown size"), \(md5.map { "MD5 \($0)" } ?? "no MD5")"
    }
}
