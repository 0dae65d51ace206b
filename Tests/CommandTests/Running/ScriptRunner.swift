// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import StrictJSON
import Testing

/// Runs a script and reports each departure at the script's line.
///
/// Besides what the script expects, of every command it is checked that
/// - it prints none of the script's secrets;
/// - what it says on standard error is `log:`, or `error:`, `hint:` or `warning:` and a lower-case sentence without a
///   full stop;
/// - there is an `error:` exactly when its status is not 0;
/// - it leaves no temporary file, and when it fails, every file as it was.
struct ScriptRunner {
    private let script: CommandScript
    private let folder: TemporaryFolder
    private let shell: Program

    init(_ script: CommandScript) throws {
        self.script = script
        folder = try TemporaryFolder()
        for file in script.files {
            let place = URL(filePath: folder(file.name)).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try folder.write(file.text.utf8, to: file.name)
        }
        var shell = Program(path: "/bin/sh", folder: folder.path)
        let commands = URL(filePath: SourceTree.command.path).deletingLastPathComponent().path
        shell.environment["PATH"] = commands + ":" + (shell.environment["PATH"] ?? "")
        shell.environment["HOME"] = folder("home")
        shell.environment["MEDIA"] = SourceTree.root + "/Tests/Media"
        shell.environment["VECTORS"] = SourceTree.root + "/vectors"
        shell.environment.merge(script.environment) { _, new in new }
        self.shell = shell
    }

    /// Runs all commands.
    ///
    /// - Returns: How many there were.
    func run() throws -> Int {
        for step in script.steps { try run(step) }
        return script.steps.count
    }

    private func run(_ step: CommandScript.Step) throws {
        let before = try FolderState(of: folder)
        let outcome = try shell.run(["-c", step.command])
        let place = SourceLocation(fileID: "CommandTests/Script", filePath: script.path, line: step.line, column: 1)
        func check(_ holds: Bool, _ what: @autoclosure () -> String) {
            guard !holds else { return }
            Issue.record("\(what())\n$ \(step.command)\n\(outcome.text)\(outcome.errorText)", sourceLocation: place)
        }

        let expected = step.expected
        check(outcome.ending == .exit(expected.status), "ended with \(outcome.ending), not \(expected.status)")
        let isJSON = expected.checks.contains { if case .json = $0 { true } else { false } }
        if !isJSON {
            check(LinePattern.matches(expected.output, outcome.text), "standard output is not what is expected")
        }
        check(LinePattern.matches(expected.errors, outcome.errorText), "standard error is not what is expected")
        for secret in script.secrets {
            let isKept = !outcome.text.contains(secret) && !outcome.errorText.contains(secret)
            check(isKept, "it printed the secret \(secret)")
        }
        for fault in Grammar.faults(in: outcome.errorText, status: outcome.status) { check(false, fault) }

        let after = try FolderState(of: folder)
        check(!after.names.contains { $0.contains(".tcface-") }, "a temporary file is left: \(after.names)")
        if outcome.status != 0 {
            check(after == before, "it failed, but changed files: \(after.difference(from: before))")
        }
        for wanted in expected.checks {
            if let fault = try fault(of: wanted, outcome) { check(false, fault) }
        }
    }

    private func fault(of check: CommandScript.Check, _ outcome: ProgramOutcome) throws -> String? {
        switch check {
        case .exists(let names):
            return names.first { !FileManager.default.fileExists(atPath: folder($0)) }.map { "\($0) is missing" }
        case .absent(let patterns):
            let names = folder.names()
            let found = names.filter { name in patterns.contains { LinePattern.matches($0, line: name) } }
            return found.isEmpty ? nil : "there is \(found.joined(separator: ", "))"
        case .mode(let mode, let names):
            for name in names {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
                let value = (attributes[.posixPermissions] as? Int).map { String($0, radix: 8) }
                if value != mode { return "\(name) has mode \(value ?? "?"), not \(mode)" }
            }
            return nil
        case .same(let left, let right):
            return try folder.bytes(of: left) == folder.bytes(of: right) ? nil : "\(left) and \(right) differ"
        case .json(let members):
            guard outcome.output.last == UInt8(ascii: "\n"), outcome.output.dropLast().contains(10) == false else {
                return "standard output is not one line"
            }
            let line = Array(outcome.output.dropLast())
            guard case .object(let found)? = try? JSONValue(parsing: line.span) else {
                return "standard output is not a JSON object"
            }
            return found.map(\.name) == members ? nil : "the JSON has the members \(found.map(\.name))"
        }
    }
}
