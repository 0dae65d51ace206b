// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// A media file as a sealed body that is made while it is sent.
final class SealedMediaReader: RequestBodyReader {
    private var stream: SealedMediaStream

    init(_ stream: consuming SealedMediaStream) { self.stream = stream }

    func read(into buffer: inout OutputSpan<UInt8>) throws { _ = try stream.read(into: &buffer) }
}
