// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// Cases that goals are about and that this version cannot run: each report names them with the reason.
enum MissingCases {
    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        var cases = [
            missing(
                CaseName.streamUnhashed(.aes256CBC, size), size,
                "every body is hashed while it is sealed, asked for or not")
        ]
        for algorithm in ContentAlgorithm.measured {
            cases.append(
                missing(CaseName.sealOnTwoThreads(algorithm, size), size, "one body is sealed on one thread"))
        }
        return cases
    }

    static func batch(_ size: ByteSize) -> BenchmarkCase {
        missing(CaseName.batch(.aes256CBC, size), size, "bodies are sealed one by one")
    }

    private static func missing(_ name: String, _ size: ByteSize, _ reason: String) -> BenchmarkCase {
        BenchmarkCase(name, "cannot be run: \(reason)", byteCount: size.byteCount) { _ in
            throw ThroughputError(.unavailable, reason)
        }
    }
}
