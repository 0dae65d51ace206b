// SPDX-License-Identifier: Apache-2.0

/// An exchange on one line of the log, and the first differing line of a signature below it.
struct ExchangeLine: CustomStringConvertible {
    let description: String

    init(_ exchange: SandboxExchange) {
        var line = "\(exchange.number) \(exchange.action ?? "\(exchange.method) \(exchange.path)")"
        line += " \(exchange.errorCode ?? (exchange.status == 200 ? "ok" : String(exchange.status)))"
        line += " \(exchange.requestByteCount) B in, \(exchange.responseByteCount) B out"
        line += ", \(exchange.microseconds) us"
        if let requestID = exchange.requestID { line += ", \(requestID)" }
        if !exchange.faults.isEmpty { line += ", faults: \(exchange.faults.joined(separator: " "))" }
        if let mismatch = exchange.signatureMismatch {
            line += "\n  \(mismatch.step), line \(mismatch.line): \(mismatch.explanation)"
            line += "\n    expected: \(mismatch.expected ?? (mismatch.hidesExpected ? "not shown" : "nothing"))"
            line += "\n    received: \(mismatch.received ?? "nothing")"
        } else if let explanation = exchange.explanation {
            line += "\n  \(explanation)"
        }
        description = line
    }
}
