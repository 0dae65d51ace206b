// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Throughput

@Suite("Cases")
struct StandardCasesTests {
    @Test("every case runs on media of one byte, seven bytes and a chunk and a bit")
    func smoke() throws {
        let cases = StandardCases.all(sizes: [ByteSize(1), ByteSize(7), ByteSize(9217)])
        let options = RoundRobin.Options(rounds: 1, sampleSeconds: 0)
        let report = try ThroughputReport(measuring: cases, options: options, at: 0)
        #expect(report.results.count + report.skipped.count == cases.count)
        #expect(report.results.allSatisfy { $0.samples.count == 1 && $0.samples[0].seconds > 0 })
    }

    @Test("batches and threads run, too")
    func many() throws {
        let sizes = [ByteSize(16 << 10), ByteSize(1 << 20)]
        let cases = StandardCases.filter(StandardCases.all(sizes: sizes), by: ["cores/", "16x16KiB"])
        let options = RoundRobin.Options(rounds: 1, sampleSeconds: 0)
        let report = try ThroughputReport(measuring: cases, options: options, at: 0)
        #expect(report.result(named: "one-by-one/aes/16x16KiB") != nil)
        let names = report.results.map(\.name) + report.skipped.map(\.name)
        #expect(names.contains("cores/1/aes/1MiB") && names.contains("cores/2/aes/1MiB"))
    }

    @Test("names are there once, and what a case is measured against is there")
    func names() {
        let cases = StandardCases.all()
        let names = Set(cases.map(\.name))
        #expect(names.count == cases.count)
        for one in cases { #expect(one.floors.allSatisfy { names.contains($0) }, "\(one.name)") }
    }

    @Test("sizes that no memory holds are measured as streams alone")
    func large() {
        let names = StandardCases.all(sizes: [ByteSize(4 << 30)]).map(\.name)
        #expect(names.contains("stream/aes/4GiB") && names.contains("floor/openssl-aes-cbc/4GiB"))
        #expect(!names.contains { $0.hasPrefix("seal/") || $0.hasPrefix("request/") })
        let mixed = StandardCases.all(sizes: [ByteSize(65 << 20), ByteSize(128 << 20)]).map(\.name)
        #expect(!mixed.contains { $0.hasPrefix("request/") })
        #expect(
            StandardCases.all(sizes: [ByteSize(1 << 20), ByteSize(128 << 20)]).map(\.name).contains("request/aes/1MiB"))
    }

    @Test(
        "floors do all the work of sizes that no buffer holds",
        arguments: [1, 7, 64 << 20, (64 << 20) + 1, 127 << 20, 128 << 20, 4 << 30, (4 << 30) + 5])
    func floors(byteCount: Int) {
        let parts = FloorCases.parts(of: ByteSize(byteCount))
        #expect(parts.reduce(0) { $0 + $1.buffer * $1.repetitions } == byteCount)
        #expect(parts.allSatisfy { $0.buffer > 0 && $0.buffer <= 64 << 20 && $0.repetitions > 0 })
    }

    @Test("a file of media leaves nothing behind, read how often it may be")
    func temporaryMedia() throws {
        let media: [UInt8] = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let file = try TemporaryMedia(media)
        for _ in 0..<2 {
            let read = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.path)))
            #expect(read == media)
        }
        #if os(Linux)
        // What has no name is gone however the process ends.
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
        #expect(target.hasSuffix(" (deleted)"))
        #endif
    }

    @Test("a filter keeps what the kept cases and their goals are measured against")
    func filter() {
        let kept = StandardCases.filter(StandardCases.all(), by: ["seal/aes/6MiB"]).map(\.name)
        #expect(Set(kept) == ["floor/openssl-aes-cbc/6MiB", "floor/openssl-sha256/6MiB", "seal/aes/6MiB"])
        #expect(StandardCases.filter(StandardCases.all(), by: ["no such case"]).isEmpty)
        #expect(StandardCases.filter(StandardCases.all(), by: []).count == StandardCases.all().count)
    }

    @Test("media are the same for the same seed, and other for another")
    func seed() {
        let media = BenchmarkMaterial(seed: 4).media(1000)
        let isSame = media == BenchmarkMaterial(seed: 4).media(1000)
        let isOther = media != BenchmarkMaterial(seed: 5).media(1000)
        #expect(isSame && isOther)
        #expect(Set(media).count > 200)
    }

    @Test(
        "sizes are read as they are written",
        arguments: [("1", 1), ("4KiB", 4096), ("6MiB", 6 << 20), ("4 GiB", 4 << 30), ("1000", 1000)])
    func sizes(_ text: String, _ byteCount: Int) throws {
        let size = try #require(ByteSize(text))
        #expect(size.byteCount == byteCount)
        #expect(ByteSize(size.description) == size)
    }

    @Test(
        "what is no size is refused",
        arguments: ["", "0", "-1", "4kb", "4 KB", "KiB", "1.5MiB", "99999999999GiB", "4KiBx", "٤KiB"])
    func noSize(_ text: String) {
        #expect(ByteSize(text) == nil)
    }
}
