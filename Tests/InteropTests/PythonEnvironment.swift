// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import StrictJSON
import Testing

/// The interpreter with the packages that some tests are held against.
enum PythonEnvironment {
    /// The interpreter; `nil`, with the reason printed, where no environment can be made.
    static let python = interpreter(
        "requirements.txt", for: "tests against PyPI's cryptography and the vendor's SDK")

    /// The interpreter with the vendor's SDK for its international site; `nil` as above.
    static let international = interpreter(
        "requirements-international.txt", for: "tests against the vendor's SDK for its international site")

    private static func interpreter(_ requirements: String, for purpose: String) -> Program? {
        var script = Program(path: SourceTree.root + "/Scripts/python-env")
        // pip finds its cache and its index through these.
        script.environment = ProcessInfo.processInfo.environment
        let path = SourceTree.root + "/Tests/InteropTests/Python/" + requirements
        do {
            let outcome = try script.run([path], within: 300).successful()
            let path = outcome.text.trimmingCharacters(in: .newlines)
            return Program(path: path, folder: SourceTree.root)
        } catch {
            print("skipped: \(purpose), because \(error)")
            return nil
        }
    }

    /// Whether tests that need it run: where it can be made, and always in CI, where it has to be.
    static var isExpected: Bool { isCI || python != nil }

    /// The same of the tests for the international site.
    static var isInternationalExpected: Bool { isCI || international != nil }

    private static var isCI: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

    /// Runs a script of `Tests/InteropTests/Python` on a job.
    static func run(
        _ name: String, _ arguments: [String] = [], job: JSONValue, with interpreter: Program? = python
    ) throws -> [JSONValue] {
        let python = try #require(interpreter, "no Python environment could be made, which CI must have")
        let script = SourceTree.root + "/Tests/InteropTests/Python/\(name)"
        let outcome = try python.run([script] + arguments, input: job.serialized()).successful()
        return try #require(try JSONValue(parsing: outcome.output.span).array)
    }
}
