// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import TC3Signing

/// The signers of the credential that is in use, one for each service, so that a day's key is derived once.
final class SignerCache: Sendable {
    private struct State {
        var credential: Credential?
        var signers: [String: TC3Signer] = [:]
    }

    private let state = Mutex(State())

    /// The signer of a service.
    ///
    /// A renewed credential replaces the signers of the one before, whose keys are wiped when their last request ends.
    ///
    /// - Throws: `invalidField` for a name that no service has.
    func signer(for service: String, of credential: Credential) throws(TC3SigningError) -> TC3Signer {
        try state.withLock { state throws(TC3SigningError) in
            if state.credential !== credential { state = State(credential: credential) }
            if let signer = state.signers[service] { return signer }
            let signer = try TC3Signer(credential: credential, service: service)
            state.signers[service] = signer
            return signer
        }
    }
}
