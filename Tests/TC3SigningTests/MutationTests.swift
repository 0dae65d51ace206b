// SPDX-License-Identifier: Apache-2.0

import RequestDigests
import TC3Signing
import Testing

/// Requests with bytes changed, cut, doubled and swapped at random, from a seed that is printed
/// when one is wrong.
@Suite("Mutated requests")
struct MutationTests {
    /// SplitMix64: the same requests in every run.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }

    private static func signedRequest() throws -> [UInt8] {
        let body = Array(#"{"FaceInput":"AA/A","FaceInputType":1}"#.utf8)
        let request = try TC3Request(
            host: "faceid.tencentcloudapi.com", action: "DetectAIFakeFaces", version: "2018-03-01")
        let signature = try Published.signer(service: "faceid").sign(request, body: body, at: Published.timestamp)
        let lines = ["POST / HTTP/1.1"] + signature.headers.map { "\($0.name): \($0.value)" } + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8) + body
    }

    private static func mutate(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<3, using: &generator) where !bytes.isEmpty {
            let index = bytes.indices.randomElement(using: &generator) ?? 0
            let end = min(bytes.count, index + Int.random(in: 1...40, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = .random(in: 0...255, using: &generator)
            case 2: bytes.removeSubrange(index..<end)
            case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
            case 4:
                bytes.insert([0x0a, 0x0d, 0x20, 0x3a, 0x3b, 0x2f][Int.random(in: 0..<6, using: &generator)], at: index)
            case 5: bytes.swapAt(index, bytes.indices.randomElement(using: &generator) ?? 0)
            default: bytes.removeSubrange(end...)
            }
        }
        return bytes
    }

    /// What a signature covers: a message that verifies has all of it as it was signed.
    private static func covered(by message: HTTPRequestMessage) -> [String] {
        [message.method, message.path, message.query, message.withBody { SHA256Hasher.hash($0).hex }]
            + ["content-type", "host", "x-tc-action"].map { message.values(of: $0).joined().lowercased() }
            + message.values(of: "x-tc-timestamp") + message.values(of: "authorization")
    }

    @Test("never verify unless everything that is covered is as it was signed", arguments: 0..<8)
    func neverVerify(seed: UInt64) throws {
        let verifier = TC3Verifier(credentials: [try Published.credential()])
        let original = try Self.signedRequest()
        let covered = Self.covered(by: try HTTPRequestMessage(parsing: original))
        #expect(verifier.verify(try HTTPRequestMessage(parsing: original)).matches)
        var generator = Generator(state: seed)
        var parsed = 0
        for round in 0..<1500 {
            let mutated = Self.mutate(original, &generator)
            guard let message = try? HTTPRequestMessage(parsing: mutated) else { continue }
            parsed += 1
            let report = verifier.verify(message, explains: false)
            #expect(!report.matches || Self.covered(by: message) == covered, "seed \(seed), round \(round)")
        }
        // Most changes leave a request that can be read, so that the check above sees many.
        #expect(parsed > 300)
    }

    @Test("are always explained to an end", arguments: 0..<4)
    func alwaysExplained(seed: UInt64) throws {
        let verifier = TC3Verifier(credentials: [try Published.credential()])
        let original = try Self.signedRequest()
        var generator = Generator(state: 1000 + seed)
        for _ in 0..<10 {
            guard let message = try? HTTPRequestMessage(parsing: Self.mutate(original, &generator)) else { continue }
            let report = verifier.verify(message, at: Published.timestamp)
            #expect(report.matches == report.findings.isEmpty)
            for finding in report.findings { #expect(!finding.explanation.isEmpty) }
        }
    }
}
