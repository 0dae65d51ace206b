// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// The second step of a TC3 signature in its parts: algorithm, timestamp, credential scope, hashed canonical request.
///
/// Source: the vendor's page document/api/213/30654, step 2.
struct TextToSign: Sendable {
    let timestamp: String
    let scope: String
    let digest: SHA256Digest

    /// The size of the text.
    var byteCount: Int {
        TC3Signature.algorithm.utf8.count + timestamp.utf8.count + scope.utf8.count + 2 * SHA256Digest.byteCount + 3
    }

    /// Appends the text.
    func append(to output: inout OutputSpan<UInt8>) {
        output.append(line: TC3Signature.algorithm)
        output.append(line: timestamp)
        output.append(line: scope)
        output.append(digest)
    }

    /// Lends the text, from memory that costs no allocation unless the scope is very long.
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCount) { buffer in
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            append(to: &output)
            return body(output.span)
        }
    }
}
