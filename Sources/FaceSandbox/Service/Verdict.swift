// SPDX-License-Identifier: Apache-2.0

internal import TC3Signing

/// An answer and what the journal is to know of it.
struct Verdict {
    var reply: HTTPReply
    var requestID: String?
    var errorCode: String?
    var explanation: String?
    /// Why a signature was refused.
    var report: VerificationReport?

    /// The entry for the journal.
    func exchange(_ number: Int, of call: ServiceCall, action: String?, duration: Duration) -> SandboxExchange {
        let (seconds, attoseconds) = duration.components
        return SandboxExchange(
            number: number, time: call.now, method: call.head.method, path: call.head.path,
            action: action.map { String($0.prefix(80)) }, requestID: requestID, status: reply.status,
            errorCode: errorCode, explanation: explanation, signatureMismatch: mismatch,
            requestByteCount: call.head.bodyByteCount, responseByteCount: reply.body.count,
            microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000, faults: call.plan.names)
    }

    private var mismatch: SandboxExchange.SignatureMismatch? {
        guard let finding = report?.findings.first else { return nil }
        return SandboxExchange.SignatureMismatch(
            step: finding.step.rawValue, explanation: finding.explanation, line: finding.difference.line,
            expected: Self.shown(finding.difference.expected), received: Self.shown(finding.difference.received))
    }

    /// A line without what a sender may have signed and nobody may read: a token.
    private static func shown(_ line: String?) -> String? {
        guard let line else { return nil }
        return line.lowercased().hasPrefix("x-tc-token") ? "x-tc-token:redacted" : String(line.prefix(400))
    }
}
