// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("tcface when it is killed")
struct KilledCommandTests {
    private static let rounds = 100

    @Test("each result is whole or not there, whenever SIGKILL comes, and the next run sweeps up")
    func wholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        var tcface = SourceTree.command
        tcface.folder = folder.path
        try folder.write((0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: "clip")
        let words = [
            "seal", "--media", "clip", "--type", "video", "--out", "out.json", "--data-key-out", "out.key", "--output",
            "json",
        ]
        let clock = ContinuousClock()
        var size = 0
        let duration = try clock.measure {
            _ = try tcface.run(words).successful()
            size = try folder.bytes(of: "out.json").count
        }

        var (killed, bodies, keys) = (0, 0, 0)
        for _ in 0..<Self.rounds {
            for name in ["out.json", "out.key"] { try? FileManager.default.removeItem(atPath: folder(name)) }
            let null = try OpenFile.null()
            let running = try tcface.start(words, input: null, output: null, errors: null)
            usleep(UInt32.random(in: 0...UInt32(duration / .microseconds(1))))
            running.signal(SIGKILL)
            if try running.wait() == .signal(SIGKILL) { killed += 1 }

            let body = try? folder.bytes(of: "out.json")
            let key = try? folder.bytes(of: "out.key")
            if let body {
                bodies += 1
                #expect(body.count == size)
                #expect(String(decoding: body.suffix(3), as: UTF8.self) == "]}}")
                #expect(key != nil, "a body without the key that opens its reply")
            }
            if let key {
                keys += 1
                #expect(key.count == 44)
            }
        }
        print("\(killed) of \(Self.rounds) runs killed; \(bodies) bodies and \(keys) keys were there, all whole")
        #expect(killed > 0)

        _ = try tcface.run(words).successful()
        #expect(folder.names() == ["clip", "out.json", "out.key"])
    }

    @Test("a file that was there stays as it was until the new one is whole")
    func replacesAtOnce() throws {
        let folder = try TemporaryFolder()
        var tcface = SourceTree.command
        tcface.folder = folder.path
        try folder.write([UInt8](repeating: 65, count: 1_000_000), to: "in")
        let old = Array("the old content".utf8)
        let clock = ContinuousClock()
        let duration = try clock.measure {
            _ = try tcface.run(["base64", "encode", "in", "--out", "out"]).successful()
        }
        let new = try folder.bytes(of: "out")
        for _ in 0..<30 {
            try folder.write(old, to: "out")
            let null = try OpenFile.null()
            let running = try tcface.start(
                ["base64", "encode", "in", "--out", "out"], input: null, output: null, errors: null)
            usleep(UInt32.random(in: 0...UInt32(duration / .microseconds(1))))
            running.signal(SIGKILL)
            _ = try running.wait()
            let content = try folder.bytes(of: "out")
            #expect(content == old || content == new)
        }
    }
}
