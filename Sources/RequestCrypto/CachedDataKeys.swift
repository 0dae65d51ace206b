// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// Data keys that several requests share, within limits.
///
/// Saves the wrapping, which is most of the cost of a small request with SM2. Off by default, because it
/// gives something up: whoever learns one key reads every request under it, the service can tell which
/// requests belong together, and SM4-GCM then relies on random nonces not to repeat. After 2^20 uses, which
/// is the most that can be set, they have with a probability of less than 2^-56.
///
/// A process that was forked makes keys of its own: it never uses its parent's, so that the two cannot
/// use up one key's limits twice.
public final class CachedDataKeys: DataKeySource {
    /// How long one data key is used; whichever limit is reached first ends it.
    public struct Limits: Hashable, Sendable {
        /// How many requests one key seals, 1 to 2^20.
        public let uses: Int
        /// How many bytes of plaintext one key seals.
        public let bytes: Int
        /// How long after it was made a key may be used, by a clock that nobody can set.
        public let age: Duration

        /// Sets limits.
        ///
        /// - Parameters:
        ///   - uses: requests under one key; taken as 1 when below, and as 2^20 when above
        ///   - bytes: bytes of plaintext under one key; a request that is larger gets a key of its own
        ///   - age: the time a key may be used; none at all when it is zero or negative
        public init(uses: Int = 1000, bytes: Int = 1 << 30, age: Duration = .seconds(300)) {
            self.uses = min(max(uses, 1), Self.maximumUses)
            self.bytes = bytes
            self.age = age
        }

        /// The most requests that can be sealed under one key: 2^20.
        public static let maximumUses = 1 << 20
    }

    /// The limits that this source was made with.
    public let limits: Limits

    private let source: any DataKeySource
    private let environment: Environment
    private let entries = Mutex<[ContentAlgorithm: Entry]>([:])

    /// Makes a source that reuses the keys of another one.
    ///
    /// - Parameters:
    ///   - source: where new keys come from
    ///   - limits: how long one key is used
    public convenience init(reusing source: any DataKeySource = FreshDataKeys(), limits: Limits = Limits()) {
        self.init(reusing: source, limits: limits, environment: .system)
    }

    package init(reusing source: any DataKeySource, limits: Limits, environment: Environment) {
        self.source = source
        self.limits = limits
        self.environment = environment
    }

    /// A data key for a request of unknown size, which is counted as 10 MiB.
    ///
    /// That is as much as the service takes.
    ///
    /// - Throws: what the other source throws.
    public func nextDataKey(for algorithm: ContentAlgorithm) throws(RequestCryptoError) -> DataKey {
        try nextDataKey(for: algorithm, sealing: 10 << 20)
    }

    /// A data key for a request of `byteCount` bytes of plaintext.
    ///
    /// - Throws: what the other source throws.
    public func nextDataKey(
        for algorithm: ContentAlgorithm, sealing byteCount: Int
    ) throws(RequestCryptoError) -> DataKey {
        // The lock is held while a new key is made: the other threads wait for it instead of making more.
        try entries.withLock { entries throws(RequestCryptoError) in
            let now = environment.now()
            let process = environment.processID()
            if let entry = entries[algorithm] {
                if entry.process != process {
                    // The parent's pages are not there in the child, and wiping them would stop it.
                    _ = unsafe Unmanaged.passRetained(entry)
                } else if entry.take(byteCount, at: now, within: limits) {
                    return entry.key.copy()
                }
            }
            let entry = Entry(key: try source.nextDataKey(for: algorithm), madeAt: now, process: process)
            // A request that is larger than the limit itself gets a key that nothing else gets.
            entries[algorithm] = entry.take(byteCount, at: now, within: limits) ? entry : nil
            return entry.key.copy()
        }
    }

    /// As many as the other source says.
    public func ciphertextBlobByteCount(for algorithm: ContentAlgorithm) -> Int? {
        source.ciphertextBlobByteCount(for: algorithm)
    }

    /// Lets go of the keys; the next requests get new ones.
    public func removeAll() {
        let process = environment.processID()
        entries.withLock { entries in
            for entry in entries.values where entry.process != process { _ = unsafe Unmanaged.passRetained(entry) }
            entries = [:]
        }
    }

    /// What the limits are measured by; tests set it.
    package struct Environment: Sendable {
        package var now: @Sendable () -> ContinuousClock.Instant
        package var processID: @Sendable () -> Int32

        package init(
            now: @escaping @Sendable () -> ContinuousClock.Instant, processID: @escaping @Sendable () -> Int32
        ) {
            self.now = now
            self.processID = processID
        }

        package static let system = Environment(now: { ContinuousClock.now }, processID: { getpid() })
    }

    /// A key and what has been used of its limits; only touched under the lock.
    private final class Entry {
        let key: DataKey
        let process: Int32
        private let madeAt: ContinuousClock.Instant
        private var uses = 0
        private var bytes = 0

        init(key: consuming DataKey, madeAt: ContinuousClock.Instant, process: Int32) {
            self.key = key
            self.madeAt = madeAt
            self.process = process
        }

        /// Counts one more use, when the limits allow it.
        func take(_ byteCount: Int, at now: ContinuousClock.Instant, within limits: Limits) -> Bool {
            let (sum, overflow) = bytes.addingReportingOverflow(max(byteCount, 0))
            guard uses < limits.uses, !overflow, sum <= limits.bytes, now - madeAt < limits.age else { return false }
            uses += 1
            bytes = sum
            return true
        }
    }
}
