// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner
import RequestDigests
import Synchronization
import Testing

@testable import FaceAPI

@Suite("Files of a liveness check")
struct DownloadTests {
    /// Serves a body at every path, breaking off after so many bytes when told to, and counts.
    private func server(_ body: String, status: String = "200 OK", announcing: Int? = nil) throws -> FaultServer {
        try FaultServer.answering { connection, _ in
            guard let announcing else {
                connection.answer(body, status: status)
                return
            }
            connection.send("HTTP/1.1 \(status)\r\nContent-Length: \(announcing)\r\n\r\n\(body)")
            connection.reset()
        }
    }

    private func client(_ change: (inout ClientConfiguration) -> Void = { _ in }) throws -> FaceClient {
        var configuration = ClientConfiguration()
        configuration.retry = RetryPolicy(baseDelay: .milliseconds(2), maximumDelay: .milliseconds(4))
        change(&configuration)
        return try FaceClient(
            credentials: try StaticCredential(secretID: "AKIDexample", secretKey: "KeyOfTheTest"),
            configuration: configuration)
    }

    private func file(_ server: FaultServer, _ announced: String, byteCount: Int? = nil) throws -> LivenessFile {
        let md5 = Hex.encode(try MD5Hasher.hash(announced.utf8.span))
        return try #require(
            LivenessFile(url: server.url("/f?sign=secret"), md5: md5, byteCount: byteCount ?? announced.utf8.count))
    }

    @Test("a file that is what was announced comes whole, into memory and to a file of mode 600")
    func whole() async throws {
        let content = String(repeating: "video ", count: 40_000)
        let server = try server(content)
        let folder = try TemporaryFolder()
        let client = try client()
        let file = try file(server, content)
        #expect(try await client.download(file) == Array(content.utf8))
        try await client.download(file, to: folder("video.mp4"))
        #expect(try folder.text(of: "video.mp4") == content)
        #expect(folder.names() == ["video.mp4"])
        #expect(server.requestCount == 2)
    }

    @Test("an empty file is a file")
    func empty() async throws {
        let server = try server("")
        #expect(try await client().download(file(server, "")).isEmpty)
    }

    @Test("other bytes of the same length are a mismatch, after as many attempts as allowed, and leave no file")
    func wrongMD5() async throws {
        let server = try server("dog")
        let folder = try TemporaryFolder()
        try folder.write("old".utf8, to: "frame.jpg")
        let client = try client()
        let file = try file(server, "cat")
        let error = try #require(
            await failure { () async throws(FaceAPIError) in try await client.download(file, to: folder("frame.jpg")) })
        #expect(error.code == .downloadMismatch)
        #expect(error.message.contains("the MD5 is 06d80eb0c50b49a509b49f2424e8c805"))
        #expect(error.attemptCount == 3)
        #expect(server.requestCount == 3)
        #expect(try folder.text(of: "frame.jpg") == "old")
        #expect(folder.names() == ["frame.jpg"])
        var once = CallOptions()
        once.retry = RetryPolicy.none
        let inMemory = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.download(file, options: once) })
        #expect(inMemory.code == .downloadMismatch)
        #expect(server.requestCount == 4)
    }

    @Test("whoever hears that a download failed finds nothing of it on the disk, whatever went wrong and however often")
    func nothingLeft() async throws {
        let wrong = try server("dog")
        let broken = try server("half", announcing: 8)
        let slow = try FaultServer.answering { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            connection.waitForEnd()
        }
        let folder = try TemporaryFolder()
        let client = try client { $0.retry = .none }
        var hasty = CallOptions()
        hasty.timeout = .milliseconds(30)
        for (server, content, options, code) in [
            (wrong, "cat", CallOptions(), FaceAPIError.Code.downloadMismatch),
            (broken, "halfhalf", CallOptions(), .transportFailed), (slow, "halfhalf", hasty, .deadlineExceeded),
        ] {
            let file = try file(server, content)
            for _ in 0..<60 {
                let error = await failure { () async throws(FaceAPIError) in
                    try await client.download(file, to: folder("v.mp4"), options: options)
                }
                #expect(error?.code == code)
                #expect(folder.names().isEmpty)
            }
        }
    }

    @Test("a download that is cancelled leaves nothing either")
    func cancelledHalfway() async throws {
        let begun = FaultServer.Counter()
        let server = try FaultServer.answering { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            begun.add()
            connection.waitForEnd()
        }
        let folder = try TemporaryFolder()
        let client = try client()
        let file = try file(server, "halfhalf")
        for round in 1...30 {
            let task = Task {
                await failure { () async throws(FaceAPIError) in try await client.download(file, to: folder("v.mp4")) }
            }
            while begun.count < round { try await Task.sleep(for: .milliseconds(1)) }
            try await Task.sleep(for: .milliseconds(round % 5))
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            #expect(folder.names().isEmpty)
        }
    }

    @Test("what a killed process left of a file is swept before the file is fetched again, and nothing else is")
    func sweeping() async throws {
        // More than any system numbers its processes to.
        let gone = Int32.max
        let folder = try TemporaryFolder()
        try folder.write("half a video".utf8, to: ".v.mp4.tcface-\(gone)-1")
        let own = ProcessInfo.processInfo.processIdentifier
        let others = [".v.mp4.tcface-\(own)-1", ".w.mp4.tcface-\(gone)-1", ".v.mp4.tcface-x-1"]
        for name in others { try folder.write("of somebody else".utf8, to: name) }
        let server = try server("cat")
        let file = try file(server, "cat")
        try await client().download(file, to: folder("v.mp4"))
        #expect(Set(folder.names()) == Set(others + ["v.mp4"]))
    }

    @Test("more or fewer bytes than announced are a mismatch", arguments: [2, 4, 0, 1_000_000])
    func wrongSize(_ announced: Int) async throws {
        let server = try server("cat")
        let folder = try TemporaryFolder()
        let file = try file(server, "cat", byteCount: announced)
        let client = try client { $0.retry = .none }
        let error = try #require(
            await failure { () async throws(FaceAPIError) in try await client.download(file, to: folder("f")) })
        #expect(error.code == .downloadMismatch)
        #expect(folder.names().isEmpty)
    }

    @Test("a transfer that breaks off is made again, and leaves nothing when that does not help")
    func truncated() async throws {
        let server = try server("half", announcing: 8)
        let folder = try TemporaryFolder()
        let file = try file(server, "halfhalf")
        let client = try client()
        let error = try #require(
            await failure { () async throws(FaceAPIError) in try await client.download(file, to: folder("f")) })
        #expect(error.code == .transportFailed)
        #expect(error.attemptCount == 3)
        #expect(folder.names().isEmpty)
    }

    @Test("a transfer that breaks off once comes whole the second time")
    func brokenOnce() async throws {
        let count = FaultServer.Counter()
        let server = try FaultServer.answering { connection, _ in
            count.add()
            guard count.count == 1 else {
                connection.answer("halfhalf")
                return
            }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
            connection.reset()
        }
        #expect(try await client().download(file(server, "halfhalf")) == Array("halfhalf".utf8))
    }

    @Test(
        "a link that is no longer good is a status, which is not tried again",
        arguments: [("403 Forbidden", 1), ("404 Gone", 1), ("503 Busy", 3)])
    func status(_ status: String, _ attempts: Int) async throws {
        let server = try server("<Error/>", status: status)
        let file = try file(server, "<Error/>")
        let client = try client()
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.download(file) })
        #expect(error.code == .httpStatus)
        #expect(error.httpStatus == Int(status.prefix(3)))
        #expect(error.attemptCount == attempts)
    }

    @Test("a file without MD5 or size is taken as it comes, up to the client's limit")
    func unannounced() async throws {
        let server = try server("anything")
        let file = try #require(LivenessFile(url: server.url(), md5: nil, byteCount: nil))
        #expect(try await client().download(file) == Array("anything".utf8))
        let small = try client {
            $0.transport.maximumResponseByteCount = 7
            $0.retry = .none
        }
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await small.download(file) })
        #expect(error.code == .downloadMismatch)
    }

    @Test(
        "a URL that would go elsewhere is refused",
        arguments: ["http://example.com/f", "ftp://127.0.0.1/f", "file:///etc/passwd", "", "https://user@example.com/"])
    func badURL(_ url: String) async throws {
        let file = try #require(LivenessFile(url: url, md5: nil, byteCount: nil))
        let client = try client()
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.download(file) })
        #expect(error.code == .malformedResponse)
    }

    @Test("neither errors nor the log show the query that opens the file")
    func redaction() async throws {
        let server = try server("dog")
        let lines = Mutex<[String]>([])
        let client = try client { configuration in
            configuration.log = { entry in lines.withLock { $0.append("\(entry) \(entry.headers)") } }
        }
        let file = try file(server, "cat")
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.download(file) })
        let log = lines.withLock { $0 }
        #expect(log.count == 3)
        #expect(log.allSatisfy { !$0.contains("secret") && $0.contains("127.0.0.1") })
        #expect(!error.description.contains("secret"))
    }

    @Test("a deadline ends a download that does not come")
    func deadline() async throws {
        let server = try FaultServer { connection in connection.waitForEnd() }
        let file = try #require(LivenessFile(url: server.url(), md5: nil, byteCount: nil))
        let client = try client()
        var options = CallOptions()
        options.timeout = .milliseconds(50)
        let error = try #require(
            await failure { () async throws(FaceAPIError) in _ = try await client.download(file, options: options) })
        #expect(error.code == .deadlineExceeded)
    }
}
