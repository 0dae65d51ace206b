// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import StrictJSON
import TC3Signing
import Testing

/// A random request, to be signed by the vendor's SDK and by us.
struct VendorRequest {
    /// What the SDK would send.
    struct Sent {
        /// Its headers.
        let headers: [String: String]
        /// The body, or the query of a GET.
        let data: [UInt8]

        /// Checks that our signature has the headers of the SDK, but for those that name the sender.
        func expectSame(_ signature: TC3Signature, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(signature.authorization == headers["Authorization"], sourceLocation: sourceLocation)
            let theirs = headers.filter { $0.key != "X-TC-RequestClient" }
            let ours = Dictionary(signature.headers.map { ($0.name, $0.value) }) { $1 }
            #expect(ours == theirs, sourceLocation: sourceLocation)
        }
    }

    let method: String
    let params: [JSONValue.Member]
    let isUnsigned: Bool
    let isMultipart: Bool
    let timestamp: Int64
    let boundary: String
    let service: String
    let region: String
    let action: String
    let secretID: String
    let secretKey: String
    let token: String?

    /// The parts of a multipart request that are binary.
    var binaryNames: [String] { params.map(\.name).filter { $0.hasPrefix("Binary") } }
    private var host: String { "\(service).tencentcloudapi.com" }

    init(
        method: String = "POST", params: [JSONValue.Member], isUnsigned: Bool = false, isMultipart: Bool = false,
        using random: inout some RandomNumberGenerator
    ) {
        self.method = method
        self.params = params
        self.isUnsigned = isUnsigned
        self.isMultipart = isMultipart
        // From 1970 to 2106: each UTC day has its own key.
        timestamp = Int64.random(in: 0...4_294_967_295, using: &random)
        boundary = Self.word(32, of: "0123456789abcdef", using: &random)
        service = ["faceid", "iai", "kms", "cvm"].randomElement(using: &random) ?? "faceid"
        region = ["ap-guangzhou", "ap-singapore"].randomElement(using: &random) ?? "ap-guangzhou"
        action = ["DetectAIFakeFaces", "detectLiveFaceAccurate", "Encrypt"].randomElement(using: &random) ?? "Encrypt"
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        secretID = "AKID" + Self.word(32, of: alphabet, using: &random)
        secretKey = Self.word(.random(in: 1...100, using: &random), of: alphabet + "*_-", using: &random)
        token = Bool.random(using: &random) ? Self.word(200, of: alphabet, using: &random) : nil
    }

    /// Has the SDK build all of them.
    static func send(_ requests: [VendorRequest]) throws -> [Sent] {
        let answers = try PythonEnvironment.run("vendor_sign.py", job: .array(requests.map(\.json)))
        try #require(answers.count == requests.count)
        return try answers.map { answer in
            let headers = try #require(answer["headers"]?.object).map { ($0.name, $0.value.string ?? "") }
            return Sent(
                headers: Dictionary(headers) { $1 }, data: try Base64.decode(try #require(answer["data"]?.string)))
        }
    }

    /// Our signer for it.
    func signer() throws -> TC3Signer {
        try TC3Signer(
            credential: Credential(secretID: secretID, secretKey: secretKey, token: token), service: service)
    }

    /// Our request for it, which signs the headers that the SDK signs.
    func tc3(
        method: TC3Request.Method = .post, contentType: String? = nil, query: String = ""
    ) throws -> TC3Request {
        try TC3Request(
            method: method, host: host, action: action.prefix(1).uppercased() + action.dropFirst(),
            version: "2018-03-01", region: region, language: "en-US", contentType: contentType, query: query,
            signedHeaders: .minimal)
    }

    private var json: JSONValue {
        [
            "method": .string(method), "host": .string(host), "service": .string(service), "region": .string(region),
            "action": .string(action), "version": "2018-03-01", "timestamp": .number(timestamp),
            "boundary": .string(boundary), "secretID": .string(secretID), "secretKey": .string(secretKey),
            "token": token.map { .string($0) } ?? .null, "isUnsigned": .bool(isUnsigned),
            "isMultipart": .bool(isMultipart), "params": .object(params),
            "binary": .array(binaryNames.map { .string($0) }),
        ]
    }

    private static func word(
        _ count: Int, of alphabet: String, using random: inout some RandomNumberGenerator
    ) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters.randomElement(using: &random) ?? "0" })
    }
}
