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
            number: number, time: call.now, method: Self.cut(call.head.method, to: 40),
            path: Self.cut(call.head.path, to: 200), action: action.map { Self.cut($0, to: 80) },
            requestID: requestID, status: reply.status, errorCode: errorCode,
            explanation: explanation.map { Self.cut($0, to: 1000) }, signatureMismatch: mismatch,
            requestByteCount: call.head.bodyByteCount, responseByteCount: reply.body.count,
            microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000, faults: call.plan.names)
    }

    private var mismatch: SandboxExchange.SignatureMismatch? {
        guard let finding = report?.findings.first else { return nil }
        return SandboxExchange.SignatureMismatch(
            step: finding.step.rawValue, explanation: Self.cut(finding.explanation, to: 1000),
            line: finding.difference.line, expected: Self.shown(finding.difference.expected),
            received: Self.shown(finding.difference.received), hidesExpected: finding.difference.hidesExpected)
    }

    /// A line, which may be as long as a query; the report has no token in it.
    private static func shown(_ line: String?) -> String? { line.map { cut($0, to: 400) } }

    /// What a sender chose is kept up to so many bytes: a character may have any number of them.
    private static func cut(_ text: String, to byteCount: Int) -> String {
        text.utf8.count <= byteCount ? text : String(decoding: text.utf8.prefix(byteCount), as: UTF8.self)
    }
}
