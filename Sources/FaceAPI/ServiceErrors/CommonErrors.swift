// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `ActionOffline`.
    public static let actionOffline: Self = "ActionOffline"
    /// `AuthFailure.InvalidAuthorization`.
    public static let authFailureInvalidAuthorization: Self = "AuthFailure.InvalidAuthorization"
    /// `AuthFailure.InvalidSecretId`.
    public static let authFailureInvalidSecretId: Self = "AuthFailure.InvalidSecretId"
    /// `AuthFailure.MFAFailure`.
    public static let authFailureMFAFailure: Self = "AuthFailure.MFAFailure"
    /// `AuthFailure.SecretIdNotFound`.
    public static let authFailureSecretIdNotFound: Self = "AuthFailure.SecretIdNotFound"
    /// `AuthFailure.SignatureExpire`.
    public static let authFailureSignatureExpire: Self = "AuthFailure.SignatureExpire"
    /// `AuthFailure.SignatureFailure`.
    public static let authFailureSignatureFailure: Self = "AuthFailure.SignatureFailure"
    /// `AuthFailure.TokenFailure`.
    public static let authFailureTokenFailure: Self = "AuthFailure.TokenFailure"
    /// `AuthFailure.UnauthorizedOperation`.
    public static let authFailureUnauthorizedOperation: Self = "AuthFailure.UnauthorizedOperation"
    /// `DryRunOperation`.
    public static let dryRunOperation: Self = "DryRunOperation"
    /// `FailedOperation`.
    public static let failedOperation: Self = "FailedOperation"
    /// `InternalError`.
    public static let internalError: Self = "InternalError"
    /// `InvalidAction`.
    public static let invalidAction: Self = "InvalidAction"
    /// `InvalidParameter`.
    public static let invalidParameter: Self = "InvalidParameter"
    /// `InvalidParameterValue`.
    public static let invalidParameterValue: Self = "InvalidParameterValue"
    /// `InvalidRequest`.
    public static let invalidRequest: Self = "InvalidRequest"
    /// `IpInBlacklist`.
    public static let ipInBlacklist: Self = "IpInBlacklist"
    /// `IpNotInWhitelist`.
    public static let ipNotInWhitelist: Self = "IpNotInWhitelist"
    /// `LimitExceeded`.
    public static let limitExceeded: Self = "LimitExceeded"
    /// `MissingParameter`.
    public static let missingParameter: Self = "MissingParameter"
    /// `NoSuchProduct`.
    public static let noSuchProduct: Self = "NoSuchProduct"
    /// `NoSuchVersion`.
    public static let noSuchVersion: Self = "NoSuchVersion"
    /// `RequestLimitExceeded`.
    public static let requestLimitExceeded: Self = "RequestLimitExceeded"
    /// `RequestLimitExceeded.GlobalRegionUinLimitExceeded`.
    public static let requestLimitExceededGlobalRegionUinLimitExceeded: Self =
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded"
    /// `RequestLimitExceeded.IPLimitExceeded`.
    public static let requestLimitExceededIPLimitExceeded: Self = "RequestLimitExceeded.IPLimitExceeded"
    /// `RequestLimitExceeded.UinLimitExceeded`.
    public static let requestLimitExceededUinLimitExceeded: Self = "RequestLimitExceeded.UinLimitExceeded"
    /// `RequestSizeLimitExceeded`.
    public static let requestSizeLimitExceeded: Self = "RequestSizeLimitExceeded"
    /// `ResourceInUse`.
    public static let resourceInUse: Self = "ResourceInUse"
    /// `ResourceInsufficient`.
    public static let resourceInsufficient: Self = "ResourceInsufficient"
    /// `ResourceNotFound`.
    public static let resourceNotFound: Self = "ResourceNotFound"
    /// `ResourceUnavailable`.
    public static let resourceUnavailable: Self = "ResourceUnavailable"
    /// `ResponseSizeLimitExceeded`.
    public static let responseSizeLimitExceeded: Self = "ResponseSizeLimitExceeded"
    /// `ServiceUnavailable`.
    public static let serviceUnavailable: Self = "ServiceUnavailable"
    /// `UnauthorizedOperation`.
    public static let unauthorizedOperation: Self = "UnauthorizedOperation"
    /// `UnknownParameter`.
    public static let unknownParameter: Self = "UnknownParameter"
    /// `UnsupportedOperation`.
    public static let unsupportedOperation: Self = "UnsupportedOperation"
    /// `UnsupportedProtocol`.
    public static let unsupportedProtocol: Self = "UnsupportedProtocol"
    /// `UnsupportedRegion`.
    public static let unsupportedRegion: Self = "UnsupportedRegion"
}

extension ServiceErrorTable {
    /// The codes that every API of the cloud may answer.
    ///
    /// Source: "Common error codes", intl 213/33281 and 213/30435.
    static let common: [ServiceErrorDocumentation] = [
        .init(.actionOffline, in: .common, .never, "The API is offline"),
        .init(.authFailureInvalidAuthorization, in: .common, .never, "The Authorization header is malformed"),
        .init(.authFailureInvalidSecretId, in: .common, .never, "The key is not of the cloud API kind"),
        .init(.authFailureMFAFailure, in: .common, .never, "Multi-factor authentication failed"),
        .init(
            .authFailureSecretIdNotFound, in: .common, .never,
            "The key was deleted or disabled, or was given with stray white space"),
        .init(
            .authFailureSignatureExpire, in: .common, .signAgain,
            "The timestamp is more than 5 minutes from the server's time"),
        .init(
            .authFailureSignatureFailure, in: .common, .never,
            "The signature does not match the request; also the answer to a body of over 1 MB under "
                + "signature method V1"),
        .init(.authFailureTokenFailure, in: .common, .signAgain, "The temporary token is wrong or expired"),
        .init(.authFailureUnauthorizedOperation, in: .common, .never, "The key has no CAM permission for the call"),
        .init(.dryRunOperation, in: .common, .never, "The dry run found nothing wrong"),
        .init(.failedOperation, in: .common, .never, "The operation failed"),
        .init(.internalError, in: .common, .transient, "Internal error"),
        .init(.invalidAction, in: .common, .never, "The API does not exist"),
        .init(.invalidParameter, in: .common, .never, "A parameter is wrong"),
        .init(.invalidParameterValue, in: .common, .never, "The value of a parameter is wrong"),
        .init(.invalidRequest, in: .common, .never, "The multipart body is malformed"),
        .init(.ipInBlacklist, in: .common, .never, "The address of the caller is on the blocklist"),
        .init(.ipNotInWhitelist, in: .common, .never, "The address of the caller is not on the allowlist"),
        .init(.limitExceeded, in: .common, .never, "A quota is exceeded"),
        .init(.missingParameter, in: .common, .never, "A required parameter is missing"),
        .init(.noSuchProduct, in: .common, .never, "The product does not exist"),
        .init(.noSuchVersion, in: .common, .never, "The API version does not exist"),
        .init(.requestLimitExceeded, in: .common, .backOff, "The number of requests exceeds the rate limit"),
        .init(
            .requestLimitExceededGlobalRegionUinLimitExceeded, in: .common, .backOff,
            "The number of requests of the account over all regions exceeds the rate limit"),
        .init(
            .requestLimitExceededIPLimitExceeded, in: .common, .backOff,
            "The number of requests from the address exceeds the rate limit"),
        .init(
            .requestLimitExceededUinLimitExceeded, in: .common, .backOff,
            "The number of requests of the account exceeds the rate limit"),
        .init(.requestSizeLimitExceeded, in: .common, .never, "The request is larger than the service takes"),
        .init(.resourceInUse, in: .common, .never, "The resource is in use"),
        .init(.resourceInsufficient, in: .common, .never, "The resources do not suffice"),
        .init(.resourceNotFound, in: .common, .never, "The resource does not exist"),
        .init(.resourceUnavailable, in: .common, .never, "The resource is unavailable"),
        .init(.responseSizeLimitExceeded, in: .common, .never, "The answer is larger than the service gives"),
        .init(.serviceUnavailable, in: .common, .transient, "The service is unavailable for now"),
        .init(.unauthorizedOperation, in: .common, .never, "The operation is not authorised"),
        .init(.unknownParameter, in: .common, .never, "A parameter is not known to the API"),
        .init(.unsupportedOperation, in: .common, .never, "The operation is not supported"),
        .init(.unsupportedProtocol, in: .common, .never, "The protocol is not supported"),
        .init(.unsupportedRegion, in: .common, .never, "The API does not serve the region"),
    ]
}
