// SPDX-License-Identifier: Apache-2.0

/// What is the same in every call of one API.
struct APIDescription: Sendable {
    /// The service in the credential scope and in the host, such as `faceid`.
    let service: String
    /// The action, such as `DetectAIFakeFaces`.
    let action: String
    /// The version, such as `2018-03-01`.
    let version: String
    /// The page that documents its error codes.
    let topic: ServiceErrorTopic
    /// Whether making the same request again changes nothing at the service.
    let isRepeatable: Bool

    init(
        service: String, action: String, version: String, topic: ServiceErrorTopic = .common, isRepeatable: Bool = false
    ) {
        self.service = service
        self.action = action
        self.version = version
        self.topic = topic
        self.isRepeatable = isRepeatable
    }
}
