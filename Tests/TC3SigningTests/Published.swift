// SPDX-License-Identifier: Apache-2.0

import TC3Signing

/// Credentials that the vendor and others print in their documentation.
///
/// None of them opens anything.
enum Published {
    static let secretID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
    static let secretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
    /// The asterisks that mask the key on the page are the key: the page's values were computed
    /// with them.
    static let maskedKey = "Gu5t9xGARNpq86cd98joQYCN3*******"
    static let starsID = "AKID********************************"
    static let starsKey = "********************************"

    /// 2019-02-25T16:44:25Z, the time of the page's example.
    static let timestamp: Int64 = 1_551_113_065

    /// The 86 bytes of the page's example; the `\u` escapes are sent as they stand.
    static let payload = Array(
        #"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#.utf8)

    static func credential(_ secretKey: String = secretKey, id: String = secretID) throws -> Credential {
        try Credential(secretID: id, secretKey: secretKey)
    }

    static func signer(_ secretKey: String = secretKey, id: String = secretID, service: String) throws -> TC3Signer {
        try TC3Signer(credential: credential(secretKey, id: id), service: service)
    }

    static func describeInstances(_ signedHeaders: SignedHeaders) throws -> TC3Request {
        try TC3Request(
            host: "cvm.tencentcloudapi.com", action: "DescribeInstances", version: "2017-03-12",
            region: "ap-guangzhou", contentType: "application/json; charset=utf-8", signedHeaders: signedHeaders)
    }
}
