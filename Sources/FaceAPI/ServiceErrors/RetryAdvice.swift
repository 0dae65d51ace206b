// SPDX-License-Identifier: Apache-2.0

/// Whether a request that was answered with an error can succeed when it is made again.
public enum RetryAdvice: Hashable, Sendable, CaseIterable {
    /// Not before the request, the key or the account is changed.
    case never
    /// Only with another photo or video of the person.
    case otherMedia
    /// Once the clock is corrected or the temporary credentials are renewed, under a new signature.
    case signAgain
    /// After a pause: too many requests were made.
    case backOff
    /// As it is: the fault was the service's own.
    case transient

    /// Whether the same parameters can succeed without anybody's doing.
    public var allowsAutomaticRetry: Bool {
        switch self {
        case .never, .otherMedia: false
        case .signAgain, .backOff, .transient: true
        }
    }
}
