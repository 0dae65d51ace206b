// SPDX-License-Identifier: Apache-2.0

/// What one page says about an error code.
public struct ServiceErrorDocumentation: Hashable, Sendable {
    /// The code.
    public let code: ServiceErrorCode
    /// The page that lists it.
    public let topic: ServiceErrorTopic
    /// Whether a further attempt can succeed: our reading of the meaning, as the pages do not say.
    public let retryAdvice: RetryAdvice
    /// The page's description, without its last full stop.
    public let meaning: String

    init(_ code: ServiceErrorCode, in topic: ServiceErrorTopic, _ retryAdvice: RetryAdvice, _ meaning: String) {
        self.code = code
        self.topic = topic
        self.retryAdvice = retryAdvice
        self.meaning = meaning
    }

    /// Every entry of every page, page by page in the pages' own order.
    public static var all: [ServiceErrorDocumentation] { ServiceErrorTable.all }
}
