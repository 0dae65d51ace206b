// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON
import TC3Signing

/// `tcface call live-detect-picture`.
struct CallLiveDetectPicture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live-detect-picture",
        abstract: "Score a photo by the vendor's oldest API, which is offline.",
        discussion: """
            For gateways that still speak it; only the keys of main accounts can sign.

            Examples:
              tcface call live-detect-picture --app-id 1000001 --image face.jpg --sandbox
              tcface call live-detect-picture --app-id 1000001 --url https://example.com/a.jpg
            """)

    @Option(help: ArgumentHelp("The account's AppID.", valueName: "N"))
    var appID: String

    @Option(help: ArgumentHelp("The bucket inside the signature; the face services need none.", valueName: "B"))
    var bucket = ""

    @Option(help: ArgumentHelp("The photo.", valueName: "FILE"))
    var image: String?

    @Option(help: ArgumentHelp("Where the service fetches the photo.", valueName: "URL"))
    var url: String?

    @Option(help: ArgumentHelp("The score above which the person is taken for living.", valueName: "N"))
    var threshold = LiveDetectPictureResult.recommendedThreshold

    @OptionGroup var call: CallArguments

    func validate() throws {
        try CallArguments.check(threshold: Double(threshold))
        guard call.region == nil else { throw ValidationError("live-detect-picture takes no --region") }
    }

    func run() async throws {
        // Whoever signs: both stand in the text that is signed.
        _ = try Failure.ofArguments {
            try LegacySigner(
                credential: try Credential(secretID: "anybody", secretKey: "any"), appID: appID, bucket: bucket)
        }
        try await call.run { session in
            var request = LiveDetectPictureRequest(appID: appID, url: "")
            request.bucket = bucket
            request.image = image.map { .file(at: $0) }
            request.url = url
            let result = try await session.withProgress { options in
                try await session.client.liveDetectPicture(request, options: options)
            }
            let isLive = result.isLive(threshold: threshold)
            return CallReport([
                (
                    "score", "score", "\(result.score) (\(isLive ? "living" : "not living"), above \(threshold))",
                    .number(result.score)
                ),
                ("", "isLive", nil, .bool(isLive)), ("", "threshold", nil, .number(threshold)),
            ])
        }
    }
}
