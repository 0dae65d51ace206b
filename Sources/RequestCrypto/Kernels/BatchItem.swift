// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// One body of several that are sealed at once, with AES-256-CBC.
@safe
final class BatchItem {
    /// The state, plaintext included.
    let sealing: KernelSealing
    /// The content of the whole body.
    let content: [UInt8]
    /// The digest of all text, after ``finish(plaintext:text:)``.
    private(set) var digest: SHA256Digest?

    private var room: UnsafeMutableBufferPointer<UInt8>?
    private var written = 0
    private var taken = 0

    init(_ sealing: consuming KernelSealing, content: [UInt8]) {
        self.sealing = sealing
        self.content = content
    }

    /// Sets where the text goes; the memory must stay until ``finish(plaintext:text:)``.
    func write(to room: UnsafeMutableBufferPointer<UInt8>) { unsafe self.room = room }

    /// Appends text, and takes plaintext that stands before the content.
    func begin(text: [UInt8], plaintext: [UInt8]) {
        append { sealing, output in sealing.add(text: text.span, into: &output) }
        sealing.add(plaintext: plaintext.span)
    }

    /// Seals the first `byteCount` bytes of the content of each of at most as many items as there are lanes.
    static func sealTogether(_ items: [BatchItem], byteCount: Int) {
        let states = unsafe items.map { unsafe $0.sealing.pointer }
        let outputs = unsafe items.map { unsafe $0.free(byteCount) }
        var written = 0
        unsafe withContents(items[...], []) { contents in
            written = unsafe KernelSealing.update(states, contents: contents, byteCount: byteCount, outputs: outputs)
        }
        for item in items {
            item.written += written
            item.taken = byteCount
        }
    }

    /// Seals the rest of the content, and ends the body with the tail of `text`.
    func finish(plaintext: [UInt8] = [], text: EnvelopeText? = nil) {
        append { sealing, output in
            let content = self.content
            sealing.update(content.span.extracting(taken...), into: &output)
            sealing.endContent()
            sealing.add(plaintext: plaintext.span)
            _ = sealing.endCiphertext(into: &output)
            text?.tail(nil) { sealing.add(text: $0, into: &output) }
        }
        digest = sealing.digest()
        unsafe room = nil
    }

    /// Lends the contents of all items at once.
    private static func withContents(
        _ items: ArraySlice<BatchItem>, _ pointers: [UnsafePointer<UInt8>],
        _ body: ([UnsafePointer<UInt8>]) -> Void
    ) {
        guard let item = items.first else { return unsafe body(pointers) }
        unsafe item.content.withUnsafeBufferPointer { content in
            guard let start = content.baseAddress else { preconditionFailure("an empty content is not sealed") }
            unsafe withContents(items.dropFirst(), pointers + [start], body)
        }
    }

    private func append(_ body: (borrowing KernelSealing, inout OutputSpan<UInt8>) -> Void) {
        guard let room = unsafe room else { preconditionFailure("an item is given its memory first") }
        var output = unsafe OutputSpan(buffer: room, initializedCount: written)
        body(sealing, &output)
        written = unsafe output.finalize(for: room)
    }

    /// Where the next text goes, with room for what so much content makes.
    private func free(_ byteCount: Int) -> UnsafeMutablePointer<UInt8> {
        guard let room = unsafe room, let start = room.baseAddress,
            room.count - written >= sealing.textByteCount(forContent: byteCount), content.count >= byteCount
        else { preconditionFailure("an item has memory for its whole body") }
        return unsafe start + written
    }
}
