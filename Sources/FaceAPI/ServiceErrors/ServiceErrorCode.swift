// SPDX-License-Identifier: Apache-2.0

/// An error code of the service, such as `FailedOperation.CoveredFace`.
///
/// It comes in `Response.Error.Code`, and for LivenessCompare also in `Response.Result` of an answer
/// without `Error`. Every code of the API pages and every common code has a constant here, named like
/// the code; a code that the pages do not know keeps its text in ``rawValue``. Branch on the code, never
/// on the service's message, which depends on the language.
public struct ServiceErrorCode: RawRepresentable, Hashable, Sendable {
    /// The code as the service writes it.
    public let rawValue: String

    /// Takes any code, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The part before the dot, such as `FailedOperation`; the whole code where it has none.
    public var family: String {
        String(rawValue.prefix { $0 != "." })
    }

    /// Every entry that the documentation has for the code: one for each page that lists it.
    public var documentation: [ServiceErrorDocumentation] { ServiceErrorTable.byCode[self] ?? [] }

    /// What the code means according to the page of an API, else to the codes all APIs share, else to
    /// any page that lists it; nil where none does.
    public func documentation(for topic: ServiceErrorTopic) -> ServiceErrorDocumentation? {
        let entries = documentation
        let wanted = [topic] + topic.fallbacks
        return wanted.lazy.compactMap { topic in entries.first { $0.topic == topic } }.first ?? entries.first
    }

    /// What the documentation says in its first entry for the code; nil for an unknown one.
    public var meaning: String? { documentation.first?.meaning }

    /// Whether a further attempt can succeed, and what it needs.
    ///
    /// An unknown code is judged by its family, so that a new rate-limit code is still waited for.
    public var retryAdvice: RetryAdvice {
        if let entry = documentation.first { return entry.retryAdvice }
        switch family {
        case "RequestLimitExceeded": return .backOff
        case "InternalError", "ServiceUnavailable": return .transient
        default: return .never
        }
    }

    /// Whether the service answers the code to too many requests.
    public var isRateLimit: Bool { retryAdvice == .backOff }
}

extension ServiceErrorCode: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Takes any code, known or not.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The code as the service writes it.
    public var description: String { rawValue }
}
