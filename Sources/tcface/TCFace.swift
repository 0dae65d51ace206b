// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import ArgumentParser
import Base64Stream

/// The command `tcface`.
@main
struct TCFace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tcface",
        abstract: "Seal, sign, check and make requests to Tencent Cloud's face services.",
        discussion: """
            Credentials come from TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN, then \
            ~/.tccli/<profile>.credential, then ~/.tencentcloud/credentials; never from an argument.

            Results go to standard output; error:, hint:, warning: and log: to standard error. \
            Exit codes: 0 done, 1 failure, 2 a verification did not match, 3 the service answered with an error, \
            64 the command line itself is wrong. --version tells which tcface this is.
            """,
        groupedSubcommands: [
            CommandGroup(name: "Envelopes", subcommands: [SealCommand.self, OpenCommand.self, KeysCommand.self]),
            CommandGroup(
                name: "Signatures", subcommands: [SignCommand.self, SignLegacyCommand.self, VerifyCommand.self]),
            CommandGroup(name: "Services", subcommands: [CallCommand.self, SandboxCommand.self]),
            CommandGroup(name: "Tools", subcommands: [Base64Command.self, VectorsCommand.self, BenchCommand.self]),
        ])

    /// Not the configuration's: the argument parser would then take the `--version` of a request for this question
    /// wherever a command has something to complain of, and answer it with status 0.
    private static let version = "0.1.0"

    static func main() async {
        // A closed pipe or a file-size limit is reported as the error of the write, not as a silent death.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Self.keepContentOutOfCrashes()
        StandardStream.occupyClosed()
        do {
            try requireText()
            if CommandLine.arguments.dropFirst().first == "--version" { return try Terminal.say(version) }
            try requireCommand()
            var command = try parseAsRoot()
            // The choice is one for all kernels; this one only knows its words.
            if let hint = Base64.kernelHint { Terminal.warn(hint) }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = Failure(error) else { stop(on: error) }
            Terminal.report(failure)
            endProcess(failure.status.rawValue)
        }
    }

    /// Has the system end the program where something is badly wrong, and nothing else.
    ///
    /// The language's own handlers print registers and the memory that they point at: keys and faces, on a terminal or
    /// in a log.
    private static func keepContentOutOfCrashes() {
        for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    }

    /// Refuses an argument that is not text: the argument parser would take another one in its place, and a file of
    /// another name would be read or written.
    private static func requireText() throws(Failure) {
        for (number, argument) in CommandLine.arguments.enumerated() {
            guard let bytes = CommandLine.unsafeArgv[number],
                String(validatingCString: bytes) == argument
            else {
                throw Failure(
                    "argument \(number) is not UTF-8", hint: "give the file a name in UTF-8, or change to its folder",
                    status: .usage)
            }
        }
    }

    /// Refuses a command that there is not, in `help COMMAND`, too: the argument parser would show the help of the next
    /// higher command, with status 0.
    private static func requireCommand() throws(Failure) {
        var words = CommandLine.arguments.dropFirst()
        let asksForHelp = words.first == "help"
        if asksForHelp { words = words.dropFirst() }
        var command: any ParsableCommand.Type = Self.self
        var path = _commandName
        for word in words {
            // Behind an option may come its value; `help` has none that takes one.
            if word.hasPrefix("-") {
                guard asksForHelp else { return }
                continue
            }
            let commands = command.configuration.subcommands
            // What follows are the arguments of the command itself.
            if commands.isEmpty, !asksForHelp { return }
            guard let next = commands.first(where: { $0._commandName == word }) else {
                if asksForHelp, path == _commandName, word == "help" { return }
                throw Failure(
                    "\(path) has no command \"\(word)\"", hint: "\(path) --help tells what there is", status: .usage)
            }
            (command, path) = (next, "\(path) \(word)")
        }
    }

    /// Lets the argument parser print what it has to say: help, a version, or a complaint about the arguments.
    private static func stop(on error: any Error) -> Never {
        let code = exitCode(for: error)
        guard code != .success else { answer(fullMessage(for: error)) }
        guard code == .validationFailure else { exit(withError: error) }
        Terminal.report(Failure(plain(message(for: error)), hint: usageHint(for: error), status: .usage))
        endProcess(Failure.Status.usage.rawValue)
    }

    /// Prints help or a version, which is a result like any other.
    private static func answer(_ text: String) -> Never {
        do {
            try Terminal.say(text)
            endProcess(0)
        } catch {
            Terminal.report(error)
            endProcess(error.status.rawValue)
        }
    }

    /// The parser's sentences as this program writes its own: lower case, without a full stop.
    private static func plain(_ message: String) -> String {
        let sentences = message.replacing("\n", with: " ").split(separator: ". ")
        let text = sentences.map { $0.prefix(1).lowercased() + $0.dropFirst() }.joined(separator: ": ")
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func usageHint(for error: any Error) -> String {
        // "Usage: tcface seal …" is the first line of the full message that names the usage.
        let line = fullMessage(for: error).split(separator: "\n").first { $0.hasPrefix("Usage: ") }
        return line.map { "usage: \($0.dropFirst(7))" } ?? "see tcface --help"
    }
}

/// The system's `exit`, whose name the parser's own takes inside a command.
private func endProcess(_ code: Int32) -> Never { exit(code) }
