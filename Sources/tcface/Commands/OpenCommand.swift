// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto
import StrictJSON

/// `tcface open`: an envelope becomes its content again.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Decrypt a sealed request body, or an encrypted reply.",
        discussion: """
            A whole body opens to the body that was sealed. Encrypted fields open in place: the message comes out \
            with their plaintext and without Encryption.

            AES-256-CBC has no integrity of its own: verify the request's signature before trusting what opens.

            Examples:
              tcface open --in body.json --private-key service.pem --out request.json
              tcface open --in body.json --private-key service.pem --media --out clip.mp4
              tcface open --in reply.json --data-key reply.key
            """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The envelope.", valueName: "FILE|-"))
    var input: String

    @Option(help: ArgumentHelp("The private RSA or SM2 key that the data key was wrapped for.", valueName: "PEM"))
    var privateKey: String?

    @Option(help: ArgumentHelp("The data key itself, as base64.", valueName: "FILE"))
    var dataKey: String?

    @Option(help: ArgumentHelp("Where the content goes.", valueName: "FILE|-"))
    var out = "-"

    @Flag(help: "Write the picture or clip of a whole body itself, without the JSON around it.")
    var media = false

    @Flag(help: "Take a whole body that is not a JSON object.")
    var anyPlaintext = false

    @Option(name: .customLong("output"), help: "How to report, when --out is a file.")
    var format: ReportFormat = .text

    func validate() throws {
        guard (privateKey == nil) != (dataKey == nil) else {
            throw ValidationError("give either --private-key or --data-key")
        }
        guard input != "-" || (privateKey ?? dataKey) != "-" else {
            throw ValidationError("the envelope and the key cannot both be standard input")
        }
        guard !media || !anyPlaintext else {
            throw ValidationError("--media needs the JSON that --any-plaintext does without")
        }
        guard format == .text || out != "-" else {
            throw ValidationError("--output json needs --out FILE, since the content takes standard output")
        }
    }

    func run() throws {
        let opener =
            if let privateKey {
                EnvelopeOpener(unwrappingKey: try KeyFile.privateKey(privateKey))
            } else {
                EnvelopeOpener(dataKey: try DataKeyFile.read(dataKey ?? ""))
            }
        var file = try InputFile(input)
        let key = FileIdentity(path: privateKey ?? dataKey ?? "")
        // What opens is personal data: nobody else on the machine needs to read it.
        var output = try OutputFile(out, inputs: [file.identity, key], isSecret: true)
        let hasReport = !output.isStandardOutput
        let envelope = try file.contents()
        guard !media else {
            let opened = try opener.openMedia(envelope.span)
            let bytes = opened.bytes
            try output.write(bytes.span)
            try output.commit()
            if hasReport { try report(opened, source: file.name) }
            return
        }
        let opened = try opener.open(envelope.span, acceptingAnyPlaintext: anyPlaintext)
        try output.write(opened.plaintext.span)
        try output.commit()
        if hasReport { try report(opened, source: file.name) }
    }

    private func report(_ opened: OpenedMedia, source: String) throws {
        switch format {
        case .json:
            try Terminal.say([
                "input": .string(source), "output": .string(out), "bytes": .number(opened.bytes.count),
                "algorithm": .string(opened.algorithm.wireName), "form": "media",
                "kind": .string(opened.kind.description),
            ])
        case .text:
            let article = opened.kind == .image ? "an" : "a"
            try Terminal.say(
                "\(source): \(article) \(opened.kind) opened with \(opened.algorithm.wireName) into \(out): "
                    + "\(opened.bytes.count) bytes")
        }
    }

    private func report(_ opened: OpenedEnvelope, source: String) throws {
        let fields: [String]? = if case .fields(let names) = opened.form { names } else { nil }
        switch format {
        case .json:
            try Terminal.say([
                "input": .string(source), "output": .string(out), "bytes": .number(opened.plaintext.count),
                "algorithm": .string(opened.algorithm.wireName),
                "form": .string(fields == nil ? "body" : "fields"),
                "fields": .array((fields ?? []).map { .string($0) }),
            ])
        case .text:
            let what = fields.map { "\($0.count) fields" } ?? "a whole body"
            try Terminal.say(
                "\(source): \(what) opened with \(opened.algorithm.wireName) into \(out): "
                    + "\(opened.plaintext.count) bytes")
        }
    }
}
