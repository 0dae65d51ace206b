// SPDX-License-Identifier: Apache-2.0

import TC3Signing
import Testing

@Suite("V1 signature")
struct V1SignerTests {
    struct Key: Sendable {
        let id: String
        let secret: String
    }

    static let example = Key(id: Published.secretID, secret: Published.secretKey)
    static let masked = Key(id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******", secret: Published.maskedKey)
    static let stars = Key(id: Published.starsID, secret: Published.starsKey)

    private func parameters(_ pairs: KeyValuePairs<String, QueryValue>) throws -> QueryParameters {
        var parameters = QueryParameters()
        for (name, value) in pairs { try parameters.append(name, value) }
        return parameters
    }

    private func signer(_ key: Key, _ algorithm: V1Signer.Algorithm) throws -> V1Signer {
        V1Signer(credential: try Credential(secretID: key.id, secretKey: key.secret), algorithm: algorithm)
    }

    /// The vendor's page document/api/213/30653; the HmacSHA256 values follow from an independent
    /// implementation.
    @Test(
        "gives the page's values under each of its keys",
        arguments: [
            (example, V1Signer.Algorithm.hmacSHA1, "EliP9YW3pW28FpsEdkXt/+WcGeI="),
            (masked, .hmacSHA1, "zmmjn35mikh6pM3V7sUEuX4wyYM="),
            (stars, .hmacSHA1, "7RAM2xfNMO9EiVTNmPg06MRnCvQ="),
            (example, .hmacSHA256, "A8uy2/o7WBZXYCTWEFpMrVGhGBVlEGIOioeqRM+fzFs="),
            (masked, .hmacSHA256, "czb75sAwt2P15FCqA4ugj88/aUVor/dVp3fCS/7mQiY="),
            (stars, .hmacSHA256, "JeJpKl2qfbiWZ3sk88EAhwAa4TIAZ3ZqEQoYJtT2OdU="),
        ])
    func pageExamples(key: Key, algorithm: V1Signer.Algorithm, expected: String) throws {
        let signature = try signer(key, algorithm).sign(
            host: "cvm.tencentcloudapi.com",
            parameters: parameters([
                "Action": "DescribeInstances", "InstanceIds": ["ins-09dx96dg"], "Limit": 20, "Offset": 0,
                "Region": "ap-guangzhou", "Version": "2017-03-12",
            ]),
            at: 1_465_185_768, nonce: 11886)
        let method = algorithm == .hmacSHA256 ? "&SignatureMethod=HmacSHA256" : ""
        #expect(
            signature.original
                == "GETcvm.tencentcloudapi.com/?Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20"
                + "&Nonce=11886&Offset=0&Region=ap-guangzhou&SecretId=\(key.id)\(method)"
                + "&Timestamp=1465185768&Version=2017-03-12")
        #expect(signature.signature == expected)
    }

    /// Made by running the vendor's Python SDK with its clock and its nonce stopped.
    @Test(
        "gives what the vendor's Python SDK gives",
        arguments: [
            (TC3Request.Method.get, V1Signer.Algorithm.hmacSHA1, "Pv9vQy1AFBE4kW5pR4rinkd+ZIU="),
            (.post, .hmacSHA256, "6+R5NtMv92CTRGd0h8Jh3DKjrsgUimuJujhlsWiOBSQ="),
        ])
    func pythonValues(method: TC3Request.Method, algorithm: V1Signer.Algorithm, expected: String) throws {
        let signature = try signer(Self.example, algorithm).sign(
            method, host: "cvm.tencentcloudapi.com",
            parameters: parameters([
                "InstanceIds": ["ins-09dx96dg"], "Limit": 20, "Offset": 0, "Action": "DescribeInstances",
                "RequestClient": "SDK_PYTHON_3.1.192", "Version": "2017-03-12", "Region": "ap-guangzhou",
                "SignatureMethod": .text(algorithm.rawValue), "Language": "zh-CN",
            ]),
            at: Published.timestamp, nonce: 11886)
        #expect(signature.signature == expected)
    }

    /// Printed in the tests of the community project teco-core.
    @Test("gives the API Explorer's value for a GET, and signs text that is not ASCII unencoded")
    func communityValues() throws {
        let signer = try signer(Key(id: "MY_TC_SECRET_ID", secret: "MY_TC_SECRET_KEY"), .hmacSHA1)
        let get = try signer.sign(
            host: "cvm.tencentcloudapi.com",
            parameters: parameters([
                "Action": "DescribeInstances", "InstanceIds": ["ins-000000", "ins-000001"], "Language": "zh-CN",
                "Region": "ap-shanghai", "Version": "2017-03-12",
            ]),
            at: 1_000_000_000, nonce: 8938)
        #expect(get.signature == "tJ8iV7prk8YIzmTwwnjVmN9hlTQ=")
        let post = try signer.sign(
            .post, host: "tag.tencentcloudapi.com",
            parameters: parameters(["Action": "GetTagValues", "TagKeys": ["平台"], "Version": "2018-08-13"]),
            at: 1_000_000_000, nonce: 4906)
        #expect(post.original.contains("&TagKeys.0=平台&"))
        #expect(post.signature == "wC32+fkn0vo3B8Ap0yQEWn0gzFc=")
        #expect(post.encodedParameters.contains("&TagKeys.0=%E5%B9%B3%E5%8F%B0&"))
    }

    @Test("is sent percent-encoded and last")
    func sentForm() throws {
        let signature = try signer(Self.example, .hmacSHA1).sign(
            host: "cvm.tencentcloudapi.com",
            parameters: parameters([
                "Action": "DescribeInstances", "InstanceIds": ["ins-09dx96dg"], "Limit": 20, "Offset": 0,
                "Region": "ap-guangzhou", "Version": "2017-03-12",
            ]),
            at: 1_465_185_768, nonce: 11886)
        #expect(signature.encodedParameters.hasSuffix("&Signature=EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D"))
        #expect(signature.description == signature.signature)
    }

    @Test("reads an underscore in a name as a dot when it signs, and sends it as it is")
    func underscores() throws {
        let signature = try signer(Self.example, .hmacSHA1).sign(
            host: "cvm.tencentcloudapi.com", parameters: parameters(["Filter_Name": "a_b"]), at: 1, nonce: 1)
        #expect(signature.original.contains("?Filter.Name=a_b&"))
        #expect(signature.encodedParameters.hasPrefix("Filter_Name=a_b&"))
        #expect(throws: TC3SigningError(.invalidParameter, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: "h", parameters: self.parameters(["A_B": "1", "A.B": "2"]), at: 1, nonce: 1)
        }
    }

    @Test("replaces the signature of a call that is signed again")
    func signsAgain() throws {
        let signer = try signer(Self.example, .hmacSHA1)
        let once = try signer.sign(host: "h", parameters: parameters(["Action": "A"]), at: 1, nonce: 1)
        let again = try signer.sign(
            host: "h", parameters: parameters(["Action": "A", "Signature": .text(once.signature)]), at: 1, nonce: 1)
        #expect(again == once)
    }

    @Test("refuses parameters that it sets itself", arguments: ["SecretId", "Timestamp", "Nonce", "Token"])
    func ownParameters(name: String) throws {
        #expect(throws: TC3SigningError(.invalidParameter, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: "h", parameters: self.parameters([name: "1"]), at: 1, nonce: 1)
        }
    }

    @Test("refuses a method word that is not its own")
    func otherMethodWord() throws {
        #expect(throws: TC3SigningError(.invalidParameter, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: "h", parameters: self.parameters(["SignatureMethod": "HmacSHA256"]), at: 1, nonce: 1)
        }
    }

    @Test("adds the token of a temporary credential")
    func token() throws {
        let credential = try Credential(secretID: "id", secretKey: "key", token: "tok+en")
        let signature = try V1Signer(credential: credential).sign(
            host: "h", parameters: parameters(["Action": "A"]), at: 1, nonce: 1)
        #expect(signature.original.contains("&Token=tok+en"))
        #expect(signature.encodedParameters.contains("&Token=tok%2Ben"))
        #expect(!"\(signature)".contains("tok"))
    }

    @Test(
        "refuses what is beyond the limit of its method and takes what is at it",
        arguments: [(TC3Request.Method.get, 32 * 1024), (.post, 1024 * 1024)])
    func limits(method: TC3Request.Method, limit: Int) throws {
        let signer = try signer(Self.example, .hmacSHA256)
        func sign(_ count: Int) throws -> V1Signature {
            try signer.sign(
                method, host: "h", parameters: parameters(["A": .text(String(repeating: "a", count: count))]), at: 1,
                nonce: 1)
        }
        // The signature's length in the query changes with its percent-encoded characters, so it is approached.
        let overhead = try sign(1).encodedParameters.utf8.count + 64
        #expect(try sign(limit - overhead).encodedParameters.utf8.count <= limit)
        #expect(throws: TC3SigningError(.sizeLimitExceeded, "")) { try sign(limit) }
    }

    @Test("refuses a host, a path or a time that cannot be", arguments: ["", "h\r\nx", "h/"])
    func badHost(host: String) throws {
        #expect(throws: TC3SigningError(.invalidField, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: host, parameters: self.parameters(["A": "1"]), at: 1, nonce: 1)
        }
        #expect(throws: TC3SigningError(.invalidField, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: "h", path: "/\(host)?", parameters: self.parameters(["A": "1"]), at: 1, nonce: 1)
        }
        #expect(throws: TC3SigningError(.timestampOutOfRange, "")) {
            try self.signer(Self.example, .hmacSHA1).sign(
                host: "h", parameters: self.parameters(["A": "1"]), at: -1, nonce: 1)
        }
    }
}
