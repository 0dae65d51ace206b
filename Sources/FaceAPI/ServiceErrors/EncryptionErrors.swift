// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `FailedOperation.DecryptSystemError`.
    public static let failedOperationDecryptSystemError: Self = "FailedOperation.DecryptSystemError"
    /// `FailedOperation.EncryptSystemError`.
    public static let failedOperationEncryptSystemError: Self = "FailedOperation.EncryptSystemError"
    /// `InternalError.EncryptSystemError`.
    public static let internalErrorEncryptSystemError: Self = "InternalError.EncryptSystemError"
    /// `InvalidParameter.UnsupportEncryptField`.
    public static let invalidParameterUnsupportEncryptField: Self = "InvalidParameter.UnsupportEncryptField"
}

extension ServiceErrorTable {
    /// The codes that requests with `Encryption` may answer besides.
    ///
    /// Source: the vendor's Go SDK, faceid/v20180301/errors.go.
    static let encryption: [ServiceErrorDocumentation] = [
        .init(.failedOperationDecryptSystemError, in: .encryption, .never, "The service could not decrypt the request"),
        .init(
            .failedOperationEncryptSystemError, in: .encryption, .transient,
            "The service could not encrypt its answer"),
        .init(
            .internalErrorEncryptSystemError, in: .encryption, .transient,
            "Internal error while encrypting the answer"),
        .init(
            .invalidParameterUnsupportEncryptField, in: .encryption, .never,
            "EncryptList names a field that cannot be encrypted"),
    ]
}
