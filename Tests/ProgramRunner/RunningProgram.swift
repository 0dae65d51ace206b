// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A process between its start and its end.
public struct RunningProgram: ~Copyable {
    /// The process.
    public let processID: Int32

    init(_ program: Program, _ arguments: [String], streams: [OpenFile]) throws {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream.descriptor, Int32(number))
        }
        var processID: pid_t = 0
        // Not every system can start a program in another folder, but every shell can change to it and become the
        // program.
        let shell = "/bin/sh"
        let words = CStringList([shell, "-c", #"cd -- "$0" && exec "$@""#, program.folder, program.path] + arguments)
        let variables = CStringList(program.environment.map { "\($0)=\($1)" })
        let code = posix_spawn(&processID, shell, &actions, nil, words.pointers, variables.pointers)
        guard code == 0 else { throw ProgramFailure("cannot start \(program.path): error \(code)") }
        self.processID = processID
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { kill(processID, number) }

    /// Waits for the end.
    ///
    /// - Throws: `ProgramFailure` when it takes longer than `limit` seconds; it is killed then.
    public consuming func wait(within limit: Double = 120) throws -> ProgramOutcome.Ending {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(limit)
        var status: Int32 = 0
        var pause: UInt32 = 200
        while true {
            let ended = waitpid(processID, &status, WNOHANG)
            if ended == processID { break }
            guard ended == 0 || errno == EINTR else { throw ProgramFailure("cannot wait: error \(errno)") }
            guard clock.now < deadline else {
                kill(processID, SIGKILL)
                waitpid(processID, &status, 0)
                throw ProgramFailure("it did not end within \(limit) s")
            }
            usleep(pause)
            pause = min(pause * 2, 5_000)
        }
        // The layout of a wait status is the same on all systems that Swift runs on.
        let signal = status & 0x7F
        return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
    }
}

/// Words as `posix_spawn` takes them.
private final class CStringList {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ words: [String]) { pointers = words.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}
