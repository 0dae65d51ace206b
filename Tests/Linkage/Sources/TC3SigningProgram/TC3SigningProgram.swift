// SPDX-License-Identifier: Apache-2.0

import TC3Signing

/// Signs the example of Tencent Cloud's page "Signature v3", whose published key and identifier are asterisks.
@main
struct TC3SigningProgram {
    static func main() throws {
        let asterisks = String(repeating: "*", count: 32)
        let signer = try TC3Signer(
            credential: Credential(secretID: "AKID" + asterisks, secretKey: asterisks), service: "cvm")
        let request = try TC3Request(
            host: "cvm.tencentcloudapi.com", action: "DescribeInstances", version: "2017-03-12", region: "ap-guangzhou",
            contentType: "application/json; charset=utf-8")
        let body = #"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#
        let signature = try signer.sign(request, body: Array(body.utf8), at: 1_551_113_065)
        print(signature.signature == "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f")
    }
}
