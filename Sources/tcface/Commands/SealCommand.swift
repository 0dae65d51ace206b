// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto
import RequestDigests
import SecretMemory
import StrictJSON

/// `tcface seal`: a body, a media file or fields become an encrypted request body.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Encrypt a request body, a media file, or fields of a request.",
        discussion: """
            Examples:
              tcface seal --media clip.mp4 --type video --algorithm sm4-gcm --out body.json
              tcface seal --body request.json --public-key service.pub.pem > body.json
              tcface seal --body request.json --fields IdCard,Name --out body.json
              tcface seal --body request.json --fields IdCard,Name,Phone --top-level --out body.json
            """)

    @Option(help: ArgumentHelp("The business parameters: a JSON object.", valueName: "FILE|-"))
    var body: String?

    @Option(help: ArgumentHelp("A picture or clip, sealed while it is read.", valueName: "FILE"))
    var media: String?

    @Option(help: "What the media file holds.")
    var type: MediaArgument?

    @Option(
        help: ArgumentHelp("Encrypt these string parameters in place, not the whole body.", valueName: "NAME,…"),
        transform: { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
    var fields: [String]?

    @Flag(help: "With --fields: put the encryption's members beside the parameters, as PhoneVerification takes them.")
    var topLevel = false

    @Option(help: "The cipher.")
    var algorithm: AlgorithmArgument = .aes256CBC

    @Option(
        help: ArgumentHelp("The service's RSA or SM2 key; the vendor's published key if left out.", valueName: "PEM"))
    var publicKey: String?

    @Option(help: ArgumentHelp("Where the body goes.", valueName: "FILE|-"))
    var out = "-"

    @Option(help: ArgumentHelp("Also write the data key as base64 (mode 600), to open the reply.", valueName: "FILE"))
    var dataKeyOut: String?

    @Flag(help: "Make the data key of letters and digits, for a service that insists on text.")
    var textKey = false

    @Flag(help: "Let several fields share one nonce under sm4-gcm. It weakens their encryption.")
    var allowNonceReuse = false

    @Option(help: ArgumentHelp("Seal under this data key (base64), such as one from KMS.", valueName: "FILE"))
    var dataKey: String?

    @Option(help: ArgumentHelp("The CiphertextBlob that belongs to --data-key.", valueName: "TEXT"))
    var ciphertextBlob: String?

    @Flag(name: .customLong("literal-iv"), help: "Send a 16-character Iv, as the KMS flow of old accounts does.")
    var hasLiteralIV = false

    @Option(name: .customLong("output"), help: "How to report, when --out is a file.")
    var format: ReportFormat = .text

    func validate() throws {
        guard media != "-" else {
            throw ValidationError("--media takes a file: its size has to be known before the first byte")
        }
        guard media == nil || fields == nil else { throw ValidationError("--fields goes with --body") }
        try FieldLayout(isTopLevel: topLevel).check(fields, algorithm: algorithm, allowsNonceReuse: allowNonceReuse)
        guard (media == nil) == (type == nil) else {
            throw ValidationError(media == nil ? "--type goes with --media" : "--media needs --type image or video")
        }
        guard (dataKey == nil) == (ciphertextBlob == nil) else {
            throw ValidationError("--data-key and --ciphertext-blob go together")
        }
        guard dataKey == nil || (publicKey == nil && !textKey) else {
            throw ValidationError("--data-key is already wrapped: leave out --public-key and --text-key")
        }
        guard format == .text || out != "-" else {
            throw ValidationError("--output json needs --out FILE, since the body takes standard output")
        }
        guard dataKeyOut != "-" || format == .text else {
            throw ValidationError("--output json needs --data-key-out FILE, since the key takes standard output")
        }
        guard !hasLiteralIV || algorithm.algorithm == .aes256CBC else {
            throw ValidationError("--literal-iv goes with aes-256-cbc: sm4-gcm takes a nonce of 12 bytes")
        }
        guard ciphertextBlob != "" else {
            throw ValidationError("--ciphertext-blob is empty: it is the CiphertextBlob that KMS gave with the key")
        }
        guard [body, publicKey, dataKey].count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("only one of --body, --public-key and --data-key can be standard input")
        }
    }

    func run() throws {
        // Here and not in `validate()`, which is asked before an option that is misspelt is complained of.
        switch (body, media, type) {
        case (nil, let media?, let type?): try seal(media: media, kind: type.kind)
        case (let body?, nil, _): try seal(body: body)
        default:
            throw Failure("give either --body or --media", hint: "see tcface help seal", status: .usage)
        }
    }

    private func seal(media path: String, kind: MediaKind) throws {
        var output = try outputFile(out, madeFrom: FileIdentity(path: path))
        var keyFile = try dataKeyFile(madeFrom: FileIdentity(path: path), beside: output)
        let hasReport = !output.isStandardOutput && !(keyFile?.isStandardOutput ?? false)
        let sealer = BodySealer(
            algorithm: algorithm.algorithm, dataKeys: try dataKeySource(), ivForm: ivForm)
        var stream = try sealer.stream(mediaAt: path, kind: kind)
        let total = stream.byteCount
        var chunk: [UInt8] = []
        chunk.reserveCapacity(64 * 1024)
        var hasMore = true
        while hasMore {
            chunk.removeAll(keepingCapacity: true)
            try chunk.append(addingCapacity: 64 * 1024) { room throws(RequestCryptoError) in
                hasMore = try stream.read(into: &room)
            }
            try output.write(chunk.span)
        }
        guard let summary = stream.finish(), let digest = summary.sha256 else {
            throw Failure("the sealed body ended early")
        }
        try finish(&output, &keyFile, summary.responseOpener)
        try output.commit()
        guard hasReport else { return }
        try report(
            source: path, contentByteCount: summary.contentByteCount, byteCount: total, sha256: digest.hex)
    }

    private func seal(body path: String) throws {
        var input = try InputFile(path)
        let identity = input.identity
        var output = try outputFile(out, madeFrom: identity)
        var keyFile = try dataKeyFile(madeFrom: identity, beside: output)
        let hasReport = !output.isStandardOutput && !(keyFile?.isStandardOutput ?? false)
        let request = try input.contents(limit: Self.bodyLimit)
        let sealed: SealedBody
        if let fields {
            let sealer = FieldSealer(
                algorithm: algorithm.algorithm, dataKeys: try dataKeySource(), ivForm: ivForm,
                layout: FieldLayout(isTopLevel: topLevel).layout)
            sealed = try sealer.seal(fields: fields, in: request.span, allowNonceReuse: allowNonceReuse)
        } else {
            sealed = try BodySealer(algorithm: algorithm.algorithm, dataKeys: try dataKeySource(), ivForm: ivForm)
                .seal(body: request.span)
        }
        let bytes = sealed.bytes
        try output.write(bytes.span)
        try finish(&output, &keyFile, sealed.responseOpener)
        try output.commit()
        guard hasReport else { return }
        try report(
            source: input.name, contentByteCount: request.count, byteCount: bytes.count,
            sha256: sealed.sha256.hex)
    }

    /// 768 MiB: what `open` still takes when it is sealed.
    private static let bodyLimit = 768 << 20

    private var ivForm: IVForm { hasLiteralIV ? .literalText : .base64 }

    private func dataKeySource() throws -> any DataKeySource {
        if let dataKey, let ciphertextBlob {
            return try GivenDataKey(bytes: try DataKeyFile.read(dataKey), ciphertextBlob: ciphertextBlob)
        }
        let wrappingKey =
            if let publicKey {
                try KeyFile.publicKey(publicKey)
            } else {
                WrappingKey.vendorDefault(for: algorithm.algorithm)
            }
        return FreshDataKeys(wrappingKey: wrappingKey, form: textKey ? .alphanumericText : .rawBytes)
    }

    /// A result, which must replace neither the content nor a key that it is made from.
    private func outputFile(
        _ path: String, madeFrom content: FileIdentity?, isSecret: Bool = false
    ) throws(Failure) -> OutputFile {
        let keys = [publicKey, dataKey].map { $0.flatMap { FileIdentity(path: $0) } }
        return try OutputFile(path, inputs: [content] + keys, isSecret: isSecret)
    }

    private func dataKeyFile(
        madeFrom content: FileIdentity?, beside output: borrowing OutputFile
    ) throws(Failure) -> OutputFile? {
        guard let dataKeyOut else { return nil }
        let file = try outputFile(dataKeyOut, madeFrom: content, isSecret: true)
        guard !file.isSamePlace(as: output) else {
            throw Failure(
                "--out and --data-key-out are the same place", hint: "the body is sent, the key is kept: name two",
                status: .usage)
        }
        return file
    }

    /// Writes the data key, and gives it its name once nothing of the body can fail any more.
    private func finish(
        _ output: inout OutputFile, _ keyFile: inout OutputFile?, _ opener: ResponseOpener
    ) throws {
        if var file = keyFile.take() {
            try opener.exportDataKey().withBytes { text in try file.write(text) }
            if dataKeyOut != "-" { try file.settle() }
            try output.settle()
            try file.commit()
        }
    }

    private func report(source: String, contentByteCount: Int, byteCount: Int, sha256: String) throws {
        switch format {
        case .json:
            try Terminal.say([
                "input": .string(source), "contentBytes": .number(contentByteCount), "output": .string(out),
                "bytes": .number(byteCount), "sha256": .string(sha256),
                "algorithm": .string(algorithm.algorithm.wireName),
            ])
        case .text:
            try Terminal.say(
                "\(source): \(contentByteCount) bytes sealed with \(algorithm.algorithm.wireName) into \(out): "
                    + "\(byteCount) bytes, sha256 \(sha256)")
        }
    }
}
