// SPDX-License-Identifier: Apache-2.0

/// Something that goes wrong on purpose, and for which requests.
///
/// The text form is `KIND[=VALUE][:NAME[=VALUE],…]`, such as `delay:ms=250,rate=0.1`; README.md
/// lists all kinds.
public struct Fault: Hashable, Sendable, CustomStringConvertible {
    enum Kind: Hashable, Sendable {
        case delay(milliseconds: Int)
        case reset(midway: Bool)
        case truncate
        case garble
        case status(Int, retryAfter: Int?)
        case throttle
        case skew(seconds: Int64)
        case expiredToken
        case wrongDigest

        /// The word before the colon.
        var name: String {
            switch self {
            case .delay: "delay"
            case .reset: "reset"
            case .truncate: "truncate"
            case .garble: "garble"
            case .status: "status"
            case .throttle: "throttle"
            case .skew: "skew"
            case .expiredToken: "expired-token"
            case .wrongDigest: "wrong-md5"
            }
        }
    }

    /// Which requests it strikes; all conditions have to hold.
    struct Trigger: Hashable, Sendable {
        /// The probability for each request, 0 to 1.
        var rate: Double?
        /// Every nth request of those that count.
        var every: Int?
        /// At most so many requests.
        var count: Int?
        /// Not the first so many requests.
        var after = 0
        /// Requests of this action only.
        var action: String?
    }

    let kind: Kind
    let trigger: Trigger
    /// The text form it was read from.
    public let description: String

    /// Reads the text form.
    ///
    /// - Throws: ``SandboxError`` with `malformedFault`, whose message names what is not understood.
    public init(_ specification: String) throws(SandboxError) {
        let reader = try FaultSpecification(specification)
        kind = try reader.kind()
        trigger = try reader.trigger()
        description = specification
        try reader.finish()
    }
}
