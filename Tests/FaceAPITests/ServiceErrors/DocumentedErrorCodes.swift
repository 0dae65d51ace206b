// SPDX-License-Identifier: Apache-2.0

import FaceAPI
import Testing

/// The error codes of each page, as the page lists them (facts taken from the pages, in their order).
///
/// Behind each code stands the page's description, where there is a page. The shared codes and those of `Encryption`
/// are gathered from several sources, and have no words of their own.
enum DocumentedErrorCodes {
    struct Page: Sendable, CustomTestStringConvertible {
        let topic: ServiceErrorTopic
        let count: Int
        let table: String

        var rows: [(code: String, description: String?)] {
            table.split(separator: "\n").map { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
            }
        }
        var codes: [String] { rows.map(\.code) }
        var testDescription: String { topic.name }
    }

    static let pages = [
        Page(
            topic: .detectAIFakeFaces, count: 14,
            table: """
                FailedOperation.CoveredFace The face in the picture is blocked, please upload a picture without any \
                blockage
                FailedOperation.DetectEngineSystemError The service engine call failed, please try again
                FailedOperation.ImageDecodeFailed Image decoding failed.
                FailedOperation.IncompleteFace No complete face was detected. Please enter a complete face image.
                FailedOperation.PoorImageQuality The image quality is too poor, please check the image quality
                FailedOperation.UnKnown Unknown internal error.
                FailedOperation.VideoDecodeFailed Video decoding abnormality
                FailedOperation.VideoDurationExceeded The video duration is too long. The maximum video duration \
                supported by the current interface is 20s.
                InvalidParameter Invalid parameter.
                InvalidParameterValue Incorrect parameter value.
                RequestLimitExceeded Number of requests exceeds the frequency limit.
                UnauthorizedOperation.Arrears The account is in arrears.
                UnauthorizedOperation.ChargeStatusException The billing status is abnormal.
                UnauthorizedOperation.Nonactivated The service has not been activated.
                """),
        Page(
            topic: .livenessCompare, count: 53,
            table: """
                AuthFailure.InvalidAuthorization CAM signature/authentication error.
                FailedOperation.ActionCloseEye No motions of eye closing are detected.
                FailedOperation.ActionFaceClose The face is too close to the screen.
                FailedOperation.ActionFaceFar The face is too far from the screen.
                FailedOperation.ActionFaceLeft The face is too far left from the screen.
                FailedOperation.ActionFaceRight The face is too far right from the screen.
                FailedOperation.ActionFirstAction No movement is detected.
                FailedOperation.ActionLightDark The lighting is too dim.
                FailedOperation.ActionLightStrong The lighting is too strong.
                FailedOperation.ActionNodetectFace Failed to detect a full face.
                FailedOperation.ActionOpenMouth No motions of mouth opening are detected.
                FailedOperation.CompareFail Comparison failed.
                FailedOperation.CompareLowSimilarity The comparison similarity did not reach the passing standard.
                FailedOperation.CompareSystemError Error calling the comparison engine API.
                FailedOperation.DownLoadError File download failed.
                FailedOperation.DownLoadTimeoutError File download timed out.
                FailedOperation.LifePhotoDetectFaces Multiple faces are detected.
                FailedOperation.LifePhotoDetectFake Real person comparison failed.
                FailedOperation.LifePhotoDetectNoFaces Failed to detect a full face.
                FailedOperation.LifePhotoPoorQuality The resolution of the image passed in is too low. Please upload a \
                new one.
                FailedOperation.LifePhotoSizeError The image passed in is too large or too small.
                FailedOperation.LipFaceIncomplete The face is not fully exposed.
                FailedOperation.LipMoveSmall The lip movement range is too small.
                FailedOperation.LipNetFailed Failed to pull the video. Please try again.
                FailedOperation.LipSizeError The video is empty or its size is inappropriate. The recording duration \
                should be about 6 seconds.
                FailedOperation.LipVideoInvalid The video format is incorrect.
                FailedOperation.LipVideoQuaility The video definition is too low.
                FailedOperation.LipVoiceDetect No sound is detected.
                FailedOperation.LipVoiceLow The volume of the video is too low.
                FailedOperation.LipVoiceRecognize Speech recognition failed.
                FailedOperation.LivessBestFrameError Face detection failed. Unable to extract the photo for \
                comparison.
                FailedOperation.LivessDetectFail Liveness detection failed.
                FailedOperation.LivessDetectFake Suspected spoofed recording.
                FailedOperation.LivessSystemError Error calling the liveness engine API.
                FailedOperation.LivessUnknownError Video-based real person detection failed.
                FailedOperation.SilentDetectFail Real person detection failed.
                FailedOperation.SilentEyeLiveFail Eye detection failed.
                FailedOperation.SilentFaceDetectFail No face is detected in the video.
                FailedOperation.SilentFaceQualityFail Low face quality.
                FailedOperation.SilentFaceWithMaskFail A face mask is detected.
                FailedOperation.SilentMouthLiveFail Mouth detection failed.
                FailedOperation.SilentMultiFaceFail Multiple faces are detected in the video.
                FailedOperation.SilentPictureLiveFail The video might be spoofed.
                FailedOperation.SilentThreshold Real person detection did not reach the passing standard.
                FailedOperation.SilentTooShort The video is too short. Please capture a video longer than 2 seconds.
                FailedOperation.UnKnown Unknown internal error.
                InvalidParameter Invalid parameter.
                InvalidParameterValue Incorrect parameter value.
                UnauthorizedOperation Unauthorized operation.
                UnauthorizedOperation.Arrears The account is in arrears.
                UnauthorizedOperation.NonAuthorize Identity verification has not been completed for the account.
                UnauthorizedOperation.Nonactivated The service has not been activated.
                UnsupportedOperation Unsupported operation.
                """),
        Page(
            topic: .getLivenessResult, count: 5,
            table: """
                InternalError Internal error.
                InvalidParameter Invalid parameter.
                InvalidParameterValue.BizTokenExpired BizToken expired.
                InvalidParameterValue.BizTokenIllegal Invalid BizToken.
                OperationDenied Operation denied.
                """),
        Page(
            topic: .detectLiveFaceAccurate, count: 73,
            table: """
                FailedOperation.ConflictOperation The operations conflict. Do not operate on the same person \
                simultaneously.
                FailedOperation.DuplicatedGroupDescription The custom description field must be unique in the group.
                FailedOperation.FaceSizeTooSmall The face frame size is smaller than the MinFaceSize value, and the \
                face is filtered out.
                FailedOperation.GroupInDeletedState The current group is being deleted. Please wait.
                FailedOperation.GroupPersonMapExist The ID of the corresponding person is already in the group.
                FailedOperation.GroupPersonMapNotExist The ID of the corresponding person is not in the group.
                FailedOperation.ImageDecodeFailed Image decoding failed.
                FailedOperation.ImageDownloadError An error occurred while downloading the image.
                FailedOperation.ImageFacedetectFailed Face detection failed.
                FailedOperation.ImageResolutionExceed The image resolution is too high.
                FailedOperation.ImageResolutionTooSmall The image short edge resolution is smaller than 64.
                FailedOperation.ImageSizeExceed The size of the Base64-encoded image cannot exceed 5 MB.
                FailedOperation.RequestLimitExceeded The request frequency exceeds the limit.
                FailedOperation.RequestTimeout The backend service timed out.
                FailedOperation.RpcFail The RPC call failed.
                FailedOperation.SearchFacesExceed The number of faces searched for exceeds the limit.
                FailedOperation.ServerError The algorithm service is exceptional. Please retry.
                FailedOperation.UnKnowError An internal error occurred.
                InternalError Internal error.
                InvalidParameter.InvalidParameter Invalid parameter.
                InvalidParameterValue.AccountFaceNumExceed The number of faces in the account exceeds the limit.
                InvalidParameterValue.DeleteFaceNumExceed The number of faces to be deleted exceeds the limit. Every \
                person must have at least one face image.
                InvalidParameterValue.FaceModelVersionIllegal The algorithm model version is invalid.
                InvalidParameterValue.GroupExDescriptionsExceed The array length of the group's custom description \
                fields exceeds the limit. Up to 5 fields can be created.
                InvalidParameterValue.GroupExDescriptionsNameIdentical The name of the group's custom description \
                field must be unique.
                InvalidParameterValue.GroupExDescriptionsNameIllegal The name of the group's custom description field \
                contains invalid characters. It can contain only letters, -, _, and digits.
                InvalidParameterValue.GroupExDescriptionsNameTooLong The name of the group's custom description field \
                exceeds the length limit.
                InvalidParameterValue.GroupFaceNumExceed The number of faces in the group exceeds the limit.
                InvalidParameterValue.GroupIdAlreadyExist The group ID already exists. It must be unique.
                InvalidParameterValue.GroupIdIllegal The group ID contains invalid characters. It can contain only \
                letters, digits, and special symbols (-%@#&_).
                InvalidParameterValue.GroupIdNotExist The group ID does not exist.
                InvalidParameterValue.GroupIdTooLong The group ID exceeds the length limit.
                InvalidParameterValue.GroupIdsExceed The list of groups passed in exceeds the limit.
                InvalidParameterValue.GroupNameAlreadyExist The group name already exists. It must be unique.
                InvalidParameterValue.GroupNameIllegal The group name contains invalid characters. It can contain only \
                letters, -, _, and digits.
                InvalidParameterValue.GroupNameTooLong The group name exceeds the length limit.
                InvalidParameterValue.GroupNumExceed The number of groups exceeds the limit. If you need more, please \
                contact us.
                InvalidParameterValue.GroupNumPerPersonExceed The number of groups exceeds the limit. One person can \
                be added to up to 100 groups.
                InvalidParameterValue.GroupTagIllegal The group remarks field contains invalid characters. It can \
                contain only letters, -, _, and digits.
                InvalidParameterValue.GroupTagTooLong The group remarks field exceeds the length limit.
                InvalidParameterValue.ImageEmpty Empty image.
                InvalidParameterValue.LimitExceed The number of returned results exceeds the limit.
                InvalidParameterValue.NoFaceInGroups There are no faces in the specified group.
                InvalidParameterValue.NoFaceInPhoto There are no faces in the image.
                InvalidParameterValue.OffsetExceed The starting number is too large. Please check the length of the \
                array to be requested.
                InvalidParameterValue.PersonExDescriptionInfosExceed The array length of the person's custom \
                description fields exceeds the limit. Up to 5 fields are allowed.
                InvalidParameterValue.PersonExDescriptionsNameIdentical The name of the person's custom description \
                field must be unique.
                InvalidParameterValue.PersonExDescriptionsNameIllegal The name of the person's custom description \
                field contains invalid characters. It can contain only letters, -, _, and digits.
                InvalidParameterValue.PersonExDescriptionsNameTooLong The name of the person's custom description \
                field exceeds the length limit.
                InvalidParameterValue.PersonExistInGroup The ID of the corresponding person is already in the group.
                InvalidParameterValue.PersonFaceNumExceed The number of face images for the person exceeds the limit. \
                One person can have up to 5 face images.
                InvalidParameterValue.PersonGenderIllegal An error occurred while setting person gender. 0: empty; 1: \
                male; 2: female.
                InvalidParameterValue.PersonIdAlreadyExist The person ID already exists. It must be unique.
                InvalidParameterValue.PersonIdIllegal The person ID contains invalid characters. It can contain only \
                letters, digits, and -%@#&_.
                InvalidParameterValue.PersonIdNotExist The person ID does not exist.
                InvalidParameterValue.PersonIdTooLong The person ID field exceeds the length limit.
                InvalidParameterValue.PersonNameIllegal The person name contains invalid characters. It can contain \
                only letters, -, _, and digits.
                InvalidParameterValue.PersonNameTooLong The person name exceeds the length limit.
                InvalidParameterValue.SearchPersonsExceed The number of persons searched for exceeds the limit.
                InvalidParameterValue.UploadFaceNumExceed Up to four faces can be uploaded at a time.
                InvalidParameterValue.UrlIllegal Invalid URL format.
                LimitExceeded.ErrorFaceNumExceed The number of faces exceeds the limit.
                MissingParameter.ErrorParameterEmpty A required parameter is empty.
                ResourceUnavailable.Delivering The resource is being shipped.
                ResourceUnavailable.Freeze The account has been frozen.
                ResourceUnavailable.InArrears The account is in arrears.
                ResourceUnavailable.LowBalance Insufficient balance.
                ResourceUnavailable.NotExist The billing status is unknown. Please check whether the service has been \
                activated in the console.
                ResourceUnavailable.Recover The resource has been repossessed.
                ResourceUnavailable.StopUsing Services for the account has been stopped.
                ResourceUnavailable.UnknownStatus The billing status is unknown.
                ResourcesSoldOut.ChargeStatusException The billing status is exceptional.
                UnsupportedOperation.UnknowMethod Unknown method name.
                """),
        Page(
            topic: .common, count: 38,
            table: """
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
            table: """
                FailedOperation.DecryptSystemError
                FailedOperation.EncryptSystemError
                InternalError.EncryptSystemError
                InvalidParameter.UnsupportEncryptField
                """),
    ]
}
