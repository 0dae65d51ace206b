// SPDX-License-Identifier: Apache-2.0

/// An error as the service answers it: `Response.Error`.
///
/// The message never says more than the code does about what a client must not learn.
struct ServiceFailure: Error, Hashable, Sendable {
    let code: String
    /// In English.
    let message: String

    init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    /// With the words that the pages have for the code.
    init(published code: String) {
        self.init(code, PublishedMessages.english(for: code) ?? "The scenario answers with this error.")
    }

    /// The message in the language that was asked for, where the vendor has published one.
    func message(in language: String?) -> String {
        guard language == "zh-CN", let text = PublishedMessages.chinese[code] else { return message }
        return text
    }
}

extension ServiceFailure {
    static func missing(_ parameter: String) -> Self {
        Self("MissingParameter", "The request is missing a required parameter `\(parameter)`.")
    }

    static func unknown(parameter: String) -> Self {
        Self("UnknownParameter", "The parameter `\(parameter.prefix(80))` is not recognized.")
    }

    static func wrongType(of parameter: String) -> Self {
        Self("InvalidParameter", "The value type of parameter `\(parameter)` is not valid.")
    }

    static func value(of parameter: String, _ explanation: String) -> Self {
        Self("InvalidParameterValue", "The value of parameter `\(parameter)` is not valid: \(explanation).")
    }

    static func invalidRequest(_ message: String) -> Self { Self("InvalidRequest", message) }

    static func invalidAuthorization(_ message: String) -> Self {
        Self("AuthFailure.InvalidAuthorization", message)
    }

    static let secretIDNotFound = Self("AuthFailure.SecretIdNotFound", "The SecretId is not found.")

    static let signatureFailure = Self(
        "AuthFailure.SignatureFailure",
        "The provided credentials could not be validated. Please check your signature is correct.")

    static let tokenFailure = Self("AuthFailure.TokenFailure", "The token is invalid or has expired.")

    /// The wording carries the server's clock, from which a client can correct its own.
    static func signatureExpired(serverTime: Int64) -> Self {
        Self(
            "AuthFailure.SignatureExpire",
            "Signature expired. There is a deviation between `Timestamp` and the server time \(serverTime). "
                + "Please check if your local time is in sync with standard time.")
    }

    static let requestTooLarge = Self(
        "RequestSizeLimitExceeded", "The request size exceeds the limit of 10 MB.")

    /// One answer for everything that can be wrong inside an envelope.
    ///
    /// Source: the vendor's Go SDK lists the code for all APIs that take `Encryption`.
    static let notDecrypted = Self("FailedOperation.DecryptSystemError", "The request could not be decrypted.")

    static let internalError = Self("InternalError", "Internal error.")
}
