// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import StrictJSON
import Testing

/// The interpreter with the packages that some tests are held against.
enum PythonEnvironment {
    /// The interpreter; `nil`, with the reason printed, where no environment can be made.
    static let python: Program? = {
        var script = Program(path: SourceTree.root + "/Scripts/python-env")
        // pip finds its cache and its index through these.
        script.environment = ProcessInfo.processInfo.environment
        let requirements = SourceTree.root + "/Tests/InteropTests/Python/requirements.txt"
        do {
            let outcome = try script.run([requirements], within: 300).successful()
            let path = outcome.text.trimmingCharacters(in: .newlines)
            return Program(path: path, folder: SourceTree.root)
        } catch {
            print("skipped: tests against PyPI's cryptography and the vendor's SDK, because \(error)")
            return nil
        }
    }()

    /// Whether tests that need it run: where it can be made, and always in CI, where it has to be.
    static var isExpected: Bool { python != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// Runs a script of `Tests/InteropTests/Python` on a job.
    static func run(_ name: String, _ arguments: [String] = [], job: JSONValue) throws -> [JSONValue] {
        let python = try #require(python, "no Python environment could be made, which CI must have")
        let script = SourceTree.root + "/Tests/InteropTests/Python/\(name)"
        let outcome = try python.run([script] + arguments, input: job.serialized()).successful()
        return try #require(try JSONValue(parsing: outcome.output.span).array)
    }
}
