// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("tcface when it crashes", .timeLimit(.minutes(10)))
struct CrashingCommandTests {
    /// The signals of a crash, that of a failed check in Swift (SIGILL or SIGTRAP) among them.
    static let signals = [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]

    /// The language's handlers are asked for by name, and would print registers and the memory they point at.
    @Test("the system ends it by the signal, and it prints nothing of its memory", arguments: signals)
    func saysNothing(_ signal: Int32) async throws {
        let (isServing, ending, errors) = try await Program.aside {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: folder("tmp"), withIntermediateDirectories: false)
            // A shell that becomes the command: nothing else can keep the system from writing its memory to a file.
            var shell = Program(path: "/bin/sh", folder: folder.path)
            shell.environment["TMPDIR"] = folder("tmp")
            shell.environment["SWIFT_BACKTRACE"] = "enable=yes,interactive=no,color=no,output-to=stderr"
            let words = ["-c", #"ulimit -c 0; exec "$0" sandbox"#, SourceTree.command.path]
            let output = try OpenFile(folder("said"))
            let errors = try OpenFile(folder("errors"))
            let running = try shell.start(words, input: OpenFile.null(), output: output, errors: errors)
            // It serves, so all that it does with signals is done.
            let clock = ContinuousClock()
            let deadline = clock.now + .seconds(60)
            while try folder.bytes(of: "said").isEmpty, clock.now < deadline { usleep(1_000) }
            let isServing = try !folder.bytes(of: "said").isEmpty
            running.signal(signal)
            // Longer than the language's own report would take.
            let ending = try running.wait(within: 120)
            return (isServing, ending, try folder.text(of: "errors"))
        }
        #expect(isServing)
        #expect(ending == .signal(signal))
        #expect(errors == "")
    }
}
