// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

@Suite("tcface as its scripts have it")
struct CommandScriptTests {
    private static let folder = SourceTree.root + "/Tests/CommandTests/Scripts"

    /// The scripts' file names; empty only when the folder cannot be read, which the second test would notice.
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    @Test("every command of the script does what the script expects", arguments: names)
    func runs(_ name: String) throws {
        let path = "\(Self.folder)/\(name)"
        let script = try CommandScript(path: path, text: try String(contentsOfFile: path, encoding: .utf8))
        let count = try ScriptRunner(script).run()
        print("\(name): \(count) commands")
    }

    @Test("there are scripts for every command")
    func isComplete() {
        #expect(Self.names.count >= 10)
    }
}
