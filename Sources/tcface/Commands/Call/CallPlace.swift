// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import RequestCrypto

/// Where a call goes, who signs it, and for whom it is encrypted.
struct CallPlace {
    /// The endpoints.
    let endpoints: Endpoints
    /// Who signs.
    let credentials: any CredentialProvider

    /// Finds the endpoint and the credential.
    static func open(_ arguments: CallArguments) throws -> CallPlace {
        let endpoints: Endpoints
        if let url = arguments.endpoint ?? ProcessEnvironment.current["TCFACE_ENDPOINT"] {
            endpoints = .single(try Endpoint(url))
        } else {
            endpoints = arguments.site == .international ? .international : .mainland
        }
        let credentials = CredentialChain.standard(profile: arguments.profile)
        // Asked once before anything is read or built, so that nobody waits for "there is none".
        _ = try credentials.credential()
        return CallPlace(endpoints: endpoints, credentials: credentials)
    }

    /// The public key of the place; nil for the vendor's own.
    func wrappingKey(for algorithm: ContentAlgorithm) throws -> WrappingKey? {
        let name = algorithm == .sm4GCM ? "TCFACE_SM2_PUBLIC_KEY" : "TCFACE_RSA_PUBLIC_KEY"
        guard let path = ProcessEnvironment.current[name] else { return nil }
        return try WrappingKey(pem: try InputFile.text(of: path, limit: 1 << 20))
    }
}
