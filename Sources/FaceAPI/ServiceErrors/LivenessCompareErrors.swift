// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `FailedOperation.ActionCloseEye`.
    public static let failedOperationActionCloseEye: Self = "FailedOperation.ActionCloseEye"
    /// `FailedOperation.ActionFaceClose`.
    public static let failedOperationActionFaceClose: Self = "FailedOperation.ActionFaceClose"
    /// `FailedOperation.ActionFaceFar`.
    public static let failedOperationActionFaceFar: Self = "FailedOperation.ActionFaceFar"
    /// `FailedOperation.ActionFaceLeft`.
    public static let failedOperationActionFaceLeft: Self = "FailedOperation.ActionFaceLeft"
    /// `FailedOperation.ActionFaceRight`.
    public static let failedOperationActionFaceRight: Self = "FailedOperation.ActionFaceRight"
    /// `FailedOperation.ActionFirstAction`.
    public static let failedOperationActionFirstAction: Self = "FailedOperation.ActionFirstAction"
    /// `FailedOperation.ActionLightDark`.
    public static let failedOperationActionLightDark: Self = "FailedOperation.ActionLightDark"
    /// `FailedOperation.ActionLightStrong`.
    public static let failedOperationActionLightStrong: Self = "FailedOperation.ActionLightStrong"
    /// `FailedOperation.ActionNodetectFace`.
    public static let failedOperationActionNodetectFace: Self = "FailedOperation.ActionNodetectFace"
    /// `FailedOperation.ActionOpenMouth`.
    public static let failedOperationActionOpenMouth: Self = "FailedOperation.ActionOpenMouth"
    /// `FailedOperation.CompareFail`.
    public static let failedOperationCompareFail: Self = "FailedOperation.CompareFail"
    /// `FailedOperation.CompareLowSimilarity`.
    public static let failedOperationCompareLowSimilarity: Self = "FailedOperation.CompareLowSimilarity"
    /// `FailedOperation.CompareSystemError`.
    public static let failedOperationCompareSystemError: Self = "FailedOperation.CompareSystemError"
    /// `FailedOperation.DownLoadError`.
    public static let failedOperationDownLoadError: Self = "FailedOperation.DownLoadError"
    /// `FailedOperation.DownLoadTimeoutError`.
    public static let failedOperationDownLoadTimeoutError: Self = "FailedOperation.DownLoadTimeoutError"
    /// `FailedOperation.LifePhotoDetectFaces`.
    public static let failedOperationLifePhotoDetectFaces: Self = "FailedOperation.LifePhotoDetectFaces"
    /// `FailedOperation.LifePhotoDetectFake`.
    public static let failedOperationLifePhotoDetectFake: Self = "FailedOperation.LifePhotoDetectFake"
    /// `FailedOperation.LifePhotoDetectNoFaces`.
    public static let failedOperationLifePhotoDetectNoFaces: Self = "FailedOperation.LifePhotoDetectNoFaces"
    /// `FailedOperation.LifePhotoPoorQuality`.
    public static let failedOperationLifePhotoPoorQuality: Self = "FailedOperation.LifePhotoPoorQuality"
    /// `FailedOperation.LifePhotoSizeError`.
    public static let failedOperationLifePhotoSizeError: Self = "FailedOperation.LifePhotoSizeError"
    /// `FailedOperation.LipFaceIncomplete`.
    public static let failedOperationLipFaceIncomplete: Self = "FailedOperation.LipFaceIncomplete"
    /// `FailedOperation.LipMoveSmall`.
    public static let failedOperationLipMoveSmall: Self = "FailedOperation.LipMoveSmall"
    /// `FailedOperation.LipNetFailed`.
    public static let failedOperationLipNetFailed: Self = "FailedOperation.LipNetFailed"
    /// `FailedOperation.LipSizeError`.
    public static let failedOperationLipSizeError: Self = "FailedOperation.LipSizeError"
    /// `FailedOperation.LipVideoInvalid`.
    public static let failedOperationLipVideoInvalid: Self = "FailedOperation.LipVideoInvalid"
    /// `FailedOperation.LipVideoQuaility`.
    public static let failedOperationLipVideoQuaility: Self = "FailedOperation.LipVideoQuaility"
    /// `FailedOperation.LipVoiceDetect`.
    public static let failedOperationLipVoiceDetect: Self = "FailedOperation.LipVoiceDetect"
    /// `FailedOperation.LipVoiceLow`.
    public static let failedOperationLipVoiceLow: Self = "FailedOperation.LipVoiceLow"
    /// `FailedOperation.LipVoiceRecognize`.
    public static let failedOperationLipVoiceRecognize: Self = "FailedOperation.LipVoiceRecognize"
    /// `FailedOperation.LivessBestFrameError`.
    public static let failedOperationLivessBestFrameError: Self = "FailedOperation.LivessBestFrameError"
    /// `FailedOperation.LivessDetectFail`.
    public static let failedOperationLivessDetectFail: Self = "FailedOperation.LivessDetectFail"
    /// `FailedOperation.LivessDetectFake`.
    public static let failedOperationLivessDetectFake: Self = "FailedOperation.LivessDetectFake"
    /// `FailedOperation.LivessSystemError`.
    public static let failedOperationLivessSystemError: Self = "FailedOperation.LivessSystemError"
    /// `FailedOperation.LivessUnknownError`.
    public static let failedOperationLivessUnknownError: Self = "FailedOperation.LivessUnknownError"
    /// `FailedOperation.SilentDetectFail`.
    public static let failedOperationSilentDetectFail: Self = "FailedOperation.SilentDetectFail"
    /// `FailedOperation.SilentEyeLiveFail`.
    public static let failedOperationSilentEyeLiveFail: Self = "FailedOperation.SilentEyeLiveFail"
    /// `FailedOperation.SilentFaceDetectFail`.
    public static let failedOperationSilentFaceDetectFail: Self = "FailedOperation.SilentFaceDetectFail"
    /// `FailedOperation.SilentFaceQualityFail`.
    public static let failedOperationSilentFaceQualityFail: Self = "FailedOperation.SilentFaceQualityFail"
    /// `FailedOperation.SilentFaceWithMaskFail`.
    public static let failedOperationSilentFaceWithMaskFail: Self = "FailedOperation.SilentFaceWithMaskFail"
    /// `FailedOperation.SilentMouthLiveFail`.
    public static let failedOperationSilentMouthLiveFail: Self = "FailedOperation.SilentMouthLiveFail"
    /// `FailedOperation.SilentMultiFaceFail`.
    public static let failedOperationSilentMultiFaceFail: Self = "FailedOperation.SilentMultiFaceFail"
    /// `FailedOperation.SilentPictureLiveFail`.
    public static let failedOperationSilentPictureLiveFail: Self = "FailedOperation.SilentPictureLiveFail"
    /// `FailedOperation.SilentThreshold`.
    public static let failedOperationSilentThreshold: Self = "FailedOperation.SilentThreshold"
    /// `FailedOperation.SilentTooShort`.
    public static let failedOperationSilentTooShort: Self = "FailedOperation.SilentTooShort"
    /// `UnauthorizedOperation.NonAuthorize`.
    public static let unauthorizedOperationNonAuthorize: Self = "UnauthorizedOperation.NonAuthorize"
}

extension ServiceErrorTable {
    /// The codes of the LivenessCompare page.
    ///
    /// Most of the `FailedOperation` codes arrive in `Response.Result` of an answer without `Error`.
    ///
    /// Source: LivenessCompare, "Error code" (intl 1061/36939). The odd spellings are the service's own.
    static let livenessCompare: [ServiceErrorDocumentation] = [
        .init(.authFailureInvalidAuthorization, in: .livenessCompare, .never, "CAM signature/authentication error"),
        .init(
            .failedOperationActionCloseEye, in: .livenessCompare, .otherMedia,
            "No motions of eye closing are detected"),
        .init(
            .failedOperationActionFaceClose, in: .livenessCompare, .otherMedia,
            "The face is too close to the screen"),
        .init(.failedOperationActionFaceFar, in: .livenessCompare, .otherMedia, "The face is too far from the screen"),
        .init(
            .failedOperationActionFaceLeft, in: .livenessCompare, .otherMedia,
            "The face is too far left from the screen"),
        .init(
            .failedOperationActionFaceRight, in: .livenessCompare, .otherMedia,
            "The face is too far right from the screen"),
        .init(.failedOperationActionFirstAction, in: .livenessCompare, .otherMedia, "No movement is detected"),
        .init(.failedOperationActionLightDark, in: .livenessCompare, .otherMedia, "The lighting is too dim"),
        .init(.failedOperationActionLightStrong, in: .livenessCompare, .otherMedia, "The lighting is too strong"),
        .init(.failedOperationActionNodetectFace, in: .livenessCompare, .otherMedia, "Failed to detect a full face"),
        .init(
            .failedOperationActionOpenMouth, in: .livenessCompare, .otherMedia,
            "No motions of mouth opening are detected"),
        .init(.failedOperationCompareFail, in: .livenessCompare, .otherMedia, "Comparison failed"),
        .init(
            .failedOperationCompareLowSimilarity, in: .livenessCompare, .otherMedia,
            "The comparison similarity did not reach the passing standard"),
        .init(
            .failedOperationCompareSystemError, in: .livenessCompare, .transient,
            "Error calling the comparison engine API"),
        .init(.failedOperationDownLoadError, in: .livenessCompare, .transient, "File download failed"),
        .init(.failedOperationDownLoadTimeoutError, in: .livenessCompare, .transient, "File download timed out"),
        .init(.failedOperationLifePhotoDetectFaces, in: .livenessCompare, .otherMedia, "Multiple faces are detected"),
        .init(.failedOperationLifePhotoDetectFake, in: .livenessCompare, .otherMedia, "Real person comparison failed"),
        .init(
            .failedOperationLifePhotoDetectNoFaces, in: .livenessCompare, .otherMedia,
            "Failed to detect a full face"),
        .init(
            .failedOperationLifePhotoPoorQuality, in: .livenessCompare, .otherMedia,
            "The resolution of the image passed in is too low. Please upload a new one"),
        .init(
            .failedOperationLifePhotoSizeError, in: .livenessCompare, .otherMedia,
            "The image passed in is too large or too small"),
        .init(.failedOperationLipFaceIncomplete, in: .livenessCompare, .otherMedia, "The face is not fully exposed"),
        .init(.failedOperationLipMoveSmall, in: .livenessCompare, .otherMedia, "The lip movement range is too small"),
        .init(
            .failedOperationLipNetFailed, in: .livenessCompare, .transient,
            "Failed to pull the video. Please try again"),
        .init(
            .failedOperationLipSizeError, in: .livenessCompare, .otherMedia,
            "The video is empty or its size is inappropriate. The recording duration should be about 6 seconds"),
        .init(.failedOperationLipVideoInvalid, in: .livenessCompare, .otherMedia, "The video format is incorrect"),
        .init(.failedOperationLipVideoQuaility, in: .livenessCompare, .otherMedia, "The video definition is too low"),
        .init(.failedOperationLipVoiceDetect, in: .livenessCompare, .otherMedia, "No sound is detected"),
        .init(.failedOperationLipVoiceLow, in: .livenessCompare, .otherMedia, "The volume of the video is too low"),
        .init(.failedOperationLipVoiceRecognize, in: .livenessCompare, .otherMedia, "Speech recognition failed"),
        .init(
            .failedOperationLivessBestFrameError, in: .livenessCompare, .otherMedia,
            "Face detection failed. Unable to extract the photo for comparison"),
        .init(.failedOperationLivessDetectFail, in: .livenessCompare, .otherMedia, "Liveness detection failed"),
        .init(.failedOperationLivessDetectFake, in: .livenessCompare, .otherMedia, "Suspected spoofed recording"),
        .init(
            .failedOperationLivessSystemError, in: .livenessCompare, .transient,
            "Error calling the liveness engine API"),
        .init(
            .failedOperationLivessUnknownError, in: .livenessCompare, .otherMedia,
            "Video-based real person detection failed"),
        .init(.failedOperationSilentDetectFail, in: .livenessCompare, .otherMedia, "Real person detection failed"),
        .init(.failedOperationSilentEyeLiveFail, in: .livenessCompare, .otherMedia, "Eye detection failed"),
        .init(
            .failedOperationSilentFaceDetectFail, in: .livenessCompare, .otherMedia,
            "No face is detected in the video"),
        .init(.failedOperationSilentFaceQualityFail, in: .livenessCompare, .otherMedia, "Low face quality"),
        .init(.failedOperationSilentFaceWithMaskFail, in: .livenessCompare, .otherMedia, "A face mask is detected"),
        .init(.failedOperationSilentMouthLiveFail, in: .livenessCompare, .otherMedia, "Mouth detection failed"),
        .init(
            .failedOperationSilentMultiFaceFail, in: .livenessCompare, .otherMedia,
            "Multiple faces are detected in the video"),
        .init(.failedOperationSilentPictureLiveFail, in: .livenessCompare, .otherMedia, "The video might be spoofed"),
        .init(
            .failedOperationSilentThreshold, in: .livenessCompare, .otherMedia,
            "Real person detection did not reach the passing standard"),
        .init(
            .failedOperationSilentTooShort, in: .livenessCompare, .otherMedia,
            "The video is too short. Please capture a video longer than 2 seconds"),
        .init(.failedOperationUnKnown, in: .livenessCompare, .transient, "Unknown internal error"),
        .init(.invalidParameter, in: .livenessCompare, .never, "Invalid parameter"),
        .init(.invalidParameterValue, in: .livenessCompare, .never, "Incorrect parameter value"),
        .init(.unauthorizedOperation, in: .livenessCompare, .never, "Unauthorized operation"),
        .init(.unauthorizedOperationArrears, in: .livenessCompare, .never, "The account is in arrears"),
        .init(
            .unauthorizedOperationNonAuthorize, in: .livenessCompare, .never,
            "Identity verification has not been completed for the account"),
        .init(.unauthorizedOperationNonactivated, in: .livenessCompare, .never, "The service has not been activated"),
        .init(.unsupportedOperation, in: .livenessCompare, .never, "Unsupported operation"),
    ]
}
