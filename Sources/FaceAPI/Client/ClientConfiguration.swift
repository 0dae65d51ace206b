// SPDX-License-Identifier: Apache-2.0

public import TC3Signing

/// How a ``FaceClient`` reaches the services; the same for all its calls.
public struct ClientConfiguration: Sendable {
    /// Where the services answer.
    public var endpoints = Endpoints.international
    /// Where to turn when ``endpoints`` cannot be reached or answers 5xx; nil to try the same place again.
    ///
    /// A call that had to turn stays there for its further attempts; the next call starts at ``endpoints`` again.
    public var fallbackEndpoints: Endpoints?
    /// Limits and trust of the connections.
    public var transport = TransportConfiguration()
    /// How often a request is made again.
    public var retry = RetryPolicy()
    /// How many requests a second an action may start.
    public var rateLimits = RateLimits.documented
    /// The language of the service's messages: `zh-CN` or `en-US`; nil for the service's own choice.
    public var language: String?
    /// A name that the service logs, in `X-TC-RequestClient`: at most 128 letters, digits and `-_,;.`.
    public var requestClient: String?
    /// The headers that signatures cover.
    public var signedHeaders = SignedHeaders.standard
    /// The most bytes of bodies in memory at once; further calls wait before they build theirs, so that memory stays
    /// the same however many calls are made.
    public var maximumBodyBytesInFlight = 64 << 20
    /// Takes an entry for each attempt, without secrets and content; called on whichever thread the attempt ended.
    public var log: (@Sendable (RequestLogEntry) -> Void)?
    /// What time it is, in seconds since 1970; tests set another.
    var systemTime: (@Sendable () -> Int64)?

    /// The defaults.
    public init() {}

    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a request client that the service would refuse, or a limit
    ///   that is not positive.
    func check() throws(FaceAPIError) {
        if let name = requestClient {
            let allowed = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: "-_,;.".utf8.contains(byte)
                }
            }
            guard allowed, (1...128).contains(name.utf8.count) else {
                throw FaceAPIError(
                    .invalidRequest, "requestClient has \(name.utf8.count) bytes, not 1 to 128 of the allowed ones",
                    hint: "use letters, digits and -_,;.")
            }
        }
        guard maximumBodyBytesInFlight > 0 else {
            throw FaceAPIError(.invalidRequest, "maximumBodyBytesInFlight is \(maximumBodyBytesInFlight), not positive")
        }
    }
}
