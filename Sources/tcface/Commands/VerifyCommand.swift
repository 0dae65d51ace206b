// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI
import StrictJSON
import TC3Signing

/// `tcface verify`: whether a captured request carries the right signature, and which line differs if not.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the signature of a captured request, and explain a mismatch.",
        discussion: """
            Takes TC3 signatures and the older ones of the image services. The clock is compared with --at alone, \
            since a captured request is old. Exit code 2 when the request does not verify.

            --output json: step, line, expected and received are the first difference, findings has all of them. \
            step and line are null when the request verifies. expected is "" for an empty line, and null where \
            nothing is expected; with hidesExpected true, null stands for a signature, which whoever sent a wrong \
            one is not to learn. received is null where nothing came.

            Examples:
              tcface verify request.http --at 1551113065
              tcface verify request.http --output json
            """)

    @Argument(help: ArgumentHelp("A raw HTTP/1.1 request.", valueName: "REQUEST.http|-"))
    var request: String

    @Option(help: ArgumentHelp("The receiver's clock in Unix seconds; it may differ by 300.", valueName: "N"))
    var at: Int64?

    @Option(help: ArgumentHelp("The product that the signature has to name.", valueName: "S"))
    var service: String?

    @OptionGroup var signer: ProfileArguments

    @Option(name: .customLong("output"), help: "How to report.")
    var format: ReportFormat = .text

    func validate() throws {
        guard at.map({ $0 >= 0 }) ?? true else { throw ValidationError("--at is a number of seconds since 1970") }
    }

    func run() throws {
        let credential = try signer.credentials.credential()
        let message = try HTTPRequestMessage(parsing: try InputFile.contents(of: request))
        let isLegacy = message.values(of: "Authorization").first.map { !$0.hasPrefix("TC3") && !$0.contains(" ") }
        let report =
            if isLegacy ?? false {
                LegacyVerifier(credentials: [credential]).verify(message, at: at)
            } else {
                TC3Verifier(credentials: [credential], service: service).verify(message, at: at)
            }
        switch format {
        case .json: try Terminal.say(json(report))
        case .text: try Terminal.say(report.description)
        }
        for warning in report.warnings where format == .json { Terminal.warn(warning) }
        guard report.matches else {
            throw Failure(
                "\(request) does not verify", hint: format == .json ? report.explanation : nil, status: .mismatch)
        }
    }

    private func json(_ report: VerificationReport) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "matches": .bool(report.matches), "step": text(report.step?.rawValue),
            "line": report.firstDifference.map { .number($0.line) } ?? .null,
            "expected": text(report.firstDifference?.expected),
            "hidesExpected": .bool(report.firstDifference?.hidesExpected ?? false),
            "received": text(report.firstDifference?.received), "explanation": text(report.explanation),
            "findings": .array(
                report.findings.map {
                    [
                        "step": .string($0.step.rawValue), "cause": .string($0.cause.description),
                        "line": .number($0.difference.line), "expected": text($0.difference.expected),
                        "hidesExpected": .bool($0.difference.hidesExpected),
                        "received": text($0.difference.received), "explanation": .string($0.explanation),
                    ]
                }),
            "warnings": .array(report.warnings.map { .string($0) }),
            "canonicalRequest": text(report.canonicalRequest), "stringToSign": text(report.stringToSign),
        ]
    }
}
