// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import RequestCrypto
import RequestDigests
import StrictJSON
import TC3Signing

/// `tcface sign`: the TC3-HMAC-SHA256 headers of one request.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign an API 3.0 request with TC3-HMAC-SHA256.",
        discussion: """
            Examples:
              tcface sign --service faceid --host faceid.tencentcloudapi.com \\
                --action DetectAIFakeFaces --version 2018-03-01 --body body.json \\
                --format curl
              tcface sign --method GET --query 'Limit=1' --service cvm \\
                --host cvm.tencentcloudapi.com --action DescribeInstances \\
                --version 2017-03-12 --format steps
            """)

    enum MethodArgument: String, ExpressibleByArgument, CaseIterable {
        case post = "POST"
        case get = "GET"
    }

    enum HeadersArgument: String, ExpressibleByArgument, CaseIterable {
        case standard
        case minimal
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case headers
        case json
        case curl
        case steps
    }

    @Option(help: ArgumentHelp("The product, such as faceid.", valueName: "S"))
    var service: String

    @Option(help: ArgumentHelp("The endpoint's host name.", valueName: "H"))
    var host: String

    @Option(help: ArgumentHelp("The action, such as DetectAIFakeFaces.", valueName: "A"))
    var action: String

    @Option(help: ArgumentHelp("The API's version, such as 2018-03-01.", valueName: "V"))
    var version: String

    @Option(help: ArgumentHelp("The region, for APIs that take one.", valueName: "R"))
    var region: String?

    @Option(help: ArgumentHelp("The language of messages: zh-CN or en-US.", valueName: "L"))
    var language: String?

    @Option(help: ArgumentHelp("Unix seconds; now if left out.", valueName: "N"))
    var timestamp: Int64?

    @Option(help: "The HTTP method.")
    var method: MethodArgument = .post

    @Option(help: ArgumentHelp("The query of a GET, encoded exactly as it is sent.", valueName: "TEXT"))
    var query = ""

    @Option(help: ArgumentHelp("The body, exactly as it is sent.", valueName: "FILE|-"))
    var body: String?

    @Option(help: ArgumentHelp("The Content-Type; application/json for a POST if left out.", valueName: "T"))
    var contentType: String?

    @Option(help: "Which headers are signed: standard adds x-tc-action to minimal's content-type and host.")
    var signedHeaders: HeadersArgument = .standard

    @Flag(help: "Leave the body out of the signature. Refused for an AES-256-CBC body.")
    var unsignedPayload = false

    @Flag(help: "With --unsigned-payload, take an AES-256-CBC body although it can then be changed unnoticed.")
    var allowTamperingWithCBC = false

    @OptionGroup var signer: ProfileArguments

    @Option(help: "What to print.")
    var format: Format = .headers

    @Option(name: .customLong("output"), help: "How to report; json is the same as --format json.")
    var report: ReportFormat = .text

    func validate() throws {
        guard body != "-" || format != .curl || report == .json else {
            throw ValidationError("--format curl needs --body FILE, since curl has to read the body again")
        }
        guard !allowTamperingWithCBC || unsignedPayload else {
            throw ValidationError("--allow-tampering-with-cbc goes with --unsigned-payload")
        }
        guard timestamp.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--timestamp is a number of seconds since 1970")
        }
    }

    func run() throws {
        let request = try Failure.ofArguments {
            try TC3Request(
                method: method == .get ? .get : .post, host: host, action: action, version: version, region: region,
                language: language, contentType: contentType, query: query,
                signedHeaders: signedHeaders == .standard ? .standard : .minimal)
        }
        let credential = try self.signer.credentials.credential()
        let signer = try Failure.ofArguments { try TC3Signer(credential: credential, service: service) }
        let bytes = try body.map { path throws(Failure) in try InputFile.contents(of: path) } ?? []
        let time = timestamp ?? SystemClock.unixSeconds
        let signature =
            if unsignedPayload {
                try signWithoutBody(bytes, request, signer, at: time)
            } else {
                // What a body holds is nothing to this; that a GET has one, is.
                try Failure.ofArguments { try signer.sign(request, body: bytes.span, at: time) }
            }
        try print(signature, request)
    }

    private func signWithoutBody(
        _ bytes: [UInt8], _ request: TC3Request, _ signer: TC3Signer, at time: Int64
    ) throws -> TC3Signature {
        try Failure.ofArguments {
            do throws(TC3SigningError) {
                return try signer.signUnsignedPayload(request, content: content(of: bytes), at: time)
            } catch  where error.code == .unsignedPayloadRefused {
                throw Failure(
                    error.message, hint: "sign the body, seal it with sm4-gcm, or give --allow-tampering-with-cbc")
            }
        }
    }

    /// What the body is, by its own account.
    private func content(of body: [UInt8]) -> UnsignedContent {
        switch SealedBodyInspection.algorithm(of: body.span) {
        case .aes256CBC: allowTamperingWithCBC ? .cbcAllowingTampering : .cbc
        case .sm4GCM: .authenticated
        default: .plain
        }
    }

    private func print(_ signature: TC3Signature, _ request: TC3Request) throws(Failure) {
        switch report == .json ? .json : format {
        case .headers:
            for header in signature.headers { try Terminal.say("\(header.name): \(header.value)") }
        case .json:
            try Terminal.say([
                "authorization": .string(signature.authorization), "signature": .string(signature.signature),
                "canonicalRequest": .string(signature.canonicalRequest),
                "hashedCanonicalRequest": .string(signature.hashedCanonicalRequest.hex),
                "stringToSign": .string(signature.stringToSign),
                "credentialScope": .string(signature.credentialScope),
                "headers": .object(signature.headers.map { .init($0.name, .string($0.value)) }),
            ])
        case .curl:
            try Terminal.say(CurlCommand(signature, request: request, body: body).text)
        case .steps:
            try Terminal.say(
                """
                canonical request:
                \(signature.canonicalRequest)

                hashed canonical request:
                \(signature.hashedCanonicalRequest.hex)

                string to sign:
                \(signature.stringToSign)

                signature:
                \(signature.signature)
                """)
        }
    }
}
