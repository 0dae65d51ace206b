// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import StrictJSON
import TC3Signing
import Testing

@Suite(
    "The vendor's Python SDK",
    .enabled(if: PythonEnvironment.isExpected, "no Python environment can be made here (printed)"))
struct VendorSDKTests {
    private static let count = 50

    @Test(
        "signs the same JSON requests with the same result, their payload signed or not", arguments: [false, true])
    func json(isUnsigned: Bool) throws {
        var random = SystemRandomNumberGenerator()
        let requests = (0..<Self.count).map { _ in
            VendorRequest(params: RandomParameters.object(using: &random), isUnsigned: isUnsigned, using: &random)
        }
        for (request, sent) in zip(requests, try VendorRequest.send(requests)) {
            let body = sent.data
            let ours = try request.tc3(contentType: "application/json")
            let signature =
                isUnsigned
                ? try request.signer().signUnsignedPayload(ours, content: .plain, at: request.timestamp)
                : try request.signer().sign(ours, body: body.span, at: request.timestamp)
            sent.expectSame(signature)
        }
        print("vendor's SDK: \(requests.count) JSON requests, payload \(isUnsigned ? "unsigned" : "signed")")
    }

    @Test("signs the same GET requests with the same result, and flattens nested parameters as we do")
    func get() throws {
        var random = SystemRandomNumberGenerator()
        let requests = (0..<Self.count).map { _ in
            VendorRequest(method: "GET", params: RandomParameters.object(using: &random), using: &random)
        }
        for (request, sent) in zip(requests, try VendorRequest.send(requests)) {
            let query = String(decoding: sent.data, as: UTF8.self)
            let ours = try request.tc3(method: .get, query: query)
            sent.expectSame(try request.signer().sign(ours, body: [UInt8]().span, at: request.timestamp))

            // The SDK writes a blank as "+"; we write "%20", as the vendor's page asks. All else is the same.
            var parameters = QueryParameters()
            for member in request.params {
                try parameters.append(member.name, RandomParameters.queryValue(member.value))
            }
            #expect(parameters.encoded == query.replacing("+", with: "%20"))
        }
        print("vendor's SDK: \(requests.count) GET requests")
    }

    @Test("makes the same multipart bodies, and signs them with the same result")
    func multipart() throws {
        var random = SystemRandomNumberGenerator()
        let requests = (0..<Self.count).map { _ in
            VendorRequest(params: RandomParameters.parts(using: &random), isMultipart: true, using: &random)
        }
        for (request, sent) in zip(requests, try VendorRequest.send(requests)) {
            var body = try MultipartBody(boundary: request.boundary)
            for member in request.params {
                switch member.value {
                case .string(let text) where request.binaryNames.contains(member.name):
                    let bytes = try Base64.decode(text)
                    try body.append(binary: bytes.span, as: member.name)
                case .string(let text): try body.append(text: text, as: member.name)
                default: try body.append(json: RandomParameters.pythonJSON(member.value), as: member.name)
                }
            }
            let ours = try request.tc3(contentType: body.contentType)
            let bytes = body.finish()
            #expect(bytes == sent.data)
            sent.expectSame(try request.signer().sign(ours, body: bytes.span, at: request.timestamp))
        }
        print("vendor's SDK: \(requests.count) multipart requests")
    }
}
