// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

/// Pieces of work that do not depend on each other, shared among the cores that are free.
struct SharedWork<Output: Sendable> {
    /// How many pieces there are.
    let count: Int
    /// How many bytes they are about, all together.
    let byteCount: Int

    /// Below it, starting a thread takes longer than it saves.
    private var leastByteCount: Int { 256 << 10 }

    /// Runs all pieces, each once, and gives their results in order.
    ///
    /// - Throws: What the first piece in order throws that fails.
    func run(_ piece: @Sendable (Int) throws(RequestCryptoError) -> Output) throws(RequestCryptoError) -> [Output] {
        let own = CoreClaim()
        let others = CoreClaim(atMost: byteCount < leastByteCount ? 0 : count - 1)
        defer {
            extendLifetime(own)
            extendLifetime(others)
        }
        guard others.count > 0 else { return try (0..<count).map(piece) }
        let results = Results(count: count)
        // It comes back when all pieces have been run, so that what `piece` lends is there as long as they run.
        DispatchQueue.concurrentPerform(iterations: 1 + others.count) { _ in
            while let index = results.next() {
                do throws(RequestCryptoError) {
                    results.set(.success(try piece(index)), at: index)
                } catch {
                    results.set(.failure(error), at: index)
                }
            }
        }
        return try results.inOrder()
    }

    /// What the pieces gave, and which of them comes next.
    private final class Results: Sendable {
        private let outcomes: Mutex<[Result<Output, RequestCryptoError>?]>
        private let taken = Atomic(0)
        private let count: Int

        init(count: Int) {
            self.count = count
            outcomes = Mutex(Array(repeating: nil, count: count))
        }

        func next() -> Int? {
            let index = taken.add(1, ordering: .relaxed).oldValue
            return index < count ? index : nil
        }

        func set(_ outcome: Result<Output, RequestCryptoError>, at index: Int) {
            outcomes.withLock { $0[index] = outcome }
        }

        func inOrder() throws(RequestCryptoError) -> [Output] {
            try outcomes.withLock { $0 }.map { outcome throws(RequestCryptoError) in
                guard let outcome else { preconditionFailure("every piece was run") }
                return try outcome.get()
            }
        }
    }
}
