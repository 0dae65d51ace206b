// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// Bodies of any size that are never held: content from a generator, text to nowhere.
enum StreamCases {
    /// What is given to the session at once, and overwritten by the next piece of text.
    private static let piece = 64 << 10

    static func all(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> [BenchmarkCase] {
        [
            stream(
                CaseName.stream(algorithm, size), "seal a stream piece by piece, body never held", algorithm, size,
                .sha256),
            stream(
                CaseName.streamUnhashed(algorithm, size), "the same without the hash of the body", algorithm, size,
                .omitted),
        ]
    }

    private static func stream(
        _ name: String, _ summary: String, _ algorithm: ContentAlgorithm, _ size: ByteSize, _ payloadHash: PayloadHash
    ) -> BenchmarkCase {
        BenchmarkCase(
            name, summary,
            byteCount: size.byteCount, floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            let media = material.media(piece)
            let sealer = try material.sealer(algorithm)
            let first = try sealer.session(for: .media(.video))
            let room = ByteBuffer(
                byteCount: max(first.maximumByteCount(forUpdate: piece), first.maximumByteCountForFinish))
            return {
                let storage = UnsafeMutableBufferPointer(start: room.start, count: room.byteCount)
                var session = try sealer.session(for: .media(.video), payloadHash: payloadHash)
                var left = size.byteCount
                while left > 0 {
                    var output = OutputSpan(buffer: storage, initializedCount: 0)
                    let count = min(left, media.count)
                    try session.update(media.span.extracting(first: count), into: &output)
                    left -= count
                }
                var output = OutputSpan(buffer: storage, initializedCount: 0)
                _ = try session.finish(into: &output)
            }
        }
    }
}
