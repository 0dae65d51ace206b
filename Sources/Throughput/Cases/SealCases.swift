// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import TC3Signing

/// Sealing media into a request body with its hash.
enum SealCases {
    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        ContentAlgorithm.measured.flatMap { algorithm in
            [seal(algorithm, size), wrapped(algorithm, size), cipher(algorithm, size)]
        }
    }

    /// In memory, with a data key that is there.
    private static func seal(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.seal(algorithm, size), "seal media with body hash, without wrapping", byteCount: size.byteCount,
            floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            let media = material.media(size.byteCount)
            let sealer = try material.sealer(algorithm)
            return { _ = try sealer.seal(media: media.span, kind: .video) }
        }
    }

    /// In memory, with a data key of its own for each body, wrapped under the vendor's key.
    private static func wrapped(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.sealWrapped(algorithm, size), "seal media with body hash, a fresh data key wrapped for each",
            byteCount: size.byteCount, floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            let media = material.media(size.byteCount)
            let sealer = BodySealer(algorithm: algorithm)
            return { _ = try sealer.seal(media: media.span, kind: .video) }
        }
    }

    /// In memory, by a thread that may use every core: sealing then hashes on a second one where that helps.
    static func twoThreads(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.sealOnTwoThreads(algorithm, size), "seal media with body hash, free to use a second core",
            byteCount: size.byteCount, threads: 2, startsThreads: true, floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            guard Cores.allowed.count > 1 else {
                throw ThroughputError(.unavailable, "the process may use one core only")
            }
            let media = material.media(size.byteCount)
            let sealer = try material.sealer(algorithm)
            return { _ = try sealer.seal(media: media.span, kind: .video) }
        }
    }

    /// The same as the two above where the libraries encrypt and hash, as on a processor that no kernel is for; only
    /// base64 is ours.
    static func byLibraries(_ algorithm: ContentAlgorithm, threads: Int, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.sealByLibraries(algorithm, threads: threads, size),
            "seal media with body hash, cipher and hash by OpenSSL" + (threads == 1 ? "" : " on two cores"),
            byteCount: size.byteCount, threads: threads, startsThreads: threads > 1,
            floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            guard threads == 1 || Cores.allowed.count > 1 else {
                throw ThroughputError(.unavailable, "the process may use one core only")
            }
            let media = material.media(size.byteCount)
            var sealer = try material.sealer(algorithm)
            sealer.engine = .library
            let chosen = sealer
            return { _ = try chosen.seal(media: media.span, kind: .video) }
        }
    }

    /// The content cipher that sealing uses, alone.
    private static func cipher(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.ownCipher(algorithm, size), "the chosen \(algorithm) alone over the JSON plaintext",
            byteCount: size.byteCount, floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            let text = material.document(size.byteCount)
            let key = material.keyBytes(for: algorithm)
            let iv = material.ivBytes(for: algorithm)
            let buffer = ByteBuffer(byteCount: text.count + 32)
            return {
                let storage = UnsafeMutableBufferPointer(start: buffer.start, count: buffer.byteCount)
                var output = OutputSpan(buffer: storage, initializedCount: 0)
                var encryptor = try ContentEncryptor(algorithm, key: key.span, iv: iv.span)
                try encryptor.update(text.span, into: &output)
                _ = try encryptor.finish(into: &output)
            }
        }
    }

    /// From a file, which is what most callers do.
    static func file(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.sealFile(algorithm, size), "seal a media file with body hash, without wrapping",
            byteCount: size.byteCount, floors: [CaseName.cipher(algorithm, size)]
        ) { material in
            let file = try TemporaryMedia(material.media(size.byteCount))
            let sealer = try material.sealer(algorithm)
            return { _ = try sealer.seal(mediaAt: file.path, kind: .video) }
        }
    }

    /// Everything that a caller does for one request: fresh key, sealing, signing.
    static func request(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.request(algorithm, size), "a request end to end: fresh data key, sealing, TC3 signature",
            byteCount: size.byteCount
        ) { material in
            let media = material.media(size.byteCount)
            let sealer = BodySealer(algorithm: algorithm)
            let signing = try Signing()
            return {
                let body = try sealer.seal(media: media.span, kind: .video)
                _ = try signing.signer.sign(signing.request, bodyDigest: body.sha256, at: signing.timestamp)
            }
        }
    }
}

extension ContentAlgorithm {
    /// The algorithms that are measured.
    static var measured: [ContentAlgorithm] { [.aes256CBC, .sm4GCM] }
}

/// A signer and a request as the service's documentation has them.
struct Signing {
    let signer: TC3Signer
    let request: TC3Request
    let timestamp: Int64 = 1_551_113_065

    init() throws {
        signer = try TC3Signer(
            credential: Credential(
                secretID: "AKID0000000000000000000000000000EXAMPLE", secretKey: "00000000000000000000000000EXAMPLE"),
            service: "faceid")
        request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01")
    }
}
