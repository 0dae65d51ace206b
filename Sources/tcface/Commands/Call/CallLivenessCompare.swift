// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON

/// `tcface call liveness-compare`.
struct CallLivenessCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liveness-compare",
        abstract: "Judge whether a video shows a living person, and the one of a photo.",
        discussion: """
            A check that fails ends with status 3, like any other error of the service.

            Examples:
              tcface call liveness-compare --liveness-type SILENT \\
                --image face.jpg --video clip.mp4
              tcface call liveness-compare --liveness-type LIP --validate-data 1234 \\
                --image-url https://example.com/face.jpg --video clip.mp4
            """)

    @Option(help: ArgumentHelp("LIP, ACTION or SILENT.", valueName: "T"))
    var livenessType: String

    @Option(help: ArgumentHelp("The photo to compare with.", valueName: "FILE"))
    var image: String?

    @Option(name: .customLong("image-url"), help: ArgumentHelp("Where the service fetches it.", valueName: "URL"))
    var imageURL: String?

    @Option(help: ArgumentHelp("The video of the person.", valueName: "FILE"))
    var video: String?

    @Option(name: .customLong("video-url"), help: ArgumentHelp("Where the service fetches it.", valueName: "URL"))
    var videoURL: String?

    @Option(help: ArgumentHelp("The four digits of LIP, or the order of ACTION such as 1,2.", valueName: "TEXT"))
    var validateData: String?

    @Option(help: ArgumentHelp("How many frames of the video to answer, 2 to 10.", valueName: "N"))
    var bestFrames: Int?

    @Option(help: ArgumentHelp("The similarity from which on both are taken for one person.", valueName: "N"))
    var threshold = LivenessCompareResult.recommendedThreshold

    @Option(help: ArgumentHelp("Where the best frame goes (mode 600).", valueName: "FILE"))
    var bestFrame: String?

    @OptionGroup var call: CallArguments

    func validate() throws {
        guard bestFrame != "-" || call.format == .text else {
            throw ValidationError("--output json needs --best-frame FILE, since the frame takes standard output")
        }
        try CallArguments.check(threshold: threshold)
    }

    func run() async throws {
        // Before the call, which is billed: a place where no file can be is known by then.
        var frameFile = try bestFrameFile()
        try await call.run { session in
            var request = LivenessCompareRequest(
                .init(rawValue: livenessType.uppercased()), validateData: validateData, bestFrameCount: bestFrames,
                region: call.region)
            request.image = image.map { .file(at: $0) }
            request.imageURL = imageURL
            request.video = video.map { .file(at: $0) }
            request.videoURL = videoURL
            let result = try await session.withProgress { options in
                try await session.client.livenessCompare(request, options: options)
            }
            var report = report(result)
            guard let file = frameFile.take() else { return report }
            report.isSilent = file.isStandardOutput
            do { try write(result, to: file) } catch { report.failure = error }
            return report
        }
    }

    private func bestFrameFile() throws -> OutputFile? {
        guard let bestFrame else { return nil }
        let inputs = [image, video].map { $0.flatMap { FileIdentity(path: $0) } }
        var file = try OutputFile(bestFrame, inputs: inputs, isSecret: true)
        try file.prepare()
        return file
    }

    private func write(_ result: LivenessCompareResult, to file: consuming OutputFile) throws {
        guard let frame = try result.bestFrame() else {
            return Terminal.warn("the service sent no frame, so there is no \(file.path)")
        }
        try file.write(frame.span)
        try file.commit()
    }

    private func report(_ result: LivenessCompareResult) -> CallReport {
        let isSame = result.isSamePerson(threshold: threshold)
        let limit = JSONValue.plainText(of: threshold)
        return CallReport([
            (
                "similarity", "similarity",
                "\(JSONValue.plainText(of: result.similarity)) (\(isSame ? "one person" : "two people"), from \(limit) on)",
                .number(result.similarity)
            ),
            ("", "samePerson", nil, .bool(isSame)), ("", "threshold", nil, .number(threshold)),
            ("description", "description", result.resultDescription, .text(result.resultDescription)),
            ("", "hasBestFrame", nil, .bool(result.bestFrameBase64?.isEmpty == false)),
            (
                "further frames", "bestFrameCount",
                result.bestFrameListBase64.isEmpty ? nil : "\(result.bestFrameListBase64.count)",
                .number(result.bestFrameListBase64.count)
            ),
            ("RequestId", "requestID", result.requestID, .string(result.requestID)),
        ])
    }
}
