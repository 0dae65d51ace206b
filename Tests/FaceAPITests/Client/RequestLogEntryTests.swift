// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FaceAPI

struct RequestLogEntryTests {
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
