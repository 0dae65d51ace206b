// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import StrictJSON
import Throughput

/// `tcface bench`: how fast this machine seals, opens and signs, against what its libraries need at least.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure sealing, opening and signing on this machine.",
        discussion: """
            Every case is measured in rounds beside its floor, the library call that does the unavoidable part of the \
            work. The table has medians: MB/s and cycles for each byte of media, the ratio to the floor inside a round \
            and its best quartile, the first call, memory beyond what was there, and how many samples no neighbour \
            disturbed.

            Build with -c release. TCFACE_KERNEL=scalar measures the portable path.

            Examples:
              tcface bench --filter seal --size 16KiB --size 6MiB
              tcface bench --filter stream --size 4GiB --rounds 3
              tcface bench --json now.json --compare before.json
              tcface bench --filter sign --output json
            """)

    @Option(help: ArgumentHelp("Only cases whose name holds this; may be repeated.", valueName: "F"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp(
            "Bytes of media, with KiB, MiB or GiB; may be repeated. Over 64 MiB only streams.", valueName: "BYTES"))
    var size: [SizeArgument] = []

    @Option(help: ArgumentHelp("How many rounds count.", valueName: "N"))
    var rounds = 15

    @Option(help: ArgumentHelp("The core to stay on, one that may be used; the last unless given.", valueName: "N"))
    var core: Int?

    @Flag(help: "Leave threads where the system puts them.")
    var unpinned = false

    @Option(help: ArgumentHelp("What the media are made from.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Also write the report as JSON.", valueName: "FILE|-"))
    var json: String?

    @Option(name: .customLong("output"), help: "How to report; json is the same as --json -.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Also write the report as a page.", valueName: "FILE"))
    var html: String?

    @Option(help: ArgumentHelp("Say what changed beyond the noise since an earlier --json.", valueName: "OLD.json"))
    var compare: String?

    @Flag(help: "With --compare: exit code 2 when a case is slower.")
    var failOnRegression = false

    @Flag(help: "Only print the names of the cases.")
    var list = false

    func validate() throws {
        guard rounds >= 1, rounds <= 10_000 else { throw ValidationError("--rounds is 1 to 10000") }
        guard !failOnRegression || compare != nil else { throw ValidationError("--fail-on-regression needs --compare") }
        guard core == nil || !unpinned else { throw ValidationError("--core and --unpinned contradict each other") }
        guard html != "-" || (json != "-" && format != .json) else {
            throw ValidationError("--html and the JSON report cannot both be standard output")
        }
    }

    func run() throws {
        let sizes = size.isEmpty ? ByteSize.standard : Set(size.map(\.size)).sorted()
        let cases = StandardCases.filter(StandardCases.all(sizes: sizes), by: filter)
        guard !cases.isEmpty else {
            throw Failure(
                "no case has \(filter.joined(separator: " or ")) in its name", hint: "see tcface bench --list",
                status: .usage)
        }
        guard !list else {
            return try say(cases)
        }
        // Before the first round, which may be minutes from the last.
        let old = try compare.map { try Self.report(at: $0) }
        let inputs = [compare.flatMap { FileIdentity(path: $0) }]
        var jsonFile = try json.map { try OutputFile($0, inputs: inputs) }
        var htmlFile = try html.map { try OutputFile($0, inputs: inputs) }
        try jsonFile?.checkPlace()
        try htmlFile?.checkPlace()
        if let json, let html, try OutputPlace(json).isSame(as: OutputPlace(html)) {
            throw Failure("--json and --html are the same place", hint: "name two", status: .usage)
        }

        let report = try ThroughputReport(
            measuring: cases, options: .init(rounds: rounds, core: core, staysUnpinned: unpinned), seed: seed,
            at: SystemClock.unixSeconds)
        if !report.machine.isReleaseBuild {
            Terminal.warn("this is a debug build: its figures mean nothing")
        }
        if isText { try Terminal.say(report.text) }
        if format == .json && json != "-" { try Terminal.say(report.json) }
        if var file = jsonFile.take() {
            let text = report.json.serialized() + Array("\n".utf8)
            try file.write(text.span)
            try file.commit()
        }
        if var file = htmlFile.take() {
            let text = Array(report.html.utf8)
            try file.write(text.span)
            try file.commit()
        }
        guard let old else { return }
        let comparison = Comparison(of: report, with: old)
        if isText { try Terminal.say("\n" + comparison.text) }
        let slower = comparison.regressions.map(\.name)
        if failOnRegression, !slower.isEmpty {
            throw Failure("slower than before: \(slower.joined(separator: ", "))", status: .mismatch)
        }
    }

    /// Whether standard output is for a person.
    private var isText: Bool { format == .text && json != "-" && html != "-" }

    private func say(_ cases: [BenchmarkCase]) throws {
        guard format == .text else {
            return try Terminal.say([
                "cases": .array(cases.map { ["name": .string($0.name), "summary": .string($0.summary)] })
            ])
        }
        for one in cases { try Terminal.say("\(one.name)  \(one.summary)") }
    }

    /// A size as `ByteSize` reads it.
    struct SizeArgument: ExpressibleByArgument {
        let size: ByteSize

        init?(argument: String) {
            guard let size = ByteSize(argument) else { return nil }
            self.size = size
        }
    }

    private static func report(at path: String) throws -> ThroughputReport {
        var file = try InputFile(path)
        let bytes = try file.contents()
        return try ThroughputReport(json: try JSONValue(parsing: bytes.span))
    }
}
