// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("tcface sandbox when it is told to stop", .timeLimit(.minutes(10)))
struct StoppedSandboxTests {
    /// A started sandbox whose folder for temporary files is this test's own.
    private struct Started: ~Copyable {
        let folder: TemporaryFolder
        let running: RunningProgram
        /// Where its output goes.
        let output: String

        static func start() throws -> Started {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: folder("tmp"), withIntermediateDirectories: false)
            var tcface = SourceTree.command
            tcface.environment["TMPDIR"] = folder("tmp")
            let null = try OpenFile.null()
            let output = try OpenFile(folder("env"))
            let running = try tcface.start(["sandbox", "--print-env"], input: null, output: output, errors: null)
            return Started(folder: folder, running: running, output: folder("env"))
        }

        /// Sends a signal and waits for the end.
        ///
        /// - Returns: how it ended, and what it left behind
        consuming func stop(_ signal: Int32) throws -> (ProgramOutcome.Ending, [String]) {
            running.signal(signal)
            let folder = folder
            let ending = try running.wait(within: 60)
            return (ending, folder.names().filter { $0.hasPrefix("tmp/") })
        }
    }

    @Test(
        "a signal right behind the printed lines is heard, and the folder with the keys goes",
        arguments: [SIGTERM, SIGINT, SIGHUP])
    func atOnce(_ signal: Int32) async throws {
        for _ in 0..<10 {
            let (ending, left) = try await Program.aside {
                let sandbox = try Started.start()
                var facts = stat()
                while stat(sandbox.output, &facts) != 0 || facts.st_size == 0 { usleep(100) }
                return try sandbox.stop(signal)
            }
            #expect(ending == .exit(0))
            #expect(left == [])
        }
    }

    @Test("whenever SIGTERM comes, nothing is left behind")
    func anyTime() async throws {
        var endings: [ProgramOutcome.Ending: Int] = [:]
        for _ in 0..<40 {
            let (ending, left) = try await Program.aside {
                let sandbox = try Started.start()
                usleep(UInt32.random(in: 0...500_000))
                return try sandbox.stop(SIGTERM)
            }
            #expect(ending == .exit(0) || ending == .signal(SIGTERM))
            #expect(left == [])
            endings[ending, default: 0] += 1
        }
        print("sandboxes that were told to stop at any time: \(endings)")
    }
}
