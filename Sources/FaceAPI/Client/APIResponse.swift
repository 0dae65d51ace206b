// SPDX-License-Identifier: Apache-2.0

public import StrictJSON

/// A successful answer of the service.
public struct APIResponse: Sendable {
    /// What the service calls the request; give it to the vendor's support.
    public let requestID: String
    /// The object under `Response`, opened where it came encrypted.
    ///
    /// Personal data: whoever holds it decides how long it
    /// lives.
    public let content: JSONValue
    /// Whether the answer, or a part of it, came encrypted.
    public let wasEncrypted: Bool
    /// How often the request was sent.
    public let attemptCount: Int
    /// Which endpoint answered.
    public let endpoint: Endpoint
    /// How long each step of the last attempt took.
    public let timings: TransportTimings

    /// A member of the answer.
    public subscript(name: String) -> JSONValue? { content[name] }
}
