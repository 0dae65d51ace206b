// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Foundation
import Testing

@Suite("Uploads", .enabled(if: LoopbackTests.areWanted, Comment(rawValue: LoopbackTests.reason)))
struct TransportUploadTests {
    /// Reads a body without keeping it, and answers with its length.
    private static func counter() throws -> FaultServer {
        try FaultServer { connection in
            while let head = connection.readHead() {
                let announced =
                    head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                    .flatMap { Int($0.dropFirst(16)) } ?? -1
                connection.answer("\(connection.drain(announced)) of \(announced)")
            }
        }
    }

    @Test("A streamed body of any length arrives whole", arguments: [0, 1, 16_383, 65_536, 65_537, 3_000_001])
    func lengths(_ count: Int) async throws {
        let server = try Self.counter()
        let transport = try HTTPTransport(.impatient)
        let request = HTTPRequest(
            url: server.url(), body: .stream(byteCount: count) { GeneratedBody(count) })
        #expect(try await transport.send(request).text == "\(count) of \(count)")
    }

    @Test("Bytes arrive as they are, from memory and from a reader")
    func content() async throws {
        let server = try FaultServer.answering { connection, request in
            connection.answer(String(request.body.reduce(into: UInt32(1)) { $0 = $0 &* 31 &+ UInt32($1) }))
        }
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let expected = String(bytes.reduce(into: UInt32(1)) { $0 = $0 &* 31 &+ UInt32($1) })
        final class Reader: RequestBodyReader {
            private var rest: ArraySlice<UInt8>
            init(_ bytes: [UInt8]) { rest = bytes[...] }
            func read(into buffer: inout OutputSpan<UInt8>) {
                // Odd lengths, so that parts do not fall together with libcurl's buffer.
                for byte in rest.prefix(min(buffer.freeCapacity, 4_099)) { buffer.append(byte) }
                rest = rest.dropFirst(buffer.count)
            }
        }
        let transport = try HTTPTransport(.impatient)
        let whole = HTTPRequest(url: server.url(), body: .bytes(bytes))
        #expect(try await transport.send(whole).text == expected)
        let parts = HTTPRequest(url: server.url(), body: .stream(byteCount: bytes.count) { Reader(bytes) })
        #expect(try await transport.send(parts).text == expected)
    }

    @Test("A reader that ends early or fails stops the request, which then never looks complete")
    func brokenReader() async throws {
        struct Broken: Error {}
        let server = try Self.counter()
        let transport = try HTTPTransport(.impatient)
        let bodies: [RequestBody] = [
            .stream(byteCount: 500_000) { GeneratedBody(300_000) },
            .stream(byteCount: 500_000) { GeneratedBody(300_000, thenThrowing: Broken()) },
            .stream(byteCount: 500_000) { throw Broken() },
        ]
        for body in bodies {
            let error = try #require(
                await outcome(of: HTTPRequest(url: server.url(), body: body), with: transport).result.failure)
            #expect(error.code == .uploadFailed, "\(error)")
            #expect(error.exposure == .partial)
        }
    }

    @Test("Progress never goes back and ends complete")
    func progress() async throws {
        let count = 20 << 20
        let server = try Self.counter()
        let transport = try HTTPTransport()
        let (updates, reporter) = ProgressReporter.make(every: .milliseconds(1))
        let request = HTTPRequest(
            url: server.url(), body: .stream(byteCount: count) { GeneratedBody(count) })
        async let response = transport.send(request, progress: reporter)
        var seen: [TransportProgress] = []
        for await update in updates { seen.append(update) }
        #expect(try await response.text == "\(count) of \(count)")
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.sentByteCount <= $1.sentByteCount })
        #expect(seen.allSatisfy { $0.totalByteCount == count && $0.attempt == 1 })
        let last = try #require(seen.last)
        #expect(last.sentByteCount == count && last.fractionSent == 1)
        #expect(seen.count > 2, "only \(seen.count) updates")
    }

    @Test("Progress over several attempts counts them and ends when told to")
    func attempts() async throws {
        let server = try Self.counter()
        let transport = try HTTPTransport(.impatient)
        let (updates, reporter) = ProgressReporter.make(spansAttempts: true)
        for _ in 1...2 {
            _ = try await transport.send(
                HTTPRequest(url: server.url(), body: .bytes([1, 2, 3])), progress: reporter)
        }
        reporter.finish()
        var last: TransportProgress?
        for await update in updates { last = update }
        #expect(last?.attempt == 2)
        #expect(last?.sentByteCount == 3)
    }

    @Test("Updates end when the request fails")
    func failedProgress() async throws {
        let transport = try HTTPTransport(.impatient)
        let (updates, reporter) = ProgressReporter.make()
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(HTTPRequest(url: "http://example.com/"), progress: reporter)
        }
        #expect(error?.code == .insecureURL)
        var count = 0
        for await _ in updates { count += 1 }
        #expect(count == 1)
    }

    // Enabled only where the kernel tells the peak; `areKnown` prints when it does not.
    @Test("Memory stays flat for a 64 MiB upload", .enabled(if: ProcessFacts.areKnown))
    func flatMemory() async {
        // A process of its own, so that the peak is this test's alone.
        await #expect(processExitsWith: .success) {
            let server = try TransportUploadTests.counter()
            let transport = try HTTPTransport()
            func upload(_ count: Int) async throws {
                let request = HTTPRequest(
                    url: server.url(), body: .stream(byteCount: count) { GeneratedBody(count) })
                #expect(try await transport.send(request).text == "\(count) of \(count)")
            }
            try await upload(4 << 20)
            let before = try #require(ProcessFacts.peakResidentKiB)
            try await upload(64 << 20)
            let after = try #require(ProcessFacts.peakResidentKiB)
            #expect(after - before <= 4_096, "grew by \(after - before) KiB")
        }
    }
}
