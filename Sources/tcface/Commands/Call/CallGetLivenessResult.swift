// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `tcface call get-liveness-result`.
struct CallGetLivenessResult: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get-liveness-result",
        abstract: "Ask for the verdict of a liveness check, and fetch its files.",
        discussion: """
            A check that failed ends with status 3 and fetches nothing, unless --accept-failed is given. \
            Files are checked for size and MD5 on the way, and appear whole or not at all (mode 600).

            Examples:
              tcface call get-liveness-result --sdk-token T --region ap-singapore
              tcface call get-liveness-result --sdk-token T --region ap-hongkong \\
                --output-dir out
            """)

    @Option(help: ArgumentHelp("The token that ApplyLivenessToken answered.", valueName: "T"))
    var sdkToken: String

    @Option(help: ArgumentHelp("Where the face screenshot goes.", valueName: "FILE"))
    var bestFrame: String?

    @Option(help: ArgumentHelp("Where the video goes.", valueName: "FILE"))
    var video: String?

    @Option(
        help: ArgumentHelp("A folder for both, as best-frame.jpg and video.mp4; made if missing.", valueName: "DIR"))
    var outputDir: String?

    @Flag(help: "Take a check that failed as an answer: report it, fetch its files, end with status 0.")
    var acceptFailed = false

    @OptionGroup var call: CallArguments

    func validate() throws {
        guard outputDir == nil || (bestFrame == nil && video == nil) else {
            throw ValidationError("--output-dir names both files: leave out --best-frame and --video")
        }
    }

    func run() async throws {
        let isNew = try makeFolder()
        // Only a folder that has stayed empty can be removed.
        defer { if isNew, let outputDir { rmdir(outputDir) } }
        let framePlace = try place(bestFrame ?? outputDir.map { "\($0)/best-frame.jpg" })
        let videoPlace = try place(video ?? outputDir.map { "\($0)/video.mp4" })
        if let framePlace, let videoPlace, framePlace.isSame(as: videoPlace) {
            throw Failure("--best-frame and --video are the same place", hint: "name two files", status: .usage)
        }
        try await call.run { session in
            var request = GetLivenessResultRequest(sdkToken: sdkToken, region: "", acceptsFailedChecks: acceptFailed)
            request.region = call.region
            let result = try await session.client.getLivenessResult(request, options: session.options)
            var report = report(result)
            do {
                try await fetch(result.bestFrame, "screenshot", to: framePlace?.path, session)
                try await fetch(result.video, "video", to: videoPlace?.path, session)
            } catch {
                report.failure = error
            }
            return report
        }
    }

    /// - Returns: Whether there was none before.
    private func makeFolder() throws(Failure) -> Bool {
        guard let outputDir else { return false }
        if mkdir(outputDir, 0o700) == 0 { return true }
        guard errno == EEXIST else {
            throw Failure("cannot make the folder \(outputDir): \(systemReason(errno))")
        }
        return false
    }

    /// A place that a file can be put in: nothing, or a regular file.
    private func place(_ path: String?) throws(Failure) -> OutputPlace? {
        guard let path else { return nil }
        let place = try OutputPlace(path)
        guard !place.isFlowing else {
            throw Failure(
                "\(path) is not a regular file", hint: "a download is checked before it appears: name a file",
                status: .usage)
        }
        // Before the call, so that its answer is not lost.
        let folder = place.directory.isEmpty ? "." : place.directory
        guard access(folder, W_OK | X_OK) == 0 else {
            throw Failure("cannot create a file in \(folder): \(systemReason(errno))")
        }
        return place
    }

    private func fetch(
        _ file: LivenessFile?, _ name: String, to path: String?, _ session: CallSession
    ) async throws {
        guard let path else { return }
        guard let file else { return Terminal.warn("the answer names no \(name), so there is no \(path)") }
        if file.md5 == nil { Terminal.warn("the answer has no MD5 for the \(name), so it is taken as it comes") }
        try await session.client.download(file, to: path, options: session.options)
    }

    private func report(_ result: LivenessResult) -> CallReport {
        CallReport([
            ("result", "result", result.code.description, .string(result.code.rawValue)),
            ("", "isSuccess", nil, .bool(result.code.isSuccess)),
            ("", "meaning", nil, .text(result.code.meaning)),
            ("description", "description", result.resultDescription, .text(result.resultDescription)),
            ("screenshot", "bestFrame", result.bestFrame?.description, json(result.bestFrame)),
            ("video", "video", result.video?.description, json(result.video)),
            ("RequestId", "requestID", result.requestID, .string(result.requestID)),
        ])
    }

    /// The URL is for a program: it opens the file, and a terminal keeps what it shows.
    private func json(_ file: LivenessFile?) -> JSONValue {
        guard let file else { return .null }
        return [
            "url": .string(file.url), "md5": .text(file.md5), "size": file.byteCount.map { .number($0) } ?? .null,
        ]
    }
}
