// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TC3Signing
import Testing

@testable import FaceAPI

struct RefreshingCredentialTests {
    /// Counts fetches, and tells a time that the test sets.
    private final class World: Sendable {
        private struct State {
            var now: Int64 = 0
            var fetches = 0
            var fails = false
        }

        private let state = Mutex(State())

        var now: Int64 {
            get { state.withLock { $0.now } }
            set { state.withLock { $0.now = newValue } }
        }
        var fetches: Int { state.withLock { $0.fetches } }
        func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

        /// A credential that is good for an hour from now.
        func fetch() throws(CredentialError) -> TemporaryCredential {
            let (number, now, fails) = state.withLock { state in
                state.fetches += 1
                return (state.fetches, state.now, state.fails)
            }
            guard !fails else { throw CredentialError(.unreadable, "the place is down") }
            do throws(TC3SigningError) {
                let credential = try Credential(secretID: "AKID\(number)", secretKey: "Key", token: "Token")
                return TemporaryCredential(credential, expiresAt: now + 3_600)
            } catch {
                throw CredentialError(.malformed, error.message)
            }
        }

        func provider() -> RefreshingCredential {
            RefreshingCredential(renewingBefore: 300, now: { self.now }) { () throws(CredentialError) in
                await Task.yield()
                return try self.fetch()
            }
        }
    }

    @Test("a credential is the same object until it is about to expire, and then a new one")
    func renewal() async throws {
        let world = World()
        let provider = world.provider()
        let first = try await provider.credential()
        world.now = 3_299
        #expect(try await provider.credential() === first)
        world.now = 3_300
        let second = try await provider.credential()
        #expect(second !== first)
        #expect(second.secretID == "AKID2")
        #expect(world.fetches == 2)
    }

    @Test("an end at the edge of the numbers is one that has passed, or one that never comes", arguments: [300, -300])
    func edges(_ margin: Int64) async throws {
        for (end, isEnding) in [(Int64.min, true), (Int64.max, false)] {
            let fetches = Mutex(0)
            let provider = RefreshingCredential(renewingBefore: margin, now: { 1_000 }) { () throws(CredentialError) in
                fetches.withLock { $0 += 1 }
                do throws(TC3SigningError) {
                    return TemporaryCredential(
                        try Credential(secretID: "AKID", secretKey: "Key", token: "Token"), expiresAt: end)
                } catch {
                    throw CredentialError(.malformed, error.message)
                }
            }
            for _ in 0..<2 { _ = try await provider.credential() }
            #expect(fetches.withLock { $0 } == (isEnding ? 2 : 1))
        }
    }

    @Test("however many ask at once, one renewal is made")
    func singleFlight() async throws {
        let world = World()
        let provider = world.provider()
        let identifiers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await provider.credential().secretID } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(identifiers == ["AKID1"])
        #expect(world.fetches == 1)
    }

    @Test("when a renewal fails, the credential at hand serves until it expires")
    func failure() async throws {
        let world = World()
        let provider = world.provider()
        let first = try await provider.credential()
        world.fail(true)
        world.now = 3_400
        #expect(try await provider.credential() === first)
        world.now = 3_600
        await #expect(throws: CredentialError(.unreadable, "")) { try await provider.credential() }
        world.fail(false)
        #expect(try await provider.credential().secretID != "AKID1")
    }

    @Test("a cancelled request does not take the renewal from the others")
    func cancellation() async throws {
        let world = World()
        let provider = world.provider()
        let impatient = Task { try await provider.credential() }
        impatient.cancel()
        _ = try? await impatient.value
        #expect(try await provider.credential().secretID == "AKID1")
        #expect(world.fetches == 1)
    }
}
