// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// Several bodies: a batch on one core, and independent ones on two.
enum ManyCases {
    static let batchCount = 16

    /// Sixteen bodies one after the other.
    static func oneByOne(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.oneByOne(algorithm, size), "seal 16 media one after the other",
            byteCount: batchCount * size.byteCount, operations: batchCount
        ) { material in
            let media = material.media(size.byteCount)
            let sealer = try material.sealer(algorithm)
            return { for _ in 0..<batchCount { _ = try sealer.seal(media: media.span, kind: .video) } }
        }
    }

    /// Sixteen bodies at once, on one core.
    static func batch(_ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        BenchmarkCase(
            CaseName.batch(algorithm, size), "seal 16 media as a batch on one core",
            byteCount: batchCount * size.byteCount, operations: batchCount,
            floors: [CaseName.oneByOne(algorithm, size)]
        ) { material in
            let media = [[UInt8]](repeating: material.media(size.byteCount), count: batchCount)
            let sealer = try material.sealer(algorithm)
            return { _ = try sealer.seal(batch: media, kind: .video) }
        }
    }

    /// Bodies on so many threads, four on each, none of which knows of the others.
    static func cores(_ threads: Int, _ algorithm: ContentAlgorithm, _ size: ByteSize) -> BenchmarkCase {
        let each = 4
        return BenchmarkCase(
            CaseName.parallel(algorithm, threads: threads, size),
            "seal independent media on \(threads) thread\(threads == 1 ? "" : "s")",
            byteCount: threads * each * size.byteCount, operations: threads * each, threads: threads,
            startsThreads: true
        ) { material in
            let cores = Cores.allowed
            guard cores.count >= threads else {
                throw ThroughputError(.unavailable, "the process may use \(cores.count) cores only")
            }
            let media = material.media(size.byteCount)
            let sealer = try material.sealer(algorithm)
            let work: @Sendable () -> Bool = {
                for _ in 0..<each where (try? sealer.seal(media: media.span, kind: .video)) == nil { return false }
                return true
            }
            return {
                guard WorkThread.run(work, on: cores.prefix(threads)) else {
                    throw ThroughputError(.libraryFailure, "a thread could not seal")
                }
            }
        }
    }
}
