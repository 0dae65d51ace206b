// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto
public import SecretMemory
internal import Synchronization
public import TC3Signing

/// A stand-in for the service on loopback: it does for real what can be done without the vendor's
/// models.
///
/// ```swift
/// let sandbox = try FaceSandbox()
/// try await sandbox.start()
/// // sandbox.endpoint, sandbox.credential and sandbox.rsaPublicKey are what a client needs.
/// await sandbox.stop()
/// ```
///
/// It checks signatures over the bytes that arrived, opens envelopes, looks into media headers, and
/// answers with the service's codes. It judges no faces: what a model would decide comes from a
/// ``Scenario``. Every run has fresh keys and a fresh credential, and nothing is written to disk.
public final class FaceSandbox: Sendable {
    /// Who may sign.
    public let credential: Credential
    /// What data keys may be wrapped for, usually under AES-256-CBC.
    public let rsaPublicKey: WrappingKey
    /// What data keys may be wrapped for, usually under SM4-GCM.
    public let sm2PublicKey: WrappingKey

    private struct State {
        var isStarted = false
        var endpoint = ""
        var managementEndpoint = ""
    }

    private let configuration: SandboxConfiguration
    private let service: SandboxService
    private let listener: ServiceListener
    private let management: ServiceListener
    private let state = Mutex(State())

    /// Makes keys and a credential, as far as the configuration has none.
    ///
    /// - Throws: ``SandboxError`` with `cannotMakeKeys`, or `invalidConfiguration` for a number that cannot
    ///   be kept to.
    public init(_ configuration: SandboxConfiguration = SandboxConfiguration()) throws(SandboxError) {
        try configuration.check()
        var configuration = configuration
        credential = if let given = configuration.credential { given } else { try NewCredential.make() }
        let keys = try SandboxKeys.make(rsa: configuration.rsaKey, sm2: configuration.sm2Key)
        rsaPublicKey = keys.rsa.publicKey
        sm2PublicKey = keys.sm2.publicKey
        if configuration.seed == nil {
            do throws(SecretMemoryError) {
                configuration.seed = try SystemRandom.uniform(below: .max)
            } catch {
                throw SandboxError(.cannotMakeKeys, error.description)
            }
        }
        self.configuration = configuration
        service = try SandboxService(configuration, credential: credential, keys: keys)
        listener = ServiceListener(handler: service, bodyByteBudget: configuration.bodyByteBudget)
        let answers = ManagementAnswers(
            service: service, rsaPublicKey: rsaPublicKey, sm2PublicKey: sm2PublicKey,
            secretID: credential.secretID, seed: configuration.seed ?? 0)
        management = ServiceListener(
            handler: ManagementPort(answers: answers), bodyByteBudget: ManagementPort.maximumBodyByteCount)
    }

    /// Starts to listen; returns when both ports do.
    ///
    /// - Throws: ``SandboxError`` with `cannotListen`, or `alreadyStarted` for a second start.
    public func start() async throws(SandboxError) {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { throw SandboxError(.alreadyStarted, "a sandbox starts once") }
        let port = try await listener.start(
            at: ListeningPlace(setting: "port", port: configuration.port), alsoIPv6: configuration.listensOnIPv6)
        let managementPort: UInt16
        do throws(SandboxError) {
            managementPort = try await management.start(
                at: ListeningPlace(setting: "managementPort", port: configuration.managementPort), alsoIPv6: false)
        } catch {
            await listener.stop()
            throw error
        }
        service.endpoint = "http://127.0.0.1:\(port)"
        state.withLock { state in
            state.endpoint = "http://127.0.0.1:\(port)"
            state.managementEndpoint = "http://127.0.0.1:\(managementPort)"
        }
    }

    /// Stops to listen, and closes every connection.
    public func stop() async {
        await listener.stop()
        await management.stop()
    }

    /// Where the service is, such as `http://127.0.0.1:40001`; empty before ``start()``.
    public var endpoint: String { state.withLock { $0.endpoint } }

    /// Where the management port is; empty before ``start()``.
    public var managementEndpoint: String { state.withLock { $0.managementEndpoint } }

    /// The public name of the key that may sign.
    public var secretID: String { credential.secretID }

    /// The secret key, for whoever starts the client; it never leaves over a port.
    public func exportSecretKey() -> SecretBytes {
        credential.withSecretKey { SecretBytes(copying: $0) }
    }

    /// What came in and what was answered, newest last; no media and no secrets.
    public func journal() async -> [SandboxExchange] { service.journal.exchanges }
}
