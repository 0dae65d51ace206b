// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import RequestCrypto
import StrictJSON

/// `tcface call raw`.
struct CallRaw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw",
        abstract: "Call any action, and open what it encrypts in its reply.",
        discussion: """
            Prints the object under Response. A failed check inside a success, a Result that is a code of \
            FailedOperation, ends with status 3 unless --accept-failed is given.

            Examples:
              tcface call raw --service faceid --action BankCardVerification \\
                --version 2018-03-01 --body request.json --fields Name,BankCard
              tcface call raw --service faceid --action PhoneVerification \\
                --version 2018-03-01 --body request.json --fields IdCard,Name,Phone --top-level
              tcface call raw --service faceid --action GetFaceIdResult \\
                --version 2018-03-01 --body request.json --encrypted-reply
            """)

    @Option(help: ArgumentHelp("The product, such as faceid.", valueName: "S"))
    var service: String

    @Option(help: ArgumentHelp("The action, such as BankCardVerification.", valueName: "A"))
    var action: String

    @Option(help: ArgumentHelp("The API's version, such as 2018-03-01.", valueName: "V"))
    var version: String

    @Option(help: ArgumentHelp("The parameters: a JSON object, sent as it is.", valueName: "FILE|-"))
    var body: String

    @Option(
        help: ArgumentHelp("Encrypt these string parameters in place.", valueName: "NAME,…"),
        transform: { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
    var fields: [String]?

    @Flag(help: "With --fields: put the encryption's members beside the parameters, as PhoneVerification takes them.")
    var topLevel = false

    @Flag(help: "Encrypt the whole body.")
    var wholeBody = false

    @Flag(help: "Encrypt nothing of the request, and require an encrypted reply.")
    var encryptedReply = false

    @Flag(help: "Let several fields share one nonce under sm4-gcm. It weakens their encryption.")
    var allowNonceReuse = false

    @Flag(help: "Take a check that failed as an answer: print it, end with status 0.")
    var acceptFailed = false

    @OptionGroup var encryption: EncryptionArguments

    @OptionGroup var call: CallArguments

    private var isEncrypted: Bool { fields != nil || wholeBody || encryptedReply }

    func validate() throws {
        guard [fields != nil, wholeBody, encryptedReply].count(where: \.self) <= 1 else {
            throw ValidationError("give one of --fields, --whole-body and --encrypted-reply")
        }
        guard isEncrypted || (encryption.algorithm == nil && encryption.publicKey == nil) else {
            throw ValidationError("say what is encrypted: --fields, --whole-body or --encrypted-reply")
        }
        try FieldLayout(isTopLevel: topLevel).check(
            fields, algorithm: encryption.algorithm, allowsNonceReuse: allowNonceReuse)
        guard (1...63).contains(service.utf8.count), service.utf8.allSatisfy(Self.isLabelByte) else {
            throw ValidationError(
                "--service is the first label of a host, such as faceid: small letters, digits and hyphens")
        }
        guard body != "-" || encryption.publicKey != "-" else {
            throw ValidationError("only one of --body and --public-key can be standard input")
        }
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        return letters.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    func run() async throws {
        try CallArguments.checkHeaders(action: action, version: version, region: call.region)
        let parameters = try InputFile.contents(of: body, limit: 64 << 20)
        if call.preflight { try checkParameters(parameters) }
        try await call.run { session in
            let encryption = try callEncryption(session)
            let response = try await session.withProgress { options in
                try await session.client.call(
                    action: action, version: version, service: service, parametersAsJSON: parameters,
                    region: call.region, encryption: encryption, acceptsFailedChecks: acceptFailed, options: options)
            }
            return CallReport(text: response.content.serializedText(pretty: true), json: response.content)
        }
    }

    private func checkParameters(_ parameters: [UInt8]) throws(Failure) {
        let name = body == "-" ? "standard input" : body
        // What is encrypted, or has a key beside it, has to be an object in any case.
        let hint = isEncrypted ? nil : "--no-preflight sends it anyway"
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: parameters.span)
        } catch {
            throw Failure("\(name) is not JSON: \(error.description)", hint: hint)
        }
        guard document.root.kind == .object else {
            throw Failure("\(name) is JSON, but not an object", hint: hint)
        }
    }

    private func callEncryption(_ session: CallSession) throws -> CallEncryption {
        guard isEncrypted else { return .none }
        let algorithm = (encryption.algorithm ?? .aes256CBC).algorithm
        let key = try encryption.wrappingKey(for: algorithm, session)
        if wholeBody { return .wholeBody(BodySealer(algorithm: algorithm, wrappingKey: key)) }
        let sealer = FieldSealer(
            algorithm: algorithm, dataKeys: FreshDataKeys(wrappingKey: key ?? .vendorDefault(for: algorithm)),
            layout: FieldLayout(isTopLevel: topLevel).layout)
        return fields.map { .fields($0, sealer, allowNonceReuse: allowNonceReuse) } ?? .reply(sealer)
    }
}
