// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import Synchronization

/// Passes a download on while counting and digesting it, and lets it end only as what was announced.
///
/// What is behind it sees no `finish()` for anything else, so a file never gets its name.
final class CheckedSink: ResponseSink {
    /// What was found against a download; shared with whoever waits for it.
    final class Verdict: Sendable {
        private let found = Mutex<String?>(nil)

        /// What is wrong; nil when nothing is, or nobody has got that far.
        var mismatch: String? { found.withLock { $0 } }

        fileprivate func note(_ mismatch: String) -> TransportError {
            found.withLock { $0 = mismatch }
            return TransportError(.sinkFailed, mismatch)
        }
    }

    private let file: LivenessFile
    private let target: any ResponseSink
    private let verdict: Verdict
    private var hasher: MD5Hasher?
    private var receivedByteCount = 0

    /// - Throws: `DigestError` when libcrypto offers no MD5.
    init(_ file: LivenessFile, target: any ResponseSink, verdict: Verdict) throws {
        self.file = file
        self.target = target
        self.verdict = verdict
        hasher = file.md5 == nil ? nil : try MD5Hasher()
    }

    func write(_ bytes: Span<UInt8>) throws {
        receivedByteCount += bytes.count
        if let announced = file.byteCount, receivedByteCount > announced {
            throw verdict.note("more than the announced \(announced) bytes came")
        }
        hasher?.update(bytes)
        try target.write(bytes)
    }

    func finish() throws {
        if let announced = file.byteCount, receivedByteCount != announced {
            throw verdict.note("\(receivedByteCount) bytes came, not the announced \(announced)")
        }
        if let hasher = hasher.take() {
            let digest = Hex.encode(hasher.finish())
            guard digest == file.md5 else {
                throw verdict.note("the MD5 is \(digest), not the announced \(file.md5 ?? "")")
            }
        }
        try target.finish()
    }
}
