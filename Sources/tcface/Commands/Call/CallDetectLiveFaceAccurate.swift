// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON

/// `tcface call detect-live-face-accurate`.
struct CallDetectLiveFaceAccurate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect-live-face-accurate",
        abstract: "Score whether a photo shows a person or a recapture.",
        discussion: """
            Examples:
              tcface call detect-live-face-accurate --image face.jpg --region ap-singapore
              tcface call detect-live-face-accurate --url https://example.com/a.jpg --region ap-beijing
            """)

    @Option(help: ArgumentHelp("The photo.", valueName: "FILE"))
    var image: String?

    @Option(help: ArgumentHelp("Where the service fetches the photo.", valueName: "URL"))
    var url: String?

    @Option(help: ArgumentHelp("The model: 3.0.", valueName: "V"))
    var faceModelVersion: String?

    @Option(help: ArgumentHelp("The score from which on a photo is taken for one of a person.", valueName: "N"))
    var threshold = DetectLiveFaceAccurateResult.recommendedThreshold

    @OptionGroup var call: CallArguments

    func validate() throws { try CallArguments.check(threshold: threshold) }

    func run() async throws {
        try await call.run { session in
            var request = DetectLiveFaceAccurateRequest(
                url: "", region: "", faceModelVersion: faceModelVersion)
            request.image = image.map { .file(at: $0) }
            request.url = url
            request.region = call.region
            let result = try await session.withProgress { options in
                try await session.client.detectLiveFaceAccurate(request, options: options)
            }
            let isLive = result.isLive(threshold: threshold)
            return CallReport([
                (
                    "score", "score",
                    "\(JSONValue.plainText(of: result.score)) (\(isLive ? "a person" : "a recapture"), "
                        + "from \(JSONValue.plainText(of: threshold)) on)",
                    .number(result.score)
                ),
                ("", "isLive", nil, .bool(isLive)), ("", "threshold", nil, .number(threshold)),
                ("model", "faceModelVersion", result.faceModelVersion, .text(result.faceModelVersion)),
                ("RequestId", "requestID", result.requestID, .string(result.requestID)),
            ])
        }
    }
}
