// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("tcface when its input changes")
struct ChangingFileTests {
    private let folder: TemporaryFolder
    private let tcface: Program

    init() throws {
        folder = try TemporaryFolder()
        var tcface = SourceTree.command
        tcface.folder = folder.path
        self.tcface = tcface
    }

    /// The command holds 16 MiB of a result and then waits for somebody to take them; meanwhile the file grows.
    @Test(
        "a streamed file that grows, shrinks or is written to meanwhile is an error",
        arguments: ["grows", "shrinks", "is written to"])
    func streamed(change: String) throws {
        try folder.write([UInt8](repeating: 7, count: 16 << 20), to: "clip")
        let (reading, writing) = try OpenFile.pipe()
        let errors = try OpenFile(folder("errors"))
        var words = ["seal", "--media", "clip", "--type", "video"]
        words += ["--data-key-out", "key"]
        let running = try tcface.start(words, input: OpenFile.null(), output: writing, errors: errors)
        // The first bytes tell that the command has begun to let go, with most of the file still to read.
        let first = try reading.read(atMost: 1)
        #expect(first == Array("{".utf8))
        let clip = try #require(FileHandle(forUpdatingAtPath: folder("clip")))
        switch change {
        case "grows":
            try clip.seekToEnd()
            try clip.write(contentsOf: Data("more".utf8))
        case "shrinks": try clip.truncate(atOffset: (16 << 20) - 1)
        default: try clip.write(contentsOf: Data("other".utf8))
        }
        try clip.close()
        writing.close()
        let rest = Drain(reading)
        let ending = try running.wait()
        rest.stop()
        #expect(ending == .exit(1))
        let said = try folder.text(of: "errors")
        #expect(said.hasPrefix("error: clip changed while it was read"), "\(said)")
        #expect(folder.names() == ["clip", "errors"])
    }

    /// A loop that never stops appending, while the command reads a file that is large enough to be caught.
    @Test(
        "a file that somebody keeps appending to is not taken",
        arguments: [
            ["seal", "--body", "large", "--out", "out"],
            ["open", "--in", "large", "--data-key", "key", "--out", "out"],
            ["base64", "encode", "large", "--out", "out"],
            ["seal", "--media", "large", "--type", "image", "--out", "out"],
        ])
    func whole(words: [String]) throws {
        try folder.write(Array("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".utf8), to: "key")
        try folder.write([UInt8](repeating: 32, count: 24 << 20), to: "large")
        let shell = Program(path: "/bin/sh", folder: folder.path)
        let null = try OpenFile.null()
        let writer = try shell.start(
            ["-c", "while :; do printf x >> large; done"], input: null, output: null, errors: null)
        let outcome = try tcface.run(words)
        writer.signal(SIGKILL)
        _ = try writer.wait()
        #expect(outcome.ending == .exit(1))
        #expect(outcome.errorText.hasPrefix("error: large changed while it was read"), "\(outcome.errorText)")
        #expect(folder.names() == ["key", "large"])
    }
}

/// Takes what a pipe gives, so that the writer can end.
private final class Drain: Sendable {
    private let finished = DispatchSemaphore(value: 0)

    init(_ pipe: OpenFile) {
        let finished = finished
        Thread.detachNewThread {
            _ = try? pipe.readToEnd()
            finished.signal()
        }
    }

    /// Waits for the end of the pipe.
    func stop() { finished.wait() }
}
