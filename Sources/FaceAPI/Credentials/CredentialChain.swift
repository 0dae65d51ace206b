// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
public import TC3Signing

/// Looks for a credential in one place after the other, and keeps what it finds.
public final class CredentialChain: CredentialProvider {
    private let places: [any CredentialPlace]
    private let found = Mutex<Credential?>(nil)
    private let notFound: CredentialError

    /// The order of the vendor's own tools: the environment, then tccli's profile, then the shared file.
    ///
    /// - Parameters:
    ///   - profile: A profile's name; `TCCLI_PROFILE`, else `default`, when `nil`. A profile that is named here is the
    ///     only place that is looked at, apart from the shared file's section of that name.
    ///   - environment: The environment's variables.
    public static func standard(
        profile: String? = nil, environment: ProcessEnvironment = .current
    ) -> CredentialChain {
        let name = profile ?? environment["TCCLI_PROFILE"] ?? "default"
        var places: [any CredentialPlace] = profile == nil ? [EnvironmentCredential(environment)] : []
        places.append(TCCLIProfile(name: name, environment: environment))
        places.append(SharedCredentialsFile(section: name, environment: environment))
        guard let profile else { return CredentialChain(places) }
        return CredentialChain(
            places,
            notFound: CredentialError(
                .notFound, "there is no profile \"\(profile.prefix(60))\"",
                hint:
                    "a named profile is ~/.tccli/NAME.credential, or the section [NAME] of ~/.tencentcloud/credentials; "
                    + "without one the environment is looked at"))
    }

    /// A chain of given places.
    public convenience init(_ places: [any CredentialPlace]) {
        self.init(
            places,
            notFound: CredentialError(
                .notFound, "there is no credential to sign with",
                hint: "set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or write ~/.tencentcloud/credentials"))
    }

    private init(_ places: [any CredentialPlace], notFound: CredentialError) {
        self.places = places
        self.notFound = notFound
    }

    /// The first credential that is found, and from then on the same one.
    ///
    /// - Throws: ``CredentialError`` with `notFound` when no place has one, and whatever a place throws.
    public func credential() throws(CredentialError) -> Credential {
        // The lock is held while files are read: whoever asks at the same time waits for the same answer.
        try found.withLock { found throws(CredentialError) in
            if let found { return found }
            for place in places {
                guard let credential = try place.credential() else { continue }
                found = credential
                return credential
            }
            throw notFound
        }
    }

    /// Looks again the next time: another program may have renewed a file.
    public func renew() async -> Bool {
        found.withLock { $0 = nil }
        return true
    }
}
