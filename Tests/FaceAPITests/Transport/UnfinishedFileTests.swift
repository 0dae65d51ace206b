// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import Testing

@testable import FaceAPI

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Files that are still being written")
struct UnfinishedFileTests {
    private func begin(in folder: TemporaryFolder, mode: UInt32 = 0o600) throws -> UnfinishedFile {
        try #require(UnfinishedFile(directory: folder.path + "/", base: "answer", mode: mode))
    }

    @Test("nothing in the folder tells of a file before it has its place, where the system has nameless files")
    func nameless() throws {
        let folder = try TemporaryFolder()
        let file = try begin(in: folder)
        #expect(write(file.descriptor, "half a face", 11) == 11)
        #if os(Linux)
        let probe = open(folder.path, 0o20_000_000 | O_DIRECTORY | O_WRONLY, 0o600)
        if probe >= 0 {
            close(probe)
            #expect(folder.names().isEmpty)
        } else {
            print("not tested: no nameless files in \(folder.path)")
        }
        #endif
        file.discard()
        #expect(folder.names().isEmpty)
    }

    @Test("takes its place beside what is there, or the place of what is there", arguments: [false, true])
    func moved(replaces: Bool) throws {
        let folder = try TemporaryFolder()
        if replaces { try folder.write("an older and longer answer".utf8, to: "answer") }
        let file = try begin(in: folder, mode: 0o640)
        #expect(write(file.descriptor, "an answer", 9) == 9)
        #expect(file.move())
        close(file.descriptor)
        #expect(folder.names() == ["answer"])
        #expect(try folder.bytes(of: "answer") == Array("an answer".utf8))
        var status = stat()
        #expect(stat(folder("answer"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test("a folder in its place is an error that leaves nothing")
    func inTheWay() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder("answer"), withIntermediateDirectories: false)
        let file = try begin(in: folder)
        #expect(!file.move())
        #expect(errno == EISDIR)
        file.discard()
        #expect(folder.names() == ["answer"])
    }

    @Test("a folder that is not there gives none, and errno says why")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        let file = UnfinishedFile(directory: folder("missing") + "/", base: "answer", mode: 0o600)
        let reason = errno
        #expect(file == nil)
        #expect(reason == ENOENT)
    }
}
