// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// A media file as the bytes of a sealed body, given out piece by piece.
///
/// ``byteCount`` is exact before the first byte, which makes a true `Content-Length`. Memory stays the same for any
/// size of file.
public struct SealedMediaStream: ~Copyable {
    /// The size of the whole sealed body in bytes.
    public let byteCount: Int

    private var file: MediaFile?
    private var session: BodySealingSession?
    private var summary: SealedBodySummary?
    private let media = ScratchBuffer(byteCount: MediaFile.chunk)
    private let pending: ScratchBuffer
    private var pendingRange = 0..<0

    init(
        _ file: consuming MediaFile, _ session: consuming BodySealingSession
    ) throws(RequestCryptoError) {
        try session.checkLength(file.byteCount)
        byteCount = session.sealedByteCount(forContent: file.byteCount)
        pending = ScratchBuffer(
            byteCount: max(
                session.maximumByteCount(forUpdate: MediaFile.chunk), session.maximumByteCountForFinish))
        self.file = consume file
        self.session = consume session
    }

    /// Appends the next bytes of the body, as far as the output has room.
    ///
    /// - Parameter output: Takes the bytes; it must have room for at least one.
    /// - Returns: Whether there may be more. After `false`, ``finish()`` gives the summary.
    /// - Throws: `unreadableFile`, `fileChanged` (also after the last byte of media: the body is then not to be
    ///   used), `libraryFailure`.
    public mutating func read(into output: inout OutputSpan<UInt8>) throws(RequestCryptoError) -> Bool {
        while output.freeCapacity > 0 {
            if pendingRange.isEmpty {
                guard session != nil else { return false }
                try produce()
            }
            let count = min(output.freeCapacity, pendingRange.count)
            let ready = unsafe UnsafeBufferPointer(rebasing: pending.storage[pendingRange.prefix(count)])
            output.append(copying: unsafe ready.span)
            pendingRange = pendingRange.dropFirst(count)
        }
        return session != nil || !pendingRange.isEmpty
    }

    /// What is known of the body after its last byte.
    ///
    /// - Returns: The summary; `nil` when ``read(into:)`` has not yet given out everything.
    public consuming func finish() -> SealedBodySummary? { pendingRange.isEmpty ? summary : nil }

    /// Fills the empty buffer with what the next chunk of media, or the end, makes.
    private mutating func produce() throws(RequestCryptoError) {
        var room = unsafe OutputSpan(buffer: media.storage, initializedCount: 0)
        var text = unsafe OutputSpan(buffer: pending.storage, initializedCount: 0)
        guard var running = session.take(), var source = file.take() else { return }
        if try source.read(into: &room) > 0 {
            try running.update(room.span, into: &text)
            session = consume running
            file = consume source
        } else {
            try source.finish()
            summary = try running.finish(into: &text)
        }
        pendingRange = 0..<text.count
    }
}
