// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import KnownAnswers
import StrictJSON

extension VectorsCommand {
    /// `tcface vectors generate --out DIR`.
    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write fresh vectors, for other implementations to check themselves against.",
            discussion: """
                The files have the shapes of vectors/README.md. They are derived from a seed, which stands in each of \
                them: the same seed and count give the same bytes. RSA keys take no seed and are fresh in every run, \
                and so is every file with rsa in its name. All keys in the files are public.

                Examples:
                  tcface vectors generate --out fresh/ && python3 vectors/python/check.py --generated fresh/
                  tcface vectors generate --out again/ --seed 1 --count 50
                """)

        @Option(help: ArgumentHelp("A folder that is new or empty.", valueName: "DIR"))
        var out: String

        @Option(help: ArgumentHelp("What the values are derived from; a random number by default.", valueName: "N"))
        var seed: UInt64?

        @Option(help: ArgumentHelp("How many cases of each kind.", valueName: "N"))
        var count = 8

        @Option(name: .customLong("output"), help: "How to report.")
        var report: ReportFormat = .text

        func run() throws {
            let seed = seed ?? UInt64.random(in: 0 ... .max)
            let files: Int
            do throws(VectorGenerationError) {
                files = try VectorGenerator(seed: seed, count: count).generate(into: out)
            } catch {
                throw Failure(
                    error.message, hint: error.hint, status: error.code == .invalidCount ? .usage : .failure)
            }
            switch report {
            case .json:
                try Terminal.say([
                    "folder": .string(out), "seed": .number(String(seed)), "count": .number(String(count)),
                    "files": .number(String(files)),
                ])
            case .text: try Terminal.say("\(out): \(files) files, seed \(seed), count \(count)")
            }
        }
    }
}
