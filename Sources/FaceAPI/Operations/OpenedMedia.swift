// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto

/// Media whose size is known, to be read once.
final class OpenedMedia {
    /// The bytes of the media, before base64.
    let byteCount: Int

    private var file: MediaFile?
    private var bytes: [UInt8]

    /// Large enough that system calls do not count, and whole groups of three bytes.
    static let chunk = 48 * 1024

    /// Opens a file, or takes bytes in memory.
    ///
    /// - Throws: `unreadableFile`, `emptyFile`.
    init(_ content: MediaContent) throws(RequestCryptoError) {
        switch content.base {
        case .bytes(let bytes):
            self.bytes = bytes
            file = nil
            byteCount = bytes.count
        case .file(let path):
            let opened = try MediaFile(path: path)
            byteCount = opened.byteCount
            bytes = []
            file = consume opened
        }
    }

    /// Replaces a chunk by the next bytes of the media: all of them when they are in memory.
    ///
    /// - Returns: false when there are no more.
    /// - Throws: `unreadableFile`, `fileChanged`.
    func read(into chunk: inout [UInt8]) throws(RequestCryptoError) -> Bool {
        guard var reading = file.take() else {
            chunk = bytes
            bytes = []
            return !chunk.isEmpty
        }
        chunk.removeAll(keepingCapacity: true)
        try chunk.append(addingCapacity: Self.chunk) { room throws(RequestCryptoError) in
            // A short read must not leave a chunk of other than whole groups; only the last one may be.
            while room.freeCapacity > 0, try reading.read(into: &room) > 0 {}
        }
        if chunk.isEmpty {
            try reading.finish()
            return false
        }
        file = consume reading
        return true
    }

    /// Appends the media in base64.
    ///
    /// - Precondition: `output` has room for it, and nothing was read before.
    /// - Throws: `unreadableFile`, `fileChanged`.
    func appendBase64(to output: inout OutputSpan<UInt8>) throws(RequestCryptoError) {
        var encoder = Base64Encoder()
        var chunk: [UInt8] = []
        while try read(into: &chunk) { encoder.update(chunk.span, into: &output) }
        encoder.finish(into: &output)
    }

    /// The media itself.
    ///
    /// - Throws: `unreadableFile`, `fileChanged`.
    func contents() throws(RequestCryptoError) -> [UInt8] {
        guard var reading = file.take() else { return bytes }
        let contents = try [UInt8](capacity: byteCount) { output throws(RequestCryptoError) in
            while output.freeCapacity > 0, try reading.read(into: &output) > 0 {}
        }
        try reading.finish()
        return contents
    }
}
