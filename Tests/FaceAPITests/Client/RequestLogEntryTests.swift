// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct RequestLogEntryTests {
    @Test("of an error the codes are kept, and no word that the service wrote")
    func codes() {
        var error = FaceAPIError(.serviceError, "InvalidParameter: Name 'a person' is odd", hint: "a person")
        error.serviceCode = "InvalidParameter.Name"
        error.serviceMessage = "Name 'a person' is odd"
        #expect(RequestLogEntry.codes(of: error) == "serviceError: InvalidParameter.Name")
        error.serviceCode = "a person\nlog: forged"
        #expect(RequestLogEntry.codes(of: error) == "serviceError: an odd code")
        error.serviceCode = nil
        error.legacyCode = .signatureExpired
        #expect(RequestLogEntry.codes(of: error) == "serviceError: 9")
        let lost = FaceAPIError(TransportError(.connectionReset, "it broke", exposure: .partial), action: "A")
        #expect(RequestLogEntry.codes(of: lost) == "transportFailed: connectionReset")
        #expect(RequestLogEntry.codes(of: FaceAPIError(.cancelled, "a person")) == "cancelled")
    }

    @Test("signatures and tokens stay out of the log, and what is public stays in")
    func redaction() {
        let headers = RequestLogEntry.redacted([
            "Host": "faceid.tencentcloudapi.com", "X-TC-Token": "secret-token",
            "Authorization":
                "TC3-HMAC-SHA256 Credential=AKID/2019-02-25/faceid/tc3_request, SignedHeaders=host, Signature=0123abcd",
        ])
        #expect(headers["host"] == "faceid.tencentcloudapi.com")
        #expect(headers["x-tc-token"] == "redacted")
        #expect(headers["authorization"]?.hasSuffix("SignedHeaders=host, Signature=redacted") == true)
        #expect(!"\(headers)".contains("0123abcd"))
    }

    @Test("a legacy signature, which carries its own text, goes as a whole")
    func legacy() {
        let headers = RequestLogEntry.redacted(["Authorization": "p2Y5iIYyBmQNfUvPe3e1sxEN"])
        #expect(headers["authorization"] == "redacted")
    }
}
