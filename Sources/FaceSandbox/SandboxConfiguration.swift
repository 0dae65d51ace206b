// SPDX-License-Identifier: Apache-2.0

public import RequestCrypto
public import TC3Signing

/// What a sandbox is like; every default is safe to start with.
public struct SandboxConfiguration: Sendable {
    /// The service's port on 127.0.0.1; 0 takes one that is free.
    public var port: UInt16 = 0
    /// The management port on 127.0.0.1; 0 takes one that is free.
    public var managementPort: UInt16 = 0
    /// Whether the service listens on ::1 too, with the same port.
    public var listensOnIPv6 = false
    /// What a model would decide.
    public var scenario = Scenario()
    /// What goes wrong on purpose.
    public var faults: [Fault] = []
    /// What the faults' chances are drawn from; nil draws a new one.
    public var seed: UInt64?
    /// How many requests an action takes in a second.
    public var rateLimits = SandboxRateLimits.documented
    /// The service's clock in seconds since 1970; the system's by default.
    public var clock: @Sendable () -> Int64 = SystemTime.unixSeconds
    /// Who may sign; nil makes a new secret ID and a new secret key.
    public var credential: Credential?
    /// When a temporary credential ends, in seconds since 1970; nil for never.
    public var credentialExpiry: Int64?
    /// The private key that envelopes under RSA are opened with; nil makes a new one of 2048 bits.
    public var rsaKey: UnwrappingKey?
    /// The private key that envelopes under SM2 are opened with; nil makes a new one.
    public var sm2Key: UnwrappingKey?
    /// Request bodies that may be in memory at once, in bytes; senders of more are held back.
    ///
    /// At least ``minimumBodyByteBudget``.
    public var bodyByteBudget = 256 << 20
    /// How many exchanges the journal keeps, from 0 on.
    public var journalCapacity = 1000
    /// Takes the log, some lines at a time and from any thread; nothing in it is secret.
    public var log: (@Sendable (String) -> Void)?

    /// The largest request body that is taken, in bytes: less in ``bodyByteBudget`` would let it wait for ever.
    public static let minimumBodyByteBudget = max(
        RequestGate.maximumBodyByteCount, LegacyService.maximumBodyByteCount)

    /// The defaults.
    public init() {}

    /// Refuses what no sandbox could keep to.
    func check() throws(SandboxError) {
        guard bodyByteBudget >= Self.minimumBodyByteBudget else {
            throw SandboxError(
                .invalidConfiguration,
                "bodyByteBudget is \(bodyByteBudget), and one body may have \(Self.minimumBodyByteBudget) bytes")
        }
        guard port == 0 || port != managementPort else {
            throw SandboxError(
                .invalidConfiguration, "port and managementPort are both \(port)",
                hint: "set one of them to another port, or to 0 for any that is free")
        }
        guard journalCapacity >= 0 else {
            throw SandboxError(.invalidConfiguration, "journalCapacity is \(journalCapacity), less than 0")
        }
    }
}
