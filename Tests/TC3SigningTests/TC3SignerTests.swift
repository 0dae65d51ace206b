// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import SecretMemory
import TC3Signing
import Testing

@Suite("TC3 signature")
struct TC3SignerTests {
    /// The vendor's page document/api/213/30654, in its older form, which signs two headers.
    @Test("gives every step of the page's example with two signed headers")
    func pageExampleWithTwoHeaders() throws {
        let signature = try Published.signer(service: "cvm").sign(
            Published.describeInstances(.minimal), body: Published.payload, at: Published.timestamp)
        #expect(
            signature.canonicalRequest == """
                POST
                /

                content-type:application/json; charset=utf-8
                host:cvm.tencentcloudapi.com

                content-type;host
                35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064
                """)
        #expect(
            signature.hashedCanonicalRequest.hex
                == "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031")
        #expect(
            signature.stringToSign == """
                TC3-HMAC-SHA256
                1551113065
                2019-02-25/cvm/tc3_request
                5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031
                """)
        #expect(signature.credentialScope == "2019-02-25/cvm/tc3_request")
        #expect(signature.signature == "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")
        #expect(
            signature.authorization
                == "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
                + "SignedHeaders=content-type;host, "
                + "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")
    }

    /// The same page in its current form; two of the keys are the masks that it prints.
    @Test(
        "gives the page's values with two and with three signed headers under each of its keys",
        arguments: [
            (
                Published.maskedKey, SignedHeaders.minimal,
                "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"
            ),
            (
                Published.starsKey, .standard,
                "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
            ),
            (
                Published.maskedKey, .standard,
                "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3"
            ),
            (
                Published.secretKey, .standard,
                "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26"
            ),
        ])
    func pageExamples(secretKey: String, signedHeaders: SignedHeaders, expected: String) throws {
        let signature = try Published.signer(secretKey, service: "cvm").sign(
            Published.describeInstances(signedHeaders), body: Published.payload, at: Published.timestamp)
        #expect(signature.signature == expected)
    }

    @Test("lower-cases the action in the canonical request and leaves the header as it is")
    func actionIsLowerCased() throws {
        let signature = try Published.signer(service: "cvm").sign(
            Published.describeInstances(.standard), body: Published.payload, at: Published.timestamp)
        #expect(signature.canonicalRequest.contains("\nx-tc-action:describeinstances\n"))
        #expect(
            signature.hashedCanonicalRequest.hex
                == "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84")
        #expect(signature.headers.contains(HeaderField(name: "X-TC-Action", value: "DescribeInstances")))
    }

    /// The SecretSigning of the stars is printed on the page; the others follow from an independent
    /// implementation.
    @Test(
        "derives the published keys",
        arguments: [
            (
                Published.secretKey,
                [
                    "d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a",
                    "3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050",
                    "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1",
                ]
            ),
            (
                Published.maskedKey,
                [
                    "f1cb4d518a0eda9d5cbbfdb7850983f1e603eeae484edea76e4dd8d8deb5556e",
                    "e7c609ce81bea53546bed2cc904778bef9ca14082e48e67883443ed64e227cd7",
                    "8aa8ab5755582f576e94bcfe383b8e29325b0ca90c3590d569221c6a63a091ed",
                ]
            ),
            (
                Published.starsKey,
                [
                    "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0",
                    "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f",
                    "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af",
                ]
            ),
        ])
    func derivedKeys(secretKey: String, expected: [String]) throws {
        let texts = try Published.credential(secretKey).withPrefixedKey { firstKey in
            let keys = SigningKey.derive(from: firstKey, date: "2019-02-25", service: "cvm")
            return [
                keys.date.withBytes { Hex.encode($0) }, keys.service.withBytes { Hex.encode($0) },
                keys.signing.withBytes { Hex.encode($0) },
            ]
        }
        #expect(texts == expected)
    }

    /// Computed by the vendor's API Explorer, printed in the tests of the community project
    /// teco-core.
    @Test("gives the API Explorer's values for a POST and for a GET")
    func apiExplorerValues() throws {
        let signer = try Published.signer("MY_TC_SECRET_KEY", id: "MY_TC_SECRET_ID", service: "cvm")
        let post = try TC3Request(
            host: "cvm.tencentcloudapi.com", action: "DescribeInstances", version: "2017-03-12",
            signedHeaders: .minimal)
        #expect(
            try signer.sign(post, body: Array("{}".utf8), at: 1_000_000_000).signature
                == "2c0b761dcdeacac29ac9d135f9f22b0fa52d4536d8b7727a8a515935c47eaea7")
        let get = try TC3Request(
            method: .get, host: "cvm.tencentcloudapi.com", action: "DescribeInstances", version: "2017-03-12",
            query: "InstanceIds.0=ins-000000&InstanceIds.1=ins-000001", signedHeaders: .minimal)
        #expect(
            try signer.sign(get, at: 1_000_000_000).signature
                == "a4315b91798a181a6e5fb0353590040a399edad4a003ef5688d71fb34366c471")
    }

    /// Made by running the vendor's Python SDK with its clock stopped.
    @Test("gives what the vendor's Python SDK gives for a JSON body")
    func pythonJSONBody() throws {
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01",
            signedHeaders: .minimal)
        let signature = try Published.signer(service: "faceid").sign(
            request, body: Array(#"{"FaceInput": "AAAAA", "FaceInputType": 1}"#.utf8), at: Published.timestamp)
        #expect(signature.signature == "2983b2cb5a7c3501dbc2a3c68a82b2dacf014d26cf6ccaffeda71837c4b68f62")
    }

    @Test("gives what the vendor's Python SDK gives for a host abroad, and does not sign the token")
    func pythonHostAbroad() throws {
        let credential = try Credential(
            secretID: Published.secretID, secretKey: Published.secretKey, token: "a-token")
        let request = try TC3Request(
            host: "faceid.intl.tencentcloudapi.com", action: "GetLivenessResult", version: "2018-03-01",
            signedHeaders: .minimal)
        let signature = try TC3Signer(credential: credential, service: "faceid").sign(
            request, body: Array(#"{"SdkToken": "D2B55F0C-FB5D-4FB6-8765-3E931EBBFC79"}"#.utf8),
            at: Published.timestamp)
        #expect(signature.signature == "70dee8f0b7446d118300399b2dcbec6e76afde5a735309b5e6e5c020d3b2d7ee")
        #expect(signature.headers.contains(HeaderField(name: "X-TC-Token", value: "a-token")))
    }

    @Test("gives what the vendor's Python SDK gives for an unsigned payload", arguments: [UnsignedContent.plain])
    func pythonUnsignedPayload(content: UnsignedContent) throws {
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01",
            signedHeaders: .minimal)
        let signature = try Published.signer(service: "faceid").signUnsignedPayload(
            request, content: content, at: Published.timestamp)
        #expect(signature.signature == "4e7ce990647a38071380134c13c2fb787c3827a428acf9700bc8b53cd0b960cc")
        #expect(
            signature.canonicalRequest.hasSuffix("438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96"))
        #expect(
            signature.headers.contains(HeaderField(name: "X-TC-Content-SHA256", value: "UNSIGNED-PAYLOAD")))
    }

    @Test("gives what the vendor's Python SDK gives for its own spelling of a query")
    func pythonQuery() throws {
        let request = try TC3Request(
            method: .get, host: "cvm.tencentcloudapi.com", action: "DescribeInstances", version: "2017-03-12",
            query: "Limit=1&Filters.0.Values.0=%E6%9C%AA%E5%91%BD%E5%90%8D&Filters.0.Values.1=a+b%26c%3Dd%2F~"
                + "&Filters.0.Name=instance-name",
            signedHeaders: .minimal)
        let signature = try Published.signer(service: "cvm").sign(request, at: Published.timestamp)
        #expect(signature.signature == "61f8a3a2590e2ad2e2bb3eb23dfdac00801ff5d3e68d242171863248c7390d52")
    }
}
