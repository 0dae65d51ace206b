// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import StrictJSON
import Throughput

/// `measure`: everything that `tcface bench` measures and Foundation beside it, and the README's table out of reports.
@main
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measure with Foundation beside us, and render reports.",
        subcommands: [Run.self, Render.self], defaultSubcommand: Run.self)

    /// One run of all cases.
    struct Run: ParsableCommand {
        @Option(help: "Only cases whose name holds this; may be repeated.")
        var filter: [String] = []

        @Option(help: "Bytes of media; may be repeated.")
        var size: [String] = []

        @Option(help: "How many rounds count.")
        var rounds = 15

        @Option(help: "Where the JSON report goes.")
        var json: String

        func run() throws {
            let sizes = size.isEmpty ? ByteSize.standard : size.compactMap { ByteSize($0) }.sorted()
            let all = StandardCases.all(sizes: sizes) + FoundationCases.all(sizes)
            let report = try ThroughputReport(
                measuring: StandardCases.filter(all, by: filter), options: .init(rounds: rounds),
                at: Int64(Date().timeIntervalSince1970))
            print(report.text)
            try Data(report.json.serialized()).write(to: URL(filePath: json))
        }
    }

    /// Reports and peers to a page and to the README's table.
    struct Render: ParsableCommand {
        @Option(help: "The report of the whole run.")
        var report: String

        @Option(help: "A report of the run with TCFACE_KERNEL=scalar.")
        var portable: String?

        @Option(help: "A report of a long stream.")
        var stream: String?

        @Option(help: "What the script that runs the peers wrote.")
        var peers: String?

        @Option(help: "The page to write.")
        var html: String?

        @Option(help: "The Markdown file whose table between the markers is replaced.")
        var readme: String?

        func run() throws {
            var report = try Self.report(at: report)
            if let peers { report = report.with(peers: try PeerResult.list(Self.json(at: peers).array ?? [])) }
            print(report.text)
            if let html { try Data(report.html.utf8).write(to: URL(filePath: html)) }
            guard let readme else { return }
            let page = ReadmeTable(
                report: report, portable: try portable.map { try Self.report(at: $0) },
                stream: try stream.map { try Self.report(at: $0) })
            let old = try String(contentsOf: URL(filePath: readme), encoding: .utf8)
            guard let new = page.replacing(in: old) else {
                throw ValidationError("\(readme) has no markers \(ReadmeTable.start) and \(ReadmeTable.end)")
            }
            try Data(new.utf8).write(to: URL(filePath: readme))
        }

        private static func json(at path: String) throws -> JSONValue {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            return try JSONValue(parsing: bytes.span)
        }

        private static func report(at path: String) throws -> ThroughputReport {
            try ThroughputReport(json: json(at: path))
        }
    }
}
