// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program that tests run as a process of its own.
///
/// What it prints goes to files, not pipes, so that no amount of it can make the program wait.
public struct Program: Sendable {
    /// The executable's path.
    public let path: String
    /// The variables it sees; nothing else is passed on.
    public var environment: [String: String]
    /// The folder it is started in.
    public var folder: String

    /// Names a program.
    public init(path: String, environment: [String: String] = Program.plainEnvironment, folder: String = "/") {
        self.path = path
        self.environment = environment
        self.folder = folder
    }

    /// What a program needs of the environment to run at all: no credential, no language, no home.
    public static let plainEnvironment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C",
    ]

    /// The program of this name in `PATH`; `nil` when there is none.
    public static func named(_ name: String) -> Program? {
        let folders = (plainEnvironment["PATH"] ?? "").split(separator: ":")
        let path = folders.lazy.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return path.map { Program(path: $0) }
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: The words after the program's name.
    ///   - input: What it reads from standard input.
    ///   - limit: Seconds after which it is killed, and the call throws.
    public func run(
        _ arguments: [String], input: some Sequence<UInt8> = [], within limit: Double = 120
    ) throws -> ProgramOutcome {
        let place = try TemporaryFolder()
        try Data(input).write(to: URL(filePath: place.path + "/in"))
        let files = try ["in", "out", "err"].map { name in try OpenFile("\(place.path)/\(name)") }
        let running = try start(arguments, input: files[0], output: files[1], errors: files[2])
        let ending = try running.wait(within: limit)
        return ProgramOutcome(
            ending: ending, output: try place.bytes(of: "out"), errors: try place.bytes(of: "err"))
    }

    /// Does what blocks, such as running a program, on a thread of its own.
    ///
    /// There are no more threads for tasks than processors: where each of them waited for a program, a server in this
    /// process that the program talks to would never answer.
    public static func aside<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }

    /// Starts the program and leaves it running.
    public func start(
        _ arguments: [String], input: OpenFile, output: OpenFile, errors: OpenFile
    ) throws -> RunningProgram {
        try RunningProgram(self, arguments, streams: [input, output, errors])
    }
}
