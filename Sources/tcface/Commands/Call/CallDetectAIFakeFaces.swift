// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import RequestCrypto
import StrictJSON

/// `tcface call detect-ai-fake-faces`.
struct CallDetectAIFakeFaces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect-ai-fake-faces",
        abstract: "Look for traces of attacks in a photo or video.",
        discussion: """
            Examples:
              tcface call detect-ai-fake-faces --media clip.mp4 --encrypt sm4-gcm
              tcface call detect-ai-fake-faces --media face.jpg --type image --output json
            """)

    @Option(help: ArgumentHelp("The photo or video, of one face.", valueName: "FILE"))
    var media: String

    @Option(help: "What it holds; told by its content if left out.")
    var type: MediaArgument?

    @Flag(help: "Leave the body out of the signature and make it while it is sent; not with aes-256-cbc.")
    var unsignedPayload = false

    @OptionGroup var encryption: EncryptionArguments

    @OptionGroup var call: CallArguments

    func validate() throws {
        guard encryption.algorithm != nil || encryption.publicKey == nil else {
            throw ValidationError("--public-key goes with --encrypt")
        }
        guard !unsignedPayload || encryption.algorithm != .aes256CBC else {
            throw ValidationError(
                "--unsigned-payload does not go with aes-256-cbc, which does not show changes by itself")
        }
    }

    func run() async throws {
        let content = MediaContent.file(at: media)
        let kind = try type?.kind ?? detectedKind(of: content)
        try await call.run { session in
            let request = DetectAIFakeFacesRequest(
                content, kind: kind, encryption: try encryption.bodySealer(session), region: call.region)
            return report(
                try await session.withProgress { options in
                    var options = options
                    options.payloadSigning = unsignedPayload ? .unsigned : .signed
                    return try await session.client.detectAIFakeFaces(request, options: options)
                })
        }
    }

    private func detectedKind(of content: MediaContent) throws -> MediaKind {
        if let kind = try content.detectedKind() { return kind }
        if (try? PreflightMedia(inspectingFileAt: media))?.byteCount == 0 { throw Failure("\(media) has no bytes") }
        let rest = call.preflight ? ", and --no-preflight to send it anyway" : ""
        throw Failure(
            "\(media) does not tell by its content whether it is a photo or a video",
            hint: "give --type image or --type video\(rest)")
    }

    private func report(_ result: DetectAIFakeFacesResult) -> CallReport {
        let types = result.attackTypes.map(\.rawValue)
        let known = result.knownAttacks.map { attack in
            let score = attack.similarityScore.map { JSONValue.plainText(of: $0) }
            return [attack.hitGroup, attack.hitTemplate, score.map { "score \($0)" }].compactMap(\.self)
                .joined(separator: " ")
        }
        return CallReport([
            (
                "attack risk", "attackRiskLevel",
                "\(result.attackRiskLevel) (\(result.attackRiskLevel.isBlockingAdvised ? "refuse" : "let pass"))",
                .string(result.attackRiskLevel.rawValue)
            ),
            ("", "blockingAdvised", nil, .bool(result.attackRiskLevel.isBlockingAdvised)),
            (
                "traces", "attackTypes", types.isEmpty ? "none" : types.joined(separator: ", "),
                .array(types.map { .string($0) })
            ),
            (
                "known attacks", "knownAttacks", known.isEmpty ? nil : known.joined(separator: ", "),
                .array(
                    result.knownAttacks.map { attack in
                        [
                            "hitGroup": .text(attack.hitGroup),
                            "similarityScore": attack.similarityScore.map { .number($0) } ?? .null,
                            "hitTemplate": .text(attack.hitTemplate),
                        ]
                    })
            ),
            ("RequestId", "requestID", result.requestID, .string(result.requestID)),
        ])
    }
}
