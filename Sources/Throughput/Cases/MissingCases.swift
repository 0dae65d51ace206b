// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// Cases that goals are about and that this version cannot run: each report names them with the reason.
enum MissingCases {
    static func all(_ size: ByteSize) -> [BenchmarkCase] {
        [
            missing(
                CaseName.streamUnhashed(.aes256CBC, size), size,
                "every body is hashed while it is sealed, asked for or not")
        ]
    }

    private static func missing(_ name: String, _ size: ByteSize, _ reason: String) -> BenchmarkCase {
        BenchmarkCase(name, "cannot be run: \(reason)", byteCount: size.byteCount) { _ in
            throw ThroughputError(.unavailable, reason)
        }
    }
}
