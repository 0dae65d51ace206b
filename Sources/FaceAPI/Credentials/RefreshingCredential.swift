// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
public import TC3Signing

/// A temporary credential that is renewed before it expires.
///
/// However many requests ask at once, one renewal is under way at most. When a renewal fails, the credential at hand is
/// used for as long as it is good.
public actor RefreshingCredential: CredentialProvider {
    private let margin: Int64
    private let fetch: @Sendable () async throws(CredentialError) -> TemporaryCredential
    private let now: @Sendable () -> Int64
    private var held: TemporaryCredential?
    private var renewal: Task<Result<TemporaryCredential, CredentialError>, Never>?

    /// Makes a provider; nothing is fetched before the first request.
    ///
    /// - Parameters:
    ///   - margin: how many seconds before its end a credential is renewed: 300, as the vendor's SDKs have it.
    ///   - fetch: gets a new one.
    public init(
        renewingBefore margin: Int64 = 300,
        fetch: @escaping @Sendable () async throws(CredentialError) -> TemporaryCredential
    ) {
        self.init(renewingBefore: margin, now: { Int64(time(nil)) }, fetch: fetch)
    }

    init(
        renewingBefore margin: Int64, now: @escaping @Sendable () -> Int64,
        fetch: @escaping @Sendable () async throws(CredentialError) -> TemporaryCredential
    ) {
        self.margin = margin
        self.now = now
        self.fetch = fetch
    }

    /// The credential at hand, or a new one when that is about to end.
    ///
    /// - Throws: what fetching throws, when there is no credential that is still good.
    public func credential() async throws(CredentialError) -> Credential {
        if let held, !isEnding(held) { return held.credential }
        switch await renewed() {
        case .success(let fresh): return fresh.credential
        case .failure(let error):
            guard let held, held.expiresAt > now() else { throw error }
            return held.credential
        }
    }

    /// Fetches a new credential the next time one is asked for.
    public func renew() -> Bool {
        held = nil
        return true
    }

    private func isEnding(_ credential: TemporaryCredential) -> Bool {
        // The end is what some service wrote, so that it may lie anywhere: one too early to count has passed.
        let (renewal, overflow) = credential.expiresAt.subtractingReportingOverflow(margin)
        return overflow ? margin > 0 : renewal <= now()
    }

    private func renewed() async -> Result<TemporaryCredential, CredentialError> {
        if let renewal { return await renewal.value }
        let fetch = fetch
        // A task of its own: the request that happened to ask first may be cancelled without the others losing out.
        let task = Task { () -> Result<TemporaryCredential, CredentialError> in
            do throws(CredentialError) {
                return .success(try await fetch())
            } catch {
                return .failure(error)
            }
        }
        renewal = task
        let result = await task.value
        renewal = nil
        if case .success(let fresh) = result { held = fresh }
        return result
    }
}
