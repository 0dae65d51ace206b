// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import SecretMemory

/// The other direction: a sealed body becomes media again.
enum OpenCases {
    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        [FloorCases.passes(size)] + ContentAlgorithm.measured.map { open($0, size) }
    }

    private static func open(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.open(algorithm, size), "open a sealed body to the bytes of the media", byteCount: size.byteCount,
            floors: algorithm == .aes256CBC ? [CaseName.passes(size)] : [CaseName.cipher(algorithm, size)]
        ) { material in
            let body = try material.body(algorithm, size.byteCount)
            let key = material.keyBytes(for: algorithm)
            let opener = EnvelopeOpener(dataKey: SecretBytes(copying: key.span))
            let expected = material.media(size.byteCount)
            guard try opener.openMedia(body.span).bytes == expected else {
                throw ThroughputError(.wrongResult, "what was sealed does not open to the same media")
            }
            return { _ = try opener.openMedia(body.span) }
        }
    }
}
