// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import Testing

@testable import Throughput

@Suite("Reports")
struct ReportTests {
    private var report: ThroughputReport {
        Samples.report(
            [
                Samples.result("floor/a/6MiB", [0.5, 0.5, 0.5]),
                Samples.result("seal/a/6MiB", [1, 1, 1.5], floors: ["floor/a/6MiB"], peak: 1 << 20, allocations: 7),
            ],
            peers: [
                PeerResult(
                    peer: "tcface", description: "this package", algorithm: "AES-256-CBC", byteCount: 6 << 20,
                    seconds: [0.01], firstSeconds: [0.02], peakByteCount: 5 << 20, isProved: true),
                PeerResult(
                    peer: "go", description: "go1", algorithm: "AES-256-CBC", byteCount: 6 << 20, seconds: [0.1],
                    firstSeconds: [0.2], isProved: true),
                PeerResult(
                    peer: "node", description: "", algorithm: "SM4-GCM", byteCount: 6 << 20, skipped: "it has no <SM4>"),
            ], skipped: [SkippedCase(name: "gone", reason: "no \"reason\"")])
    }

    @Test("what is written as JSON is read back the same")
    func roundTrip() throws {
        let bytes = report.json.serialized()
        let read = try ThroughputReport(json: JSONValue(parsing: bytes.span))
        #expect(read == report)
    }

    @Test("a seed is any number of 64 bits", arguments: [0, 1 << 63, .max] as [UInt64])
    func seed(_ seed: UInt64) throws {
        let report = ThroughputReport(
            machine: report.machine, unixSeconds: 0, seed: seed, rounds: 1, core: nil, results: [])
        let bytes = report.json.serialized()
        #expect(try ThroughputReport(json: JSONValue(parsing: bytes.span)).seed == seed)
    }

    @Test("what is no seed is refused", arguments: ["-1", "1.5", "18446744073709551616", "\"1\"", "null"])
    func noSeed(_ text: String) throws {
        let members = try (report.json.object ?? []).map { member in
            let bytes = Array(text.utf8)
            return member.name == "seed" ? .init("seed", try JSONValue(parsing: bytes.span)) : member
        }
        let error = #expect(throws: ThroughputError.self) { try ThroughputReport(json: .object(members)) }
        #expect(error?.message.contains("\"seed\"") == true)
    }

    @Test("a report of another form is refused, and the member is named")
    func malformed() throws {
        #expect(throws: ThroughputError(.malformedReport, "")) { try ThroughputReport(json: ["schema": "other"]) }
        for member in ["machine", "cases", "rounds", "peers"] {
            let members = (report.json.object ?? []).filter { $0.name != member }
            let error = #expect(throws: ThroughputError.self) { try ThroughputReport(json: .object(members)) }
            #expect(error?.message.contains("\"\(member)\"") == true)
        }
    }

    @Test("the date is the day in UTC")
    func date() {
        #expect(report.date == "2026-11-21")
    }

    @Test("the table says median, ratio, memory, allocations, what was skipped, and what the machine is")
    func table() {
        let text = report.text
        #expect(text.contains("A Processor") && text.contains("openssl 3.0.0") && text.contains("kernel: avx2"))
        let line = text.split(separator: "\n").first { $0.hasPrefix("seal/a/6MiB") }.map(String.init) ?? ""
        let cells = line.split(separator: " ", omittingEmptySubsequences: true)
        #expect(
            cells.contains("2.00") && cells.contains("1.0") && cells.contains("7") && cells.contains("3/3"), "\(line)")
        #expect(text.contains("skipped gone: no \"reason\""))
        #expect(text.contains("it has no <SM4>"))
    }

    @Test("the page escapes what it is given")
    func page() {
        let html = report.html
        #expect(html.contains("it has no &lt;SM4&gt;") && !html.contains("<SM4>"))
        #expect(html.contains("no &quot;reason&quot;"))
    }

    @Test("the README's table is replaced between its markers, and the rest stays")
    func readme() throws {
        let table = ReadmeTable(report: report)
        let page = "before\n\(ReadmeTable.start)\nold\n\(ReadmeTable.end)\nafter\n"
        let new = try #require(table.replacing(in: page))
        #expect(new.hasPrefix("before\n\(ReadmeTable.start)\n") && new.hasSuffix("\(ReadmeTable.end)\nafter\n"))
        #expect(!new.contains("old") && new.contains("Measured 2026-11-21 on A Processor"))
        #expect(new.contains("has no avx512_vbmi, gfni, vaes"))
        #expect(table.replacing(in: new) == new)
        #expect(table.replacing(in: "no markers") == nil)
        #expect(table.replacing(in: "\(ReadmeTable.end)\n\(ReadmeTable.start)\n") == nil)
    }

    @Test(
        "numbers have as many digits as are asked for",
        arguments: [
            (0.0, 2, "0.00"), (1.005, 1, "1.0"), (-0.04, 1, "0.0"), (-1.26, 1, "-1.3"), (12, 0, "12"),
            (0.999, 2, "1.00"),
            (.infinity, 1, "-"),
        ])
    func digits(_ value: Double, _ digits: Int, _ text: String) {
        #expect(FixedText.text(value, digits: digits) == text)
    }

    @Test(
        "times have the unit that fits",
        arguments: [(1.5, "1.50 s"), (0.0406, "40.6 ms"), (2.82e-6, "2.82 us"), (5e-8, "0.050 us")])
    func times(_ seconds: Double, _ text: String) {
        #expect(FixedText.time(seconds) == text)
    }
}
