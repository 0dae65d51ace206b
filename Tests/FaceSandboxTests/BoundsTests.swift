// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import TC3Signing
import Testing

@testable import FaceSandbox

@Suite("What a sandbox keeps is bounded")
struct BoundsTests {
    @Test("files of any number of owners leave no more behind than 256 of them")
    func files() throws {
        let store = FileStore()
        func offer(_ owner: Int, _ content: [UInt8] = [1, 2, 3], at now: Int64 = 0) throws -> String {
            let entry = store.offer(
                content, owner: "video of \(owner)", fileExtension: "mp4", contentType: "video/mp4", now: now)
            return try #require(entry).name
        }
        for owner in 0..<1000 { _ = try offer(owner) }
        #expect(store.counts == (256, 256))
        // The newest keep their addresses; one that went gets another.
        let kept = try offer(999)
        #expect(try offer(999) == kept)
        // Other content, and time, give new addresses: the old ones count until they go.
        let changed = try offer(999, [4])
        #expect(changed != kept)
        for time in 1...600 { _ = try offer(999, [5], at: Int64(time) * 1000) }
        #expect(store.counts == (256, 1))
        let last = try offer(999, [5], at: 600_001)
        #expect(store.entry(named: last, now: 600_001) != nil)
    }

    @Test("the journal cuts what a sender chose")
    func journal() async throws {
        try await withSandbox { service in
            let long = String(repeating: "a", count: 60_000)
            for request in [
                RawRequest(target: "/\(long)", headers: [HeaderField(name: "Host", value: "a")]),
                RawRequest(method: long, headers: [HeaderField(name: "Host", value: "a")]),
                RawRequest(
                    headers: [
                        HeaderField(name: "Host", value: "a"), HeaderField(name: "X-TC-Action", value: long),
                        HeaderField(name: "Content-Type", value: "application/json"),
                        HeaderField(name: "X-TC-Version", value: "2018-03-01"),
                        HeaderField(name: "X-TC-Timestamp", value: "1"),
                    ]),
            ] {
                _ = await service.send(request)
            }
            let exchanges = await service.sandbox.journal()
            #expect(exchanges.count == 3)
            #expect(exchanges.map(\.path.utf8.count) == [200, 1, 1])
            #expect(exchanges.map(\.method.utf8.count) == [4, 40, 4])
            #expect(exchanges.last?.action?.utf8.count == 80)
            let text = try #require(await service.manage("GET", "/journal")?.text)
            #expect(text.utf8.count < 6000)
        }
    }

    @Test("a journal may keep nothing")
    func emptyJournal() async throws {
        try await withSandbox {
            $0.journalCapacity = 0
        } _: { service in
            for _ in 0..<3 { _ = try await service.call(.result, TestAction.result.parameters) }
            #expect(await service.sandbox.journal().isEmpty)
            #expect(await service.manage("GET", "/health")?.json?["exchanges"]?.int == 3)
        }
    }

    @Test("a sandbox that could not take one body, or has fewer than no entries in its journal, is not made")
    func configuration() throws {
        var small = SandboxConfiguration()
        small.bodyByteBudget = SandboxConfiguration.minimumBodyByteBudget - 1
        var negative = SandboxConfiguration()
        negative.journalCapacity = -1
        for (configuration, name) in [(small, "bodyByteBudget"), (negative, "journalCapacity")] {
            let error = try #require(throws: SandboxError.self) { try FaceSandbox(configuration) }
            #expect(error.code == .invalidConfiguration)
            #expect(error.message.contains(name))
        }
    }

    @Test("the smallest budget takes the largest body")
    func smallestBudget() async throws {
        try await withSandbox {
            $0.bodyByteBudget = SandboxConfiguration.minimumBodyByteBudget
        } _: { service in
            let body = [UInt8](repeating: 0x20, count: RequestGate.maximumBodyByteCount)
            let answer = await service.send(try service.signed(.detect, body: body))
            #expect(answer?.code == "InvalidParameter")
        }
    }
}
