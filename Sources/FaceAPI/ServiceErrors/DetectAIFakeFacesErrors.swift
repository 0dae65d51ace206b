// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `FailedOperation.CoveredFace`.
    public static let failedOperationCoveredFace: Self = "FailedOperation.CoveredFace"
    /// `FailedOperation.DetectEngineSystemError`.
    public static let failedOperationDetectEngineSystemError: Self = "FailedOperation.DetectEngineSystemError"
    /// `FailedOperation.ImageDecodeFailed`.
    public static let failedOperationImageDecodeFailed: Self = "FailedOperation.ImageDecodeFailed"
    /// `FailedOperation.IncompleteFace`.
    public static let failedOperationIncompleteFace: Self = "FailedOperation.IncompleteFace"
    /// `FailedOperation.PoorImageQuality`.
    public static let failedOperationPoorImageQuality: Self = "FailedOperation.PoorImageQuality"
    /// `FailedOperation.UnKnown`.
    public static let failedOperationUnKnown: Self = "FailedOperation.UnKnown"
    /// `FailedOperation.VideoDecodeFailed`.
    public static let failedOperationVideoDecodeFailed: Self = "FailedOperation.VideoDecodeFailed"
    /// `FailedOperation.VideoDurationExceeded`.
    public static let failedOperationVideoDurationExceeded: Self = "FailedOperation.VideoDurationExceeded"
    /// `UnauthorizedOperation.Arrears`.
    public static let unauthorizedOperationArrears: Self = "UnauthorizedOperation.Arrears"
    /// `UnauthorizedOperation.ChargeStatusException`.
    public static let unauthorizedOperationChargeStatusException: Self = "UnauthorizedOperation.ChargeStatusException"
    /// `UnauthorizedOperation.Nonactivated`.
    public static let unauthorizedOperationNonactivated: Self = "UnauthorizedOperation.Nonactivated"
}

extension ServiceErrorTable {
    /// The codes of the DetectAIFakeFaces page.
    ///
    /// Source: DetectAIFakeFaces, section 6 (2026-05-22).
    static let detectAIFakeFaces: [ServiceErrorDocumentation] = [
        .init(
            .failedOperationCoveredFace, in: .detectAIFakeFaces, .otherMedia,
            "The face in the picture is blocked, please upload a picture without any blockage"),
        .init(
            .failedOperationDetectEngineSystemError, in: .detectAIFakeFaces, .transient,
            "The service engine call failed, please try again"),
        .init(.failedOperationImageDecodeFailed, in: .detectAIFakeFaces, .otherMedia, "Image decoding failed"),
        .init(
            .failedOperationIncompleteFace, in: .detectAIFakeFaces, .otherMedia,
            "No complete face was detected. Please enter a complete face image"),
        .init(
            .failedOperationPoorImageQuality, in: .detectAIFakeFaces, .otherMedia,
            "The image quality is too poor, please check the image quality"),
        .init(.failedOperationUnKnown, in: .detectAIFakeFaces, .transient, "Unknown internal error"),
        .init(.failedOperationVideoDecodeFailed, in: .detectAIFakeFaces, .otherMedia, "Video decoding abnormality"),
        .init(
            .failedOperationVideoDurationExceeded, in: .detectAIFakeFaces, .otherMedia,
            "The video duration is too long. The maximum video duration supported by the current interface is 20s"),
        .init(.invalidParameter, in: .detectAIFakeFaces, .never, "Invalid parameter"),
        .init(.invalidParameterValue, in: .detectAIFakeFaces, .never, "Incorrect parameter value"),
        .init(
            .requestLimitExceeded, in: .detectAIFakeFaces, .backOff,
            "Number of requests exceeds the frequency limit"),
        .init(.unauthorizedOperationArrears, in: .detectAIFakeFaces, .never, "The account is in arrears"),
        .init(
            .unauthorizedOperationChargeStatusException, in: .detectAIFakeFaces, .never,
            "The billing status is abnormal"),
        .init(.unauthorizedOperationNonactivated, in: .detectAIFakeFaces, .never, "The service has not been activated"),
    ]
}
