// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import KnownAnswers

@Suite struct GenerationTests {
    @Test func generatedVectorsPassHereAndInPython() throws {
        let folder = TemporaryFolder()
        let written = try VectorGenerator(seed: 20_260_101, count: 4).generate(into: folder.path)
        #expect(written == Self.files(below: folder.path).count)
        let report = VectorChecker().check([folder.path])
        for file in report.files {
            #expect(file.failures.isEmpty, "\(file.path): \(file.failures)")
            #expect(file.problem == nil, "\(file.path)")
        }
        #expect(report.skipped == 0, "\(report.skipReasons)")
        #expect(report.ignored.isEmpty)
        // A lower bound: a kind of case that is lost must not pass.
        #expect(report.passed >= 650)
        try Self.checkInPython(folder.path)
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
        let folders = [TemporaryFolder(), TemporaryFolder(), TemporaryFolder()]
        for (folder, seed) in zip(folders, [7, 7, 8] as [UInt64]) {
            _ = try VectorGenerator(seed: seed, count: 2).generate(into: folder.path)
        }
        let names = Self.files(below: folders[0].path)
        #expect(names == Self.files(below: folders[1].path))
        #expect(names == Self.files(below: folders[2].path))
        for name in names {
            let bytes = folders.map { FileManager.default.contents(atPath: "\($0.path)/\(name)") }
            // RSA keys are fresh in each run.
            #expect((bytes[0] == bytes[1]) == !name.contains("rsa"), "\(name)")
            // A request's body may be as short as no parts at all, and be equal by chance; a context names its seed.
            if name.hasSuffix(".json") { #expect(bytes[0] != bytes[2], "\(name)") }
            if name.hasSuffix("signature.txt") { #expect(bytes[0] != bytes[2], "\(name)") }
        }
    }

    @Test func everyFileNamesItsSeed() throws {
        let folder = TemporaryFolder()
        _ = try VectorGenerator(seed: 18_446_744_073_709_551_615, count: 1).generate(into: folder.path)
        for name in Self.files(below: folder.path) where name.hasSuffix(".json") {
            let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
            #expect(text.contains("--seed 18446744073709551615 --count 1"), "\(name)")
        }
    }

    @Test func aFolderThatHoldsSomethingIsRefusedAndLeftAsItIs() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/.hidden"))
        #expect(throws: VectorGenerationError(.folderNotEmpty, "")) {
            try VectorGenerator(seed: 1, count: 1).generate(into: folder.path)
        }
        #expect(throws: VectorGenerationError(.folderNotEmpty, "")) {
            try VectorGenerator(seed: 1, count: 1).generate(into: "\(folder.path)/.hidden")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [".hidden"])
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        #expect(throws: VectorGenerationError(.unwritable, "")) {
            try VectorGenerator(seed: 1, count: 1).generate(into: "/nonexistent/folder")
        }
    }

    @Test(arguments: [0, -1, 1_001]) func aCountOutOfRangeIsRefused(count: Int) {
        #expect(throws: VectorGenerationError(.invalidCount, "")) { try VectorGenerator(seed: 1, count: count) }
    }

    @Test func theStreamIsTheDocumentedOne() {
        // printf 'swift-tcface/vectors/generated/1/a\0' and 16 bytes of seed 1 and counter 0, through sha256sum.
        var stream = VectorSeed(value: 1).stream("a")
        #expect(stream.bytes(8) == [0x6C, 0xD6, 0xEE, 0x82, 0xA4, 0x27, 0xF9, 0xD3])
    }

    /// Paths of all files below a folder, sorted.
    private static func files(below folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .filter { FileTree.kind(of: "\(folder)/\($0)") == .file }
            .sorted()
    }

    /// Runs the Python checker, where there is a Python with what it needs; prints why it was not run otherwise.
    private static func checkInPython(_ folder: String) throws {
        guard try run(["python3", "-c", "import cryptography"]).status == 0 else {
            print("the Python checker was not run on generated vectors: no python3 with the package cryptography")
            return
        }
        let result = try run(["python3", "\(VectorFolders.own)/python/check.py", "--generated", folder])
        #expect(result.status == 0, "\(result.output.suffix(4_000))")
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

/// A path where nothing is yet; what lies there is removed at the end.
private final class TemporaryFolder {
    let path = NSTemporaryDirectory() + "tcface-generated-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
