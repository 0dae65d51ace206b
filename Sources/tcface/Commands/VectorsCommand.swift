// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import KnownAnswers
import StrictJSON

/// `tcface vectors`: known answers, checked and made.
struct VectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors", abstract: "Check test vectors against this implementation, or make fresh ones.",
        subcommands: [Check.self, Generate.self])

    /// The forms, as they are named on the command line.
    enum FormatArgument: String, ExpressibleByArgument, CaseIterable {
        case auto
        case tcface
        case wycheproof
        case acvp
        case cavp

        var format: VectorFormat {
            switch self {
            case .auto: .auto
            case .tcface: .tcface
            case .wycheproof: .wycheproof
            case .acvp: .acvp
            case .cavp: .cavp
            }
        }
    }

    /// `tcface vectors check PATH…`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check vector files, and folders of them; exit code 2 when a value differs.",
            discussion: """
                Reads this project's own vectors, Wycheproof, NIST ACVP (prompt.json beside expectedResults.json) and \
                NIST CAVP (.rsp and .txt). What is not part of this project is counted and named. A file that is not \
                understood is an error.

                Examples:
                  tcface vectors check vectors/
                  tcface vectors check aes_cbc_pkcs5_test.json --junit report.xml
                """)

        @Argument(help: ArgumentHelp("Files and folders.", valueName: "PATH"))
        var paths: [String]

        @Option(help: "The form that every file must have.")
        var format: FormatArgument = .auto

        @Option(help: ArgumentHelp("Also write the report as JUnit XML; - in place of the text.", valueName: "FILE|-"))
        var junit: String?

        @Option(name: .customLong("output"), help: "How to report.")
        var report: ReportFormat = .text

        func validate() throws {
            guard junit != "-" || report == .text else {
                throw ValidationError("--junit - and --output json cannot both be standard output")
            }
        }

        func run() throws {
            // Before the check, which may take minutes.
            if let junit { try OutputFile(junit, inputs: paths.map { FileIdentity(path: $0) }).checkPlace() }
            let result = VectorChecker(format: format.format).check(paths)
            if let junit {
                var file = try OutputFile(junit, inputs: (paths + result.read).map { FileIdentity(path: $0) })
                let text = Array(result.junit.utf8)
                try file.write(text.span)
                try file.commit()
            }
            switch report {
            case .json: try Terminal.say(result.json)
            case .text where junit == "-": break
            case .text: try print(result)
            }
            if result.failed > 0 {
                throw Failure("\(result.failed) of \(result.passed + result.failed) cases differ", status: .mismatch)
            }
            if result.problems > 0 {
                throw Failure("\(result.problems) files were not understood or are not whole")
            }
            if result.passed == 0 {
                throw Failure(
                    "nothing was checked: \(paths.joined(separator: ", ")) held no case that applies here",
                    hint: result.skipped > 0 ? "what was skipped is named above" : "is this the folder of the vectors?")
            }
        }

        private func print(_ result: VectorReport) throws(Failure) {
            for file in result.files {
                var line = "\(file.path): \(file.algorithm.isEmpty ? "" : "\(file.algorithm), ")\(file.passed) passed"
                if !file.failures.isEmpty { line += ", \(file.failures.count) failed" }
                if file.skippedCount > 0 { line += ", \(file.skippedCount) skipped" }
                try Terminal.say(line)
                for failure in file.failures { try Terminal.say("  differs: \(failure.name): \(failure.reason)") }
                if let problem = file.problem { try Terminal.say("  problem: it \(problem)") }
            }
            for (reason, count) in result.skipReasons { try Terminal.say("skipped \(count): \(reason)") }
            if !result.ignored.isEmpty {
                try Terminal.say("no vectors by name or form: \(result.ignored.joined(separator: ", "))")
            }
            try Terminal.say("\(result.passed) passed, \(result.failed) failed, \(result.skipped) skipped")
        }
    }
}
