// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Testing

/// The error codes of each page, as the page lists them (facts taken from the pages, in their order).
enum DocumentedErrorCodes {
    struct Page: Sendable, CustomTestStringConvertible {
        let topic: ServiceErrorTopic
        let count: Int
        let names: String

        var codes: [String] { names.split(separator: "\n").map(String.init) }
        var testDescription: String { topic.name }
    }

    static let pages = [
        Page(
            topic: .detectAIFakeFaces, count: 14,
            names: """
                FailedOperation.CoveredFace
                FailedOperation.DetectEngineSystemError
                FailedOperation.ImageDecodeFailed
                FailedOperation.IncompleteFace
                FailedOperation.PoorImageQuality
                FailedOperation.UnKnown
                FailedOperation.VideoDecodeFailed
                FailedOperation.VideoDurationExceeded
                InvalidParameter
                InvalidParameterValue
                RequestLimitExceeded
                UnauthorizedOperation.Arrears
                UnauthorizedOperation.ChargeStatusException
                UnauthorizedOperation.Nonactivated
                """),
        Page(
            topic: .livenessCompare, count: 53,
            names: """
                AuthFailure.InvalidAuthorization
                FailedOperation.ActionCloseEye
                FailedOperation.ActionFaceClose
                FailedOperation.ActionFaceFar
                FailedOperation.ActionFaceLeft
                FailedOperation.ActionFaceRight
                FailedOperation.ActionFirstAction
                FailedOperation.ActionLightDark
                FailedOperation.ActionLightStrong
                FailedOperation.ActionNodetectFace
                FailedOperation.ActionOpenMouth
                FailedOperation.CompareFail
                FailedOperation.CompareLowSimilarity
                FailedOperation.CompareSystemError
                FailedOperation.DownLoadError
                FailedOperation.DownLoadTimeoutError
                FailedOperation.LifePhotoDetectFaces
                FailedOperation.LifePhotoDetectFake
                FailedOperation.LifePhotoDetectNoFaces
                FailedOperation.LifePhotoPoorQuality
                FailedOperation.LifePhotoSizeError
                FailedOperation.LipFaceIncomplete
                FailedOperation.LipMoveSmall
                FailedOperation.LipNetFailed
                FailedOperation.LipSizeError
                FailedOperation.LipVideoInvalid
                FailedOperation.LipVideoQuaility
                FailedOperation.LipVoiceDetect
                FailedOperation.LipVoiceLow
                FailedOperation.LipVoiceRecognize
                FailedOperation.LivessBestFrameError
                FailedOperation.LivessDetectFail
                FailedOperation.LivessDetectFake
                FailedOperation.LivessSystemError
                FailedOperation.LivessUnknownError
                FailedOperation.SilentDetectFail
                FailedOperation.SilentEyeLiveFail
                FailedOperation.SilentFaceDetectFail
                FailedOperation.SilentFaceQualityFail
                FailedOperation.SilentFaceWithMaskFail
                FailedOperation.SilentMouthLiveFail
                FailedOperation.SilentMultiFaceFail
                FailedOperation.SilentPictureLiveFail
                FailedOperation.SilentThreshold
                FailedOperation.SilentTooShort
                FailedOperation.UnKnown
                InvalidParameter
                InvalidParameterValue
                UnauthorizedOperation
                UnauthorizedOperation.Arrears
                UnauthorizedOperation.NonAuthorize
                UnauthorizedOperation.Nonactivated
                UnsupportedOperation
                """),
        Page(
            topic: .getLivenessResult, count: 5,
            names: """
                InternalError
                InvalidParameter
                InvalidParameterValue.BizTokenExpired
                InvalidParameterValue.BizTokenIllegal
                OperationDenied
                """),
        Page(
            topic: .detectLiveFaceAccurate, count: 73,
            names: """
                FailedOperation.ConflictOperation
                FailedOperation.DuplicatedGroupDescription
                FailedOperation.FaceSizeTooSmall
                FailedOperation.GroupInDeletedState
                FailedOperation.GroupPersonMapExist
                FailedOperation.GroupPersonMapNotExist
                FailedOperation.ImageDecodeFailed
                FailedOperation.ImageDownloadError
                FailedOperation.ImageFacedetectFailed
                FailedOperation.ImageResolutionExceed
                FailedOperation.ImageResolutionTooSmall
                FailedOperation.ImageSizeExceed
                FailedOperation.RequestLimitExceeded
                FailedOperation.RequestTimeout
                FailedOperation.RpcFail
                FailedOperation.SearchFacesExceed
                FailedOperation.ServerError
                FailedOperation.UnKnowError
                InternalError
                InvalidParameter.InvalidParameter
                InvalidParameterValue.AccountFaceNumExceed
                InvalidParameterValue.DeleteFaceNumExceed
                InvalidParameterValue.FaceModelVersionIllegal
                InvalidParameterValue.GroupExDescriptionsExceed
                InvalidParameterValue.GroupExDescriptionsNameIdentical
                InvalidParameterValue.GroupExDescriptionsNameIllegal
                InvalidParameterValue.GroupExDescriptionsNameTooLong
                InvalidParameterValue.GroupFaceNumExceed
                InvalidParameterValue.GroupIdAlreadyExist
                InvalidParameterValue.GroupIdIllegal
                InvalidParameterValue.GroupIdNotExist
                InvalidParameterValue.GroupIdTooLong
                InvalidParameterValue.GroupIdsExceed
                InvalidParameterValue.GroupNameAlreadyExist
                InvalidParameterValue.GroupNameIllegal
                InvalidParameterValue.GroupNameTooLong
                InvalidParameterValue.GroupNumExceed
                InvalidParameterValue.GroupNumPerPersonExceed
                InvalidParameterValue.GroupTagIllegal
                InvalidParameterValue.GroupTagTooLong
                InvalidParameterValue.ImageEmpty
                InvalidParameterValue.LimitExceed
                InvalidParameterValue.NoFaceInGroups
                InvalidParameterValue.NoFaceInPhoto
                InvalidParameterValue.OffsetExceed
                InvalidParameterValue.PersonExDescriptionInfosExceed
                InvalidParameterValue.PersonExDescriptionsNameIdentical
                InvalidParameterValue.PersonExDescriptionsNameIllegal
                InvalidParameterValue.PersonExDescriptionsNameTooLong
                InvalidParameterValue.PersonExistInGroup
                InvalidParameterValue.PersonFaceNumExceed
                InvalidParameterValue.PersonGenderIllegal
                InvalidParameterValue.PersonIdAlreadyExist
                InvalidParameterValue.PersonIdIllegal
                InvalidParameterValue.PersonIdNotExist
                InvalidParameterValue.PersonIdTooLong
                InvalidParameterValue.PersonNameIllegal
                InvalidParameterValue.PersonNameTooLong
                InvalidParameterValue.SearchPersonsExceed
                InvalidParameterValue.UploadFaceNumExceed
                InvalidParameterValue.UrlIllegal
                LimitExceeded.ErrorFaceNumExceed
                MissingParameter.ErrorParameterEmpty
                ResourceUnavailable.Delivering
                ResourceUnavailable.Freeze
                ResourceUnavailable.InArrears
                ResourceUnavailable.LowBalance
                ResourceUnavailable.NotExist
                ResourceUnavailable.Recover
                ResourceUnavailable.StopUsing
                ResourceUnavailable.UnknownStatus
                ResourcesSoldOut.ChargeStatusException
                UnsupportedOperation.UnknowMethod
                """),
        Page(
            topic: .common, count: 38,
            names: """
                ActionOffline
                AuthFailure.InvalidAuthorization
                AuthFailure.InvalidSecretId
                AuthFailure.MFAFailure
                AuthFailure.SecretIdNotFound
                AuthFailure.SignatureExpire
                AuthFailure.SignatureFailure
                AuthFailure.TokenFailure
                AuthFailure.UnauthorizedOperation
                DryRunOperation
                FailedOperation
                InternalError
                InvalidAction
                InvalidParameter
                InvalidParameterValue
                InvalidRequest
                IpInBlacklist
                IpNotInWhitelist
                LimitExceeded
                MissingParameter
                NoSuchProduct
                NoSuchVersion
                RequestLimitExceeded
                RequestLimitExceeded.GlobalRegionUinLimitExceeded
                RequestLimitExceeded.IPLimitExceeded
                RequestLimitExceeded.UinLimitExceeded
                RequestSizeLimitExceeded
                ResourceInUse
                ResourceInsufficient
                ResourceNotFound
                ResourceUnavailable
                ResponseSizeLimitExceeded
                ServiceUnavailable
                UnauthorizedOperation
                UnknownParameter
                UnsupportedOperation
                UnsupportedProtocol
                UnsupportedRegion
                """),
        Page(
            topic: .encryption, count: 4,
            names: """
                FailedOperation.DecryptSystemError
                FailedOperation.EncryptSystemError
                InternalError.EncryptSystemError
                InvalidParameter.UnsupportEncryptField
                """),
    ]
}
