// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceSandbox

@Suite("An exchange in the log")
struct ExchangeLineTests {
    private static func line(expected: String?, hidesExpected: Bool) -> String {
        let mismatch = SandboxExchange.SignatureMismatch(
            step: "signature", explanation: "why", line: 1, expected: expected, received: nil,
            hidesExpected: hidesExpected)
        let exchange = SandboxExchange(
            number: 1, time: 0, method: "POST", path: "/", action: nil, requestID: nil, status: 200, errorCode: "Code",
            explanation: nil, signatureMismatch: mismatch, requestByteCount: 2, responseByteCount: 3, microseconds: 4,
            faults: [])
        return ExchangeLine(exchange).description
    }

    @Test("tells a signature that is not shown from a line that is not there")
    func expected() {
        #expect(Self.line(expected: nil, hidesExpected: true).contains("expected: not shown\n"))
        #expect(Self.line(expected: nil, hidesExpected: false).contains("expected: nothing\n"))
        #expect(Self.line(expected: "host:a", hidesExpected: false).contains("expected: host:a\n"))
    }
}
