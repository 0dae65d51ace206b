// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream
internal import RequestCrypto
internal import SecretMemory

/// What the cases work on: made once from a seed, the same in each run with that seed.
///
/// Nothing here is secret, keys included.
public final class BenchmarkMaterial {
    /// What everything is made from.
    public let seed: UInt64

    private var media: [Int: [UInt8]] = [:]
    private var documents: [Int: [UInt8]] = [:]
    private var bodies: [String: [UInt8]] = [:]

    /// Starts with nothing made yet.
    public init(seed: UInt64 = 1) { self.seed = seed }

    /// So many bytes of media.
    public func media(_ byteCount: Int) -> [UInt8] {
        if let made = media[byteCount] { return made }
        let made = Self.bytes(byteCount, seed: seed)
        media[byteCount] = made
        return made
    }

    /// The JSON document that so many bytes of media make: what the cipher sees.
    public func document(_ byteCount: Int) -> [UInt8] {
        if let made = documents[byteCount] { return made }
        let text = Base64.encode(media(byteCount).span)
        let made = Array(#"{"FaceInput":""#.utf8) + text + Array(#"","FaceInputType":2}"#.utf8)
        documents[byteCount] = made
        return made
    }

    /// The sealed body that so many bytes of media make under ``dataKey(for:)``.
    func body(_ algorithm: ContentAlgorithm, _ byteCount: Int) throws -> [UInt8] {
        let name = "\(algorithm)/\(byteCount)"
        if let made = bodies[name] { return made }
        let made = try sealer(algorithm).seal(media: media(byteCount).span, kind: .video).bytes
        bodies[name] = made
        return made
    }

    /// Forgets what was made, to give memory back.
    public func removeAll() {
        media = [:]
        documents = [:]
        bodies = [:]
    }

    /// The bytes of the data key for an algorithm: 32 or 16.
    func keyBytes(for algorithm: ContentAlgorithm) -> [UInt8] {
        Self.bytes(algorithm.keyByteCount, seed: seed &+ 0x6b65_79)
    }

    /// The bytes of an IV: 16 or 12.
    func ivBytes(for algorithm: ContentAlgorithm) -> [UInt8] {
        Self.bytes(algorithm.ivByteCount, seed: seed &+ 0x6976)
    }

    /// A sealer without the cost of wrapping: each body gets a copy of one data key.
    func sealer(_ algorithm: ContentAlgorithm) throws -> BodySealer {
        BodySealer(algorithm: algorithm, dataKeys: try OneDataKey(for: algorithm, bytes: keyBytes(for: algorithm)))
    }

    /// Bytes that no coder can shorten, by Marsaglia's xorshift64*.
    static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        // The multiplication spreads seeds that lie side by side; the state must not be 0.
        var state = (seed &+ 0x9e37_79b9_7f4a_7c15) &* 0xbf58_476d_1ce4_e5b9
        if state == 0 { state = 1 }
        return [UInt8](capacity: count) { output in
            while output.freeCapacity > 0 {
                state ^= state >> 12
                state ^= state << 25
                state ^= state >> 27
                let word = state &* 0x2545_f491_4f6c_dd1d
                for shift in stride(from: 0, to: 64, by: 8) where output.freeCapacity > 0 {
                    output.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
                }
            }
        }
    }
}
