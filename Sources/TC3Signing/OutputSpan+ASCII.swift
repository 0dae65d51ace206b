// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// For building the steps of a signature where they are needed, without a buffer in between.
extension OutputSpan<UInt8> {
    /// Appends the bytes of a text.
    mutating func append(_ text: String) { append(text.utf8.span) }

    /// Appends the bytes of a text and a line feed.
    mutating func append(line text: String) {
        append(text)
        append(CanonicalRequest.lineFeed)
    }

    /// Appends bytes.
    mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

    /// Appends a digest as lower-case hexadecimal digits.
    mutating func append(_ digest: SHA256Digest) {
        digest.withSpan { Hex.encode($0, into: &self) }
    }

    private mutating func append(_ bytes: Span<UInt8>) {
        precondition(freeCapacity >= bytes.count, "no room for \(bytes.count) bytes")
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count...])
            count += unsafe bytes.withUnsafeBufferPointer { unsafe rest.update(fromContentsOf: $0) }
        }
    }
}

extension String {
    /// Makes a text of the ASCII bytes that `body` appends, in one allocation.
    init(asciiByteCount byteCount: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
        self = unsafe String(unsafeUninitializedCapacity: byteCount) { buffer in
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            body(&output)
            return unsafe output.finalize(for: buffer)
        }
    }
}

extension SHA256Digest {
    /// The 64 lower-case hexadecimal digits.
    var digits: InlineArray<64, UInt8> {
        InlineArray(initializingWith: { output in output.append(self) })
    }
}
