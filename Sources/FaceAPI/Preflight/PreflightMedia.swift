// SPDX-License-Identifier: Apache-2.0

public import FaceMedia

/// A photo or video of a request: how many bytes it has, and what inspecting it found.
public struct PreflightMedia: Hashable, Sendable {
    /// What is known of the content.
    public enum Content: Hashable, Sendable {
        /// The headers were read.
        case inspected(MediaInfo)
        /// The headers could not be read.
        case failed(MediaError)
        /// Nobody looked; the rules on content say nothing.
        case notInspected
    }

    /// The bytes of the raw media, before base64.
    public let byteCount: Int
    /// What is known of the content.
    public let content: Content

    /// Describes media.
    public init(byteCount: Int, content: Content = .notInspected) {
        self.byteCount = byteCount
        self.content = content
    }

    /// Describes inspected media.
    public init(_ info: MediaInfo) { self.init(byteCount: info.byteCount, content: .inspected(info)) }

    /// Inspects bytes in memory, without a copy; what goes wrong becomes a finding later.
    public init(inspecting bytes: Span<UInt8>) {
        do {
            self.init(try MediaProbe.inspect(bytes))
        } catch {
            self.init(byteCount: bytes.count, content: .failed(error))
        }
    }

    /// Inspects a file; what is wrong with its content becomes a finding later.
    ///
    /// - Throws: `MediaError.unreadableFile`, `.notAFile`: nothing of the file can be said or sent.
    public init(inspectingFileAt path: String) throws(MediaError) {
        let file = try InspectedFile(path: path)
        do {
            self.init(try file.inspect())
        } catch {
            guard error.code != .unreadableFile else { throw error }
            self.init(byteCount: file.byteCount, content: .failed(error))
        }
    }

    /// What the headers say; nil where they could not be read or nobody looked.
    public var info: MediaInfo? {
        if case .inspected(let info) = content { info } else { nil }
    }

    /// The bytes of the media in base64.
    public var base64ByteCount: Int { BodyBudget.base64ByteCount(of: byteCount) }
}
