// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import Foundation
import ProgramRunner
import RequestCrypto
import RequestDigests
import Testing

/// Serialised, and by themselves: they count what belongs to the whole process.
@Suite(
    "Many encrypted calls at once", .serialized,
    .enabled(if: ProcessCounts.areWanted, Comment(rawValue: ProcessCounts.reason)))
struct ManyCallsTests {
    private static let count = 200
    private static let byteCount = 1 << 20

    /// A clip of 1 MiB that is like no other: the sample, and a box that players skip.
    private static func clip(_ number: Int) throws -> [UInt8] {
        let clip = try SampleMedia.bytes("liveness.mp4")
        let boxByteCount = byteCount - clip.count
        var box: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: boxByteCount >> (24 - 8 * $0)) }
        box += "free".utf8
        var content = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: boxByteCount - box.count)
        content.replaceSubrange(0..<8, with: (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
        return clip + box + content
    }

    /// A rule for each clip: its answer names it.
    private static func scenario(of clips: [[UInt8]]) -> String {
        let rules = clips.enumerated().map { number, clip in
            """
            {"match": {"mediaSHA256": "\(SHA256Hasher.hash(clip).hex)"}, "answer": {
              "AttackRiskLevel": "High", "AttackRiskDetailList": [{"Type": "Clip\(number)"}]}}
            """
        }
        return #"{"rules": [\#(rules.joined(separator: ","))]}"#
    }

    private static func withManyClips(
        faults: [String] = [], _ test: (ServicePair, [[UInt8]]) async throws -> Void
    ) async throws {
        let clips = try (0..<count).map { try clip($0) }
        try await withPair(
            scenario: scenario(of: clips), faults: faults, sandbox: { $0.bodyByteBudget = 32 << 20 },
            client: { configuration in
                configuration.maximumBodyBytesInFlight = 16 << 20
                configuration.transport.totalTimeout = .seconds(600)
                configuration.transport.stallTimeout = .seconds(300)
            }
        ) { pair in try await test(pair, clips) }
    }

    private static func call(
        _ pair: ServicePair, _ clip: [UInt8], _ number: Int, through client: FaceClient? = nil
    ) async throws(FaceAPIError) -> DetectAIFakeFacesResult {
        try await (client ?? pair.client).detectAIFakeFaces(
            DetectAIFakeFacesRequest(
                .bytes(clip), kind: .video, encryption: pair.sealer(number % 2 == 0 ? .sm4GCM : .aes256CBC)))
    }

    @Test("200 encrypted calls of 1 MiB each get their own answer, and memory stays flat")
    func twoHundred() async throws {
        try await Self.withManyClips { pair, clips in
            // The first calls open what is kept open, and take the memory that is kept.
            for number in 0..<4 { _ = try await Self.call(pair, clips[number], number) }
            let memory = try #require(ProcessCounts.peakResidentKiB)
            let started = ContinuousClock.now
            let matched = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (number, clip) in clips.enumerated() {
                    group.addTask {
                        let result = try await Self.call(pair, clip, number)
                        return result.attackTypes == [AttackType(rawValue: "Clip\(number)")]
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(matched == Self.count)
            let growth = try #require(ProcessCounts.peakResidentKiB) - memory
            print("200 encrypted calls of 1 MiB: \(started.duration(to: .now)), peak memory +\(growth / 1024) MiB")
            // The bodies alone come to 370 MiB; 16 MiB of them are in the client at once, 32 MiB in the sandbox, each
            // with what it is made of or opens to.
            #expect(growth < 96 << 10)
        }
    }

    @Test("a client that has been shut down leaves no descriptor behind, here or in the service")
    func descriptors() async throws {
        try await Self.withManyClips { pair, clips in
            var counts: [Int] = []
            for _ in 0..<6 {
                let client = try ServicePair.client(of: pair.sandbox)
                await withTaskGroup { group in
                    for (number, clip) in clips.prefix(8).enumerated() {
                        group.addTask {
                            let refusal = await failure { () async throws(FaceAPIError) in
                                try await Self.call(pair, clip, number, through: client)
                            }
                            #expect(refusal == nil)
                        }
                    }
                }
                await client.shutdown()
                // The service closes its ends a moment later.
                try await Task.sleep(for: .seconds(1))
                counts.append(try #require(ProcessCounts.descriptors).count)
            }
            let kinds = try #require(ProcessCounts.descriptors)
            // The first rounds open what the runtime keeps for its timers and event loops.
            #expect(counts[5] <= counts[2], "\(counts), \(kinds)")
        }
    }

    @Test("cancelling half of the calls leaves the others unharmed")
    func cancelHalf() async throws {
        try await Self.withManyClips(faults: ["delay:ms=300"]) { pair, clips in
            let tasks = clips.prefix(60).enumerated().map { number, clip in
                Task { () -> Result<DetectAIFakeFacesResult, FaceAPIError> in
                    do throws(FaceAPIError) {
                        return .success(try await Self.call(pair, clip, number))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(400))
            for (number, task) in tasks.enumerated() where number % 2 == 1 { task.cancel() }
            var cancelled = 0
            for (number, task) in tasks.enumerated() {
                switch await task.value {
                case .success(let result):
                    #expect(result.attackTypes == [AttackType(rawValue: "Clip\(number)")])
                case .failure(let error):
                    #expect(number % 2 == 1 && error.code == .cancelled, "\(number): \(error)")
                    cancelled += 1
                }
            }
            // A few may have been answered before they were cancelled.
            #expect(cancelled > 5)
        }
    }
}
