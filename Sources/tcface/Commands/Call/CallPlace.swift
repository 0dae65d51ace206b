// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import FaceSandbox
import RequestCrypto

/// Where a call goes, who signs it, and for whom it is encrypted.
struct CallPlace {
    /// The endpoints.
    let endpoints: Endpoints
    /// Who signs.
    let credentials: any CredentialProvider
    /// The sandbox that was started for this call.
    let sandbox: FaceSandbox?

    /// Starts a sandbox, or finds the endpoint and the credential.
    static func open(_ arguments: CallArguments) async throws -> CallPlace {
        guard !arguments.sandbox else { return try await startSandbox(arguments) }
        let endpoints: Endpoints
        if let url = arguments.endpoint {
            endpoints = .single(try Failure.ofArguments { try Endpoint(url) })
        } else if let url = ProcessEnvironment.current["TCFACE_ENDPOINT"] {
            endpoints = .single(try Endpoint(url))
        } else {
            endpoints = arguments.site == .international ? .international : .mainland
        }
        let credentials = arguments.signer.credentials
        // Asked once before anything is read or built, so that nobody waits for "there is none".
        _ = try credentials.credential()
        return CallPlace(endpoints: endpoints, credentials: credentials, sandbox: nil)
    }

    private static func startSandbox(_ arguments: CallArguments) async throws -> CallPlace {
        var configuration = SandboxConfiguration()
        if let path = arguments.scenario { configuration.scenario = try Scenario.load(path: path) }
        configuration.faults = try arguments.faults.map { specification throws(SandboxError) in
            try Fault(specification)
        }
        if arguments.verbose {
            configuration.log = { lines in
                for line in lines.split(separator: "\n") { Terminal.log("sandbox: \(line)") }
            }
        }
        let sandbox = try FaceSandbox(configuration)
        try await sandbox.start()
        return CallPlace(
            endpoints: .single(try Endpoint(sandbox.endpoint)), credentials: StaticCredential(sandbox.credential),
            sandbox: sandbox)
    }

    /// The public key of the place; nil for the vendor's own.
    func wrappingKey(for algorithm: ContentAlgorithm) throws -> WrappingKey? {
        if let sandbox { return algorithm == .sm4GCM ? sandbox.sm2PublicKey : sandbox.rsaPublicKey }
        let name = algorithm == .sm4GCM ? "TCFACE_SM2_PUBLIC_KEY" : "TCFACE_RSA_PUBLIC_KEY"
        guard let path = ProcessEnvironment.current[name] else { return nil }
        return try KeyFile.publicKey(path)
    }

    /// Stops the sandbox.
    func close() async { await sandbox?.stop() }
}
