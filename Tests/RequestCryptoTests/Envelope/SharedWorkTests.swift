// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import RequestCrypto

@Suite("Work shared among cores", .serialized)
struct SharedWorkTests {
    private final class Counter: Sendable {
        let calls = Atomic(0)
    }

    @Test("runs every piece once and keeps their order", arguments: [0, 1, 2, 7, 300], [0, 10 << 20])
    func everyPieceOnce(count: Int, byteCount: Int) throws {
        let counter = Counter()
        let results = try SharedWork<Int>(count: count, byteCount: byteCount).run { index in
            counter.calls.add(1, ordering: .relaxed)
            return index * index
        }
        #expect(results == (0..<count).map { $0 * $0 })
        #expect(counter.calls.load(ordering: .relaxed) == count)
    }

    @Test("gives the error of the first piece that fails", arguments: [0, 10 << 20])
    func firstError(byteCount: Int) {
        #expect(throws: RequestCryptoError(.emptyBody, "")) {
            try SharedWork<Int>(count: 50, byteCount: byteCount).run { index throws(RequestCryptoError) in
                if index == 20 { throw RequestCryptoError(.emptyBody, "") }
                if index > 20 { throw RequestCryptoError(.emptyFile, "") }
                return index
            }
        }
    }

    @Test("takes only cores that nobody has claimed") func claims() {
        // Other tests of this process may have claims of their own: far more cores than those are offered.
        let many = CoreClaim(atMost: 1 << 20, of: 1 << 20)
        #expect(many.count > 1 << 19)
        let none = CoreClaim(atMost: 5, of: 2)
        #expect(none.count == 0)
        extendLifetime(many)
        extendLifetime(none)
    }

    @Test("gives cores back") func givenBack() {
        for _ in 0..<100 {
            let all = CoreClaim(atMost: 1 << 20, of: 1 << 20)
            #expect(all.count > 1 << 19)
            extendLifetime(all)
        }
    }
}
