// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import SecretMemory
import Synchronization
import Testing

/// Numbers its keys, so that a test sees which one it got.
private final class NumberedKeys: DataKeySource {
    private let made = Atomic<Int>(0)

    var count: Int { made.load(ordering: .sequentiallyConsistent) }

    func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        let number = made.add(1, ordering: .sequentiallyConsistent).newValue
        return try DataKey(
            algorithm: algorithm,
            key: secret([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: algorithm.keyByteCount)),
            ciphertextBlob: "\(number)")
    }
}

/// A clock and a process number that a test sets.
private final class Surroundings: Sendable {
    private let state = Mutex((now: ContinuousClock.now, process: Int32(100)))

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }
    func fork() { state.withLock { $0.process += 1 } }

    var environment: CachedDataKeys.Environment {
        CachedDataKeys.Environment(
            now: { self.state.withLock { $0.now } }, processID: { self.state.withLock { $0.process } })
    }
}

@Suite("Cached data keys")
struct CachedDataKeysTests {
    private let keys = NumberedKeys()
    private let surroundings = Surroundings()

    private func cache(uses: Int = 1000, bytes: Int = 1 << 30, age: Duration = .seconds(300)) -> CachedDataKeys {
        CachedDataKeys(
            reusing: keys, limits: CachedDataKeys.Limits(uses: uses, bytes: bytes, age: age),
            environment: surroundings.environment)
    }

    private func blob(
        _ cache: CachedDataKeys, _ algorithm: ContentAlgorithm = .aes256CBC, sealing byteCount: Int = 1
    ) throws -> String {
        try cache.nextDataKey(for: algorithm, sealing: byteCount).ciphertextBlob
    }

    @Test("a key is used as often as allowed, and then another one")
    func uses() throws {
        let cache = cache(uses: 3)
        #expect(try (0..<8).map { _ in try blob(cache) } == ["1", "1", "1", "2", "2", "2", "3", "3"])
    }

    @Test("a key seals as many bytes as allowed, to the byte")
    func bytes() throws {
        let cache = cache(bytes: 100)
        #expect(try blob(cache, sealing: 60) == "1")
        #expect(try blob(cache, sealing: 40) == "1")
        #expect(try blob(cache, sealing: 1) == "2")
        #expect(try blob(cache, sealing: 100) == "3")
        #expect(try blob(cache, sealing: 0) == "3")
    }

    @Test("a request larger than the limit gets a key of its own")
    func largeRequest() throws {
        let cache = cache(bytes: 100)
        #expect(try blob(cache, sealing: 101) == "1")
        #expect(try blob(cache, sealing: Int.max) == "2")
        #expect(try blob(cache, sealing: 1) == "3")
        #expect(try blob(cache, sealing: Int.max) == "4")
    }

    @Test("a request of unknown size counts as 10 MiB")
    func unknownSize() throws {
        let cache = cache(bytes: 25 << 20)
        #expect(
            try (0..<4).map { _ in try cache.nextDataKey(for: .aes256CBC).ciphertextBlob } == ["1", "1", "2", "2"])
    }

    @Test("a key is used up to its age and no longer")
    func age() throws {
        let cache = cache(age: .seconds(10))
        #expect(try blob(cache) == "1")
        surroundings.advance(by: .milliseconds(9_999))
        #expect(try blob(cache) == "1")
        surroundings.advance(by: .milliseconds(1))
        #expect(try blob(cache) == "2")
    }

    @Test("an age of zero reuses nothing")
    func noAge() throws {
        let cache = cache(age: .zero)
        #expect(try (0..<3).map { _ in try blob(cache) } == ["1", "2", "3"])
    }

    @Test("each algorithm has a key of its own")
    func algorithms() throws {
        let cache = cache()
        #expect(try blob(cache, .aes256CBC) == "1")
        #expect(try blob(cache, .sm4GCM) == "2")
        #expect(try blob(cache, .aes256CBC) == "1")
    }

    @Test("a forked process does not use its parent's key")
    func fork() throws {
        let cache = cache()
        #expect(try blob(cache) == "1")
        surroundings.fork()
        #expect(try blob(cache) == "2")
        #expect(try blob(cache) == "2")
        surroundings.fork()
        cache.removeAll()
        #expect(try blob(cache) == "3")
    }

    @Test("removing the keys makes new ones")
    func removal() throws {
        let cache = cache()
        #expect(try blob(cache) == "1")
        cache.removeAll()
        #expect(try blob(cache) == "2")
    }

    @Test("the key that is given out is the one of its blob")
    func contents() throws {
        let cache = cache(uses: 2)
        for _ in 0..<6 {
            let key = try cache.nextDataKey(for: .sm4GCM, sealing: 1)
            #expect(key.bytes == [UInt8](repeating: UInt8(key.ciphertextBlob)!, count: 16))
        }
    }

    @Test("limits are held when many threads ask at once")
    func concurrency() async throws {
        let cache = cache(uses: 10)
        var counts: [String: Int] = [:]
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 { group.addTask { try self.blob(cache) } }
            for try await blob in group { counts[blob, default: 0] += 1 }
        }
        #expect(counts.count == 20)
        #expect(counts.values.allSatisfy { $0 == 10 })
        #expect(keys.count == 20)
    }

    @Test("what the other source throws passes through, and nothing is cached")
    func errors() throws {
        struct Failing: DataKeySource {
            func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
                throw RequestCryptoError(.wrapFailed, "as the test wants it")
            }
        }
        let error = #expect(throws: RequestCryptoError.self) {
            _ = try CachedDataKeys(reusing: Failing()).nextDataKey(for: .aes256CBC)
        }
        #expect(error?.code == .wrapFailed)
    }

    @Test("limits keep to what makes sense")
    func limits() {
        #expect(CachedDataKeys.Limits(uses: 0).uses == 1)
        #expect(CachedDataKeys.Limits(uses: Int.max).uses == 1 << 20)
    }
}
