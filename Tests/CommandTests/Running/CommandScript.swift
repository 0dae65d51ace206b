// SPDX-License-Identifier: Apache-2.0

import ProgramRunner

/// A text that runs commands one after the other and says what each of them has to do.
///
/// ```
/// # What the following commands guard, and why.
/// $ tcface base64 encode input
/// > aGVsbG8K
///
/// $ tcface base64 decode missing
/// ! error: cannot open missing: No such file or directory
/// exit 1
///
/// -- input --
/// hello
/// ```
///
/// All commands of a script run in one folder, which starts with the files at the end of the script. `*` in an expected
/// line stands for any characters, and a line of `...` for any lines. `Scripts/README.md` lists the words.
struct CommandScript {
    /// One command with what is expected of it.
    struct Step {
        /// The line it stands in, counted from 1.
        let line: Int
        /// The line for the shell.
        var command: String
        var expected = Expectations()
    }

    /// Something that must hold after a command.
    enum Check: Equatable {
        /// `exists NAME…`
        case exists([String])
        /// `absent PATTERN…`
        case absent([String])
        /// `mode 600 NAME…`
        case mode(String, [String])
        /// `same NAME NAME`
        case same(String, String)
        /// `json MEMBER…`: standard output is one JSON object with exactly these members
        case json([String])
    }

    struct Expectations {
        var output: [String] = []
        var errors: [String] = []
        var status: Int32 = 0
        var checks: [Check] = []
    }

    /// The path of the script.
    let path: String
    /// Variables for all commands.
    private(set) var environment: [String: String] = [:]
    /// Texts that no command may print.
    private(set) var secrets: [String] = []
    /// The commands.
    private(set) var steps: [Step] = []
    /// The files that the folder starts with.
    private(set) var files: [(name: String, text: String)] = []

    init(path: String, text: String) throws {
        self.path = path
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        if lines.last == "" { lines.removeLast() }
        while let line = lines.first, !Self.isFileHead(line) {
            try read(line, number: lines.startIndex + 1)
            lines = lines.dropFirst()
        }
        while let head = lines.first {
            let content = lines.dropFirst().prefix { !Self.isFileHead($0) }
            let text = content.map { "\($0)\n" }.joined()
            files.append((String(head.dropFirst(3).dropLast(3)), text))
            lines = lines.dropFirst(content.count + 1)
        }
    }

    private static func isFileHead(_ line: String) -> Bool { line.hasPrefix("-- ") && line.hasSuffix(" --") }

    private mutating func read(_ line: String, number: Int) throws {
        if let last = steps.last?.command, last.hasSuffix("\\") {
            steps[steps.count - 1].command = last.dropLast() + line
            return
        }
        if line.isEmpty || line.hasPrefix("#") { return }
        let words = line.split(separator: " ").map(String.init)
        let rest = String(line.dropFirst(words[0].count + 1))
        switch words[0] {
        case "$": steps.append(Step(line: number, command: rest))
        case "secret": secrets.append(rest)
        case "env":
            let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ProgramFailure("\(path):\(number): env wants NAME=VALUE") }
            environment[String(parts[0])] = String(parts[1])
        default:
            guard !steps.isEmpty else { throw ProgramFailure("\(path):\(number): no command to check yet") }
            try expect(words, rest, number: number)
        }
    }

    private mutating func expect(_ words: [String], _ rest: String, number: Int) throws {
        let last = steps.count - 1
        let names = Array(words.dropFirst())
        switch (words[0], names.count) {
        case (">", _): steps[last].expected.output.append(rest)
        case ("!", _): steps[last].expected.errors.append(rest)
        case ("exit", 1): steps[last].expected.status = try Self.number(names[0], "\(path):\(number)")
        case ("exists", 1...): steps[last].expected.checks.append(.exists(names))
        case ("absent", 1...): steps[last].expected.checks.append(.absent(names))
        case ("mode", 2...): steps[last].expected.checks.append(.mode(names[0], Array(names.dropFirst())))
        case ("same", 2): steps[last].expected.checks.append(.same(names[0], names[1]))
        case ("json", 1...): steps[last].expected.checks.append(.json(names))
        default: throw ProgramFailure("\(path):\(number): cannot read \"\(words.joined(separator: " "))\"")
        }
    }

    private static func number(_ word: String, _ place: String) throws -> Int32 {
        guard let number = Int32(word) else { throw ProgramFailure("\(place): \(word) is no number") }
        return number
    }
}
