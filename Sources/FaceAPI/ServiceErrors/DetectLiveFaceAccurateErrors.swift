// SPDX-License-Identifier: Apache-2.0

extension ServiceErrorCode {
    /// `FailedOperation.ConflictOperation`.
    public static let failedOperationConflictOperation: Self = "FailedOperation.ConflictOperation"
    /// `FailedOperation.DuplicatedGroupDescription`.
    public static let failedOperationDuplicatedGroupDescription: Self = "FailedOperation.DuplicatedGroupDescription"
    /// `FailedOperation.FaceSizeTooSmall`.
    public static let failedOperationFaceSizeTooSmall: Self = "FailedOperation.FaceSizeTooSmall"
    /// `FailedOperation.GroupInDeletedState`.
    public static let failedOperationGroupInDeletedState: Self = "FailedOperation.GroupInDeletedState"
    /// `FailedOperation.GroupPersonMapExist`.
    public static let failedOperationGroupPersonMapExist: Self = "FailedOperation.GroupPersonMapExist"
    /// `FailedOperation.GroupPersonMapNotExist`.
    public static let failedOperationGroupPersonMapNotExist: Self = "FailedOperation.GroupPersonMapNotExist"
    /// `FailedOperation.ImageDownloadError`.
    public static let failedOperationImageDownloadError: Self = "FailedOperation.ImageDownloadError"
    /// `FailedOperation.ImageFacedetectFailed`.
    public static let failedOperationImageFacedetectFailed: Self = "FailedOperation.ImageFacedetectFailed"
    /// `FailedOperation.ImageResolutionExceed`.
    public static let failedOperationImageResolutionExceed: Self = "FailedOperation.ImageResolutionExceed"
    /// `FailedOperation.ImageResolutionTooSmall`.
    public static let failedOperationImageResolutionTooSmall: Self = "FailedOperation.ImageResolutionTooSmall"
    /// `FailedOperation.ImageSizeExceed`.
    public static let failedOperationImageSizeExceed: Self = "FailedOperation.ImageSizeExceed"
    /// `FailedOperation.RequestLimitExceeded`.
    public static let failedOperationRequestLimitExceeded: Self = "FailedOperation.RequestLimitExceeded"
    /// `FailedOperation.RequestTimeout`.
    public static let failedOperationRequestTimeout: Self = "FailedOperation.RequestTimeout"
    /// `FailedOperation.RpcFail`.
    public static let failedOperationRpcFail: Self = "FailedOperation.RpcFail"
    /// `FailedOperation.SearchFacesExceed`.
    public static let failedOperationSearchFacesExceed: Self = "FailedOperation.SearchFacesExceed"
    /// `FailedOperation.ServerError`.
    public static let failedOperationServerError: Self = "FailedOperation.ServerError"
    /// `FailedOperation.UnKnowError`.
    public static let failedOperationUnKnowError: Self = "FailedOperation.UnKnowError"
    /// `InvalidParameter.InvalidParameter`.
    public static let invalidParameterInvalidParameter: Self = "InvalidParameter.InvalidParameter"
    /// `InvalidParameterValue.AccountFaceNumExceed`.
    public static let invalidParameterValueAccountFaceNumExceed: Self = "InvalidParameterValue.AccountFaceNumExceed"
    /// `InvalidParameterValue.DeleteFaceNumExceed`.
    public static let invalidParameterValueDeleteFaceNumExceed: Self = "InvalidParameterValue.DeleteFaceNumExceed"
    /// `InvalidParameterValue.FaceModelVersionIllegal`.
    public static let invalidParameterValueFaceModelVersionIllegal: Self =
        "InvalidParameterValue.FaceModelVersionIllegal"
    /// `InvalidParameterValue.GroupExDescriptionsExceed`.
    public static let invalidParameterValueGroupExDescriptionsExceed: Self =
        "InvalidParameterValue.GroupExDescriptionsExceed"
    /// `InvalidParameterValue.GroupExDescriptionsNameIdentical`.
    public static let invalidParameterValueGroupExDescriptionsNameIdentical: Self =
        "InvalidParameterValue.GroupExDescriptionsNameIdentical"
    /// `InvalidParameterValue.GroupExDescriptionsNameIllegal`.
    public static let invalidParameterValueGroupExDescriptionsNameIllegal: Self =
        "InvalidParameterValue.GroupExDescriptionsNameIllegal"
    /// `InvalidParameterValue.GroupExDescriptionsNameTooLong`.
    public static let invalidParameterValueGroupExDescriptionsNameTooLong: Self =
        "InvalidParameterValue.GroupExDescriptionsNameTooLong"
    /// `InvalidParameterValue.GroupFaceNumExceed`.
    public static let invalidParameterValueGroupFaceNumExceed: Self = "InvalidParameterValue.GroupFaceNumExceed"
    /// `InvalidParameterValue.GroupIdAlreadyExist`.
    public static let invalidParameterValueGroupIdAlreadyExist: Self = "InvalidParameterValue.GroupIdAlreadyExist"
    /// `InvalidParameterValue.GroupIdIllegal`.
    public static let invalidParameterValueGroupIdIllegal: Self = "InvalidParameterValue.GroupIdIllegal"
    /// `InvalidParameterValue.GroupIdNotExist`.
    public static let invalidParameterValueGroupIdNotExist: Self = "InvalidParameterValue.GroupIdNotExist"
    /// `InvalidParameterValue.GroupIdTooLong`.
    public static let invalidParameterValueGroupIdTooLong: Self = "InvalidParameterValue.GroupIdTooLong"
    /// `InvalidParameterValue.GroupIdsExceed`.
    public static let invalidParameterValueGroupIdsExceed: Self = "InvalidParameterValue.GroupIdsExceed"
    /// `InvalidParameterValue.GroupNameAlreadyExist`.
    public static let invalidParameterValueGroupNameAlreadyExist: Self = "InvalidParameterValue.GroupNameAlreadyExist"
    /// `InvalidParameterValue.GroupNameIllegal`.
    public static let invalidParameterValueGroupNameIllegal: Self = "InvalidParameterValue.GroupNameIllegal"
    /// `InvalidParameterValue.GroupNameTooLong`.
    public static let invalidParameterValueGroupNameTooLong: Self = "InvalidParameterValue.GroupNameTooLong"
    /// `InvalidParameterValue.GroupNumExceed`.
    public static let invalidParameterValueGroupNumExceed: Self = "InvalidParameterValue.GroupNumExceed"
    /// `InvalidParameterValue.GroupNumPerPersonExceed`.
    public static let invalidParameterValueGroupNumPerPersonExceed: Self =
        "InvalidParameterValue.GroupNumPerPersonExceed"
    /// `InvalidParameterValue.GroupTagIllegal`.
    public static let invalidParameterValueGroupTagIllegal: Self = "InvalidParameterValue.GroupTagIllegal"
    /// `InvalidParameterValue.GroupTagTooLong`.
    public static let invalidParameterValueGroupTagTooLong: Self = "InvalidParameterValue.GroupTagTooLong"
    /// `InvalidParameterValue.ImageEmpty`.
    public static let invalidParameterValueImageEmpty: Self = "InvalidParameterValue.ImageEmpty"
    /// `InvalidParameterValue.LimitExceed`.
    public static let invalidParameterValueLimitExceed: Self = "InvalidParameterValue.LimitExceed"
    /// `InvalidParameterValue.NoFaceInGroups`.
    public static let invalidParameterValueNoFaceInGroups: Self = "InvalidParameterValue.NoFaceInGroups"
    /// `InvalidParameterValue.NoFaceInPhoto`.
    public static let invalidParameterValueNoFaceInPhoto: Self = "InvalidParameterValue.NoFaceInPhoto"
    /// `InvalidParameterValue.OffsetExceed`.
    public static let invalidParameterValueOffsetExceed: Self = "InvalidParameterValue.OffsetExceed"
    /// `InvalidParameterValue.PersonExDescriptionInfosExceed`.
    public static let invalidParameterValuePersonExDescriptionInfosExceed: Self =
        "InvalidParameterValue.PersonExDescriptionInfosExceed"
    /// `InvalidParameterValue.PersonExDescriptionsNameIdentical`.
    public static let invalidParameterValuePersonExDescriptionsNameIdentical: Self =
        "InvalidParameterValue.PersonExDescriptionsNameIdentical"
    /// `InvalidParameterValue.PersonExDescriptionsNameIllegal`.
    public static let invalidParameterValuePersonExDescriptionsNameIllegal: Self =
        "InvalidParameterValue.PersonExDescriptionsNameIllegal"
    /// `InvalidParameterValue.PersonExDescriptionsNameTooLong`.
    public static let invalidParameterValuePersonExDescriptionsNameTooLong: Self =
        "InvalidParameterValue.PersonExDescriptionsNameTooLong"
    /// `InvalidParameterValue.PersonExistInGroup`.
    public static let invalidParameterValuePersonExistInGroup: Self = "InvalidParameterValue.PersonExistInGroup"
    /// `InvalidParameterValue.PersonFaceNumExceed`.
    public static let invalidParameterValuePersonFaceNumExceed: Self = "InvalidParameterValue.PersonFaceNumExceed"
    /// `InvalidParameterValue.PersonGenderIllegal`.
    public static let invalidParameterValuePersonGenderIllegal: Self = "InvalidParameterValue.PersonGenderIllegal"
    /// `InvalidParameterValue.PersonIdAlreadyExist`.
    public static let invalidParameterValuePersonIdAlreadyExist: Self = "InvalidParameterValue.PersonIdAlreadyExist"
    /// `InvalidParameterValue.PersonIdIllegal`.
    public static let invalidParameterValuePersonIdIllegal: Self = "InvalidParameterValue.PersonIdIllegal"
    /// `InvalidParameterValue.PersonIdNotExist`.
    public static let invalidParameterValuePersonIdNotExist: Self = "InvalidParameterValue.PersonIdNotExist"
    /// `InvalidParameterValue.PersonIdTooLong`.
    public static let invalidParameterValuePersonIdTooLong: Self = "InvalidParameterValue.PersonIdTooLong"
    /// `InvalidParameterValue.PersonNameIllegal`.
    public static let invalidParameterValuePersonNameIllegal: Self = "InvalidParameterValue.PersonNameIllegal"
    /// `InvalidParameterValue.PersonNameTooLong`.
    public static let invalidParameterValuePersonNameTooLong: Self = "InvalidParameterValue.PersonNameTooLong"
    /// `InvalidParameterValue.SearchPersonsExceed`.
    public static let invalidParameterValueSearchPersonsExceed: Self = "InvalidParameterValue.SearchPersonsExceed"
    /// `InvalidParameterValue.UploadFaceNumExceed`.
    public static let invalidParameterValueUploadFaceNumExceed: Self = "InvalidParameterValue.UploadFaceNumExceed"
    /// `InvalidParameterValue.UrlIllegal`.
    public static let invalidParameterValueUrlIllegal: Self = "InvalidParameterValue.UrlIllegal"
    /// `LimitExceeded.ErrorFaceNumExceed`.
    public static let limitExceededErrorFaceNumExceed: Self = "LimitExceeded.ErrorFaceNumExceed"
    /// `MissingParameter.ErrorParameterEmpty`.
    public static let missingParameterErrorParameterEmpty: Self = "MissingParameter.ErrorParameterEmpty"
    /// `ResourceUnavailable.Delivering`.
    public static let resourceUnavailableDelivering: Self = "ResourceUnavailable.Delivering"
    /// `ResourceUnavailable.Freeze`.
    public static let resourceUnavailableFreeze: Self = "ResourceUnavailable.Freeze"
    /// `ResourceUnavailable.InArrears`.
    public static let resourceUnavailableInArrears: Self = "ResourceUnavailable.InArrears"
    /// `ResourceUnavailable.LowBalance`.
    public static let resourceUnavailableLowBalance: Self = "ResourceUnavailable.LowBalance"
    /// `ResourceUnavailable.NotExist`.
    public static let resourceUnavailableNotExist: Self = "ResourceUnavailable.NotExist"
    /// `ResourceUnavailable.Recover`.
    public static let resourceUnavailableRecover: Self = "ResourceUnavailable.Recover"
    /// `ResourceUnavailable.StopUsing`.
    public static let resourceUnavailableStopUsing: Self = "ResourceUnavailable.StopUsing"
    /// `ResourceUnavailable.UnknownStatus`.
    public static let resourceUnavailableUnknownStatus: Self = "ResourceUnavailable.UnknownStatus"
    /// `ResourcesSoldOut.ChargeStatusException`.
    public static let resourcesSoldOutChargeStatusException: Self = "ResourcesSoldOut.ChargeStatusException"
    /// `UnsupportedOperation.UnknowMethod`.
    public static let unsupportedOperationUnknowMethod: Self = "UnsupportedOperation.UnknowMethod"
}

extension ServiceErrorTable {
    /// The codes of the DetectLiveFaceAccurate page.
    ///
    /// The page lists the codes of the whole face product; those about groups, persons and face sets never
    /// come back from this call.
    ///
    /// Source: DetectLiveFaceAccurate, section 6 (2025-11-13).
    static let detectLiveFaceAccurate: [ServiceErrorDocumentation] = [
        .init(
            .failedOperationConflictOperation, in: .detectLiveFaceAccurate, .transient,
            "The operations conflict. Do not operate on the same person simultaneously"),
        .init(
            .failedOperationDuplicatedGroupDescription, in: .detectLiveFaceAccurate, .never,
            "The custom description field must be unique in the group"),
        .init(
            .failedOperationFaceSizeTooSmall, in: .detectLiveFaceAccurate, .otherMedia,
            "The face frame size is smaller than the MinFaceSize value, and the face is filtered out"),
        .init(
            .failedOperationGroupInDeletedState, in: .detectLiveFaceAccurate, .transient,
            "The current group is being deleted. Please wait"),
        .init(
            .failedOperationGroupPersonMapExist, in: .detectLiveFaceAccurate, .never,
            "The ID of the corresponding person is already in the group"),
        .init(
            .failedOperationGroupPersonMapNotExist, in: .detectLiveFaceAccurate, .never,
            "The ID of the corresponding person is not in the group"),
        .init(.failedOperationImageDecodeFailed, in: .detectLiveFaceAccurate, .otherMedia, "Image decoding failed"),
        .init(
            .failedOperationImageDownloadError, in: .detectLiveFaceAccurate, .transient,
            "An error occurred while downloading the image"),
        .init(.failedOperationImageFacedetectFailed, in: .detectLiveFaceAccurate, .otherMedia, "Face detection failed"),
        .init(
            .failedOperationImageResolutionExceed, in: .detectLiveFaceAccurate, .otherMedia,
            "The image resolution is too high"),
        .init(
            .failedOperationImageResolutionTooSmall, in: .detectLiveFaceAccurate, .otherMedia,
            "The image short edge resolution is smaller than 64"),
        .init(
            .failedOperationImageSizeExceed, in: .detectLiveFaceAccurate, .otherMedia,
            "The size of the Base64-encoded image cannot exceed 5 MB"),
        .init(
            .failedOperationRequestLimitExceeded, in: .detectLiveFaceAccurate, .backOff,
            "The request frequency exceeds the limit"),
        .init(.failedOperationRequestTimeout, in: .detectLiveFaceAccurate, .transient, "The backend service timed out"),
        .init(.failedOperationRpcFail, in: .detectLiveFaceAccurate, .transient, "The RPC call failed"),
        .init(
            .failedOperationSearchFacesExceed, in: .detectLiveFaceAccurate, .never,
            "The number of faces searched for exceeds the limit"),
        .init(
            .failedOperationServerError, in: .detectLiveFaceAccurate, .transient,
            "The algorithm service is exceptional. Please retry"),
        .init(.failedOperationUnKnowError, in: .detectLiveFaceAccurate, .transient, "An internal error occurred"),
        .init(.internalError, in: .detectLiveFaceAccurate, .transient, "Internal error"),
        .init(.invalidParameterInvalidParameter, in: .detectLiveFaceAccurate, .never, "Invalid parameter"),
        .init(
            .invalidParameterValueAccountFaceNumExceed, in: .detectLiveFaceAccurate, .never,
            "The number of faces in the account exceeds the limit"),
        .init(
            .invalidParameterValueDeleteFaceNumExceed, in: .detectLiveFaceAccurate, .never,
            "The number of faces to be deleted exceeds the limit. Every person must have at least one face image"),
        .init(
            .invalidParameterValueFaceModelVersionIllegal, in: .detectLiveFaceAccurate, .never,
            "The algorithm model version is invalid"),
        .init(
            .invalidParameterValueGroupExDescriptionsExceed, in: .detectLiveFaceAccurate, .never,
            "The array length of the group's custom description fields exceeds the limit. Up to 5 fields "
                + "can be created"),
        .init(
            .invalidParameterValueGroupExDescriptionsNameIdentical, in: .detectLiveFaceAccurate, .never,
            "The name of the group's custom description field must be unique"),
        .init(
            .invalidParameterValueGroupExDescriptionsNameIllegal, in: .detectLiveFaceAccurate, .never,
            "The name of the group's custom description field contains invalid characters. It can "
                + "contain only letters, -, _, and digits"),
        .init(
            .invalidParameterValueGroupExDescriptionsNameTooLong, in: .detectLiveFaceAccurate, .never,
            "The name of the group's custom description field exceeds the length limit"),
        .init(
            .invalidParameterValueGroupFaceNumExceed, in: .detectLiveFaceAccurate, .never,
            "The number of faces in the group exceeds the limit"),
        .init(
            .invalidParameterValueGroupIdAlreadyExist, in: .detectLiveFaceAccurate, .never,
            "The group ID already exists. It must be unique"),
        .init(
            .invalidParameterValueGroupIdIllegal, in: .detectLiveFaceAccurate, .never,
            "The group ID contains invalid characters. It can contain only letters, digits, and special "
                + "symbols (-%@#&_)"),
        .init(
            .invalidParameterValueGroupIdNotExist, in: .detectLiveFaceAccurate, .never,
            "The group ID does not exist"),
        .init(
            .invalidParameterValueGroupIdTooLong, in: .detectLiveFaceAccurate, .never,
            "The group ID exceeds the length limit"),
        .init(
            .invalidParameterValueGroupIdsExceed, in: .detectLiveFaceAccurate, .never,
            "The list of groups passed in exceeds the limit"),
        .init(
            .invalidParameterValueGroupNameAlreadyExist, in: .detectLiveFaceAccurate, .never,
            "The group name already exists. It must be unique"),
        .init(
            .invalidParameterValueGroupNameIllegal, in: .detectLiveFaceAccurate, .never,
            "The group name contains invalid characters. It can contain only letters, -, _, and digits"),
        .init(
            .invalidParameterValueGroupNameTooLong, in: .detectLiveFaceAccurate, .never,
            "The group name exceeds the length limit"),
        .init(
            .invalidParameterValueGroupNumExceed, in: .detectLiveFaceAccurate, .never,
            "The number of groups exceeds the limit. If you need more, please contact us"),
        .init(
            .invalidParameterValueGroupNumPerPersonExceed, in: .detectLiveFaceAccurate, .never,
            "The number of groups exceeds the limit. One person can be added to up to 100 groups"),
        .init(
            .invalidParameterValueGroupTagIllegal, in: .detectLiveFaceAccurate, .never,
            "The group remarks field contains invalid characters. It can contain only letters, -, _, and digits"),
        .init(
            .invalidParameterValueGroupTagTooLong, in: .detectLiveFaceAccurate, .never,
            "The group remarks field exceeds the length limit"),
        .init(.invalidParameterValueImageEmpty, in: .detectLiveFaceAccurate, .otherMedia, "Empty image"),
        .init(
            .invalidParameterValueLimitExceed, in: .detectLiveFaceAccurate, .never,
            "The number of returned results exceeds the limit"),
        .init(
            .invalidParameterValueNoFaceInGroups, in: .detectLiveFaceAccurate, .never,
            "There are no faces in the specified group"),
        .init(
            .invalidParameterValueNoFaceInPhoto, in: .detectLiveFaceAccurate, .otherMedia,
            "There are no faces in the image"),
        .init(
            .invalidParameterValueOffsetExceed, in: .detectLiveFaceAccurate, .never,
            "The starting number is too large. Please check the length of the array to be requested"),
        .init(
            .invalidParameterValuePersonExDescriptionInfosExceed, in: .detectLiveFaceAccurate, .never,
            "The array length of the person's custom description fields exceeds the limit. Up to 5 fields are allowed"),
        .init(
            .invalidParameterValuePersonExDescriptionsNameIdentical, in: .detectLiveFaceAccurate, .never,
            "The name of the person's custom description field must be unique"),
        .init(
            .invalidParameterValuePersonExDescriptionsNameIllegal, in: .detectLiveFaceAccurate, .never,
            "The name of the person's custom description field contains invalid characters. It can "
                + "contain only letters, -, _, and digits"),
        .init(
            .invalidParameterValuePersonExDescriptionsNameTooLong, in: .detectLiveFaceAccurate, .never,
            "The name of the person's custom description field exceeds the length limit"),
        .init(
            .invalidParameterValuePersonExistInGroup, in: .detectLiveFaceAccurate, .never,
            "The ID of the corresponding person is already in the group"),
        .init(
            .invalidParameterValuePersonFaceNumExceed, in: .detectLiveFaceAccurate, .never,
            "The number of face images for the person exceeds the limit. One person can have up to 5 face images"),
        .init(
            .invalidParameterValuePersonGenderIllegal, in: .detectLiveFaceAccurate, .never,
            "An error occurred while setting person gender. 0: empty; 1: male; 2: female"),
        .init(
            .invalidParameterValuePersonIdAlreadyExist, in: .detectLiveFaceAccurate, .never,
            "The person ID already exists. It must be unique"),
        .init(
            .invalidParameterValuePersonIdIllegal, in: .detectLiveFaceAccurate, .never,
            "The person ID contains invalid characters. It can contain only letters, digits, and -%@#&_"),
        .init(
            .invalidParameterValuePersonIdNotExist, in: .detectLiveFaceAccurate, .never,
            "The person ID does not exist"),
        .init(
            .invalidParameterValuePersonIdTooLong, in: .detectLiveFaceAccurate, .never,
            "The person ID field exceeds the length limit"),
        .init(
            .invalidParameterValuePersonNameIllegal, in: .detectLiveFaceAccurate, .never,
            "The person name contains invalid characters. It can contain only letters, -, _, and digits"),
        .init(
            .invalidParameterValuePersonNameTooLong, in: .detectLiveFaceAccurate, .never,
            "The person name exceeds the length limit"),
        .init(
            .invalidParameterValueSearchPersonsExceed, in: .detectLiveFaceAccurate, .never,
            "The number of persons searched for exceeds the limit"),
        .init(
            .invalidParameterValueUploadFaceNumExceed, in: .detectLiveFaceAccurate, .never,
            "Up to four faces can be uploaded at a time"),
        .init(.invalidParameterValueUrlIllegal, in: .detectLiveFaceAccurate, .never, "Invalid URL format"),
        .init(
            .limitExceededErrorFaceNumExceed, in: .detectLiveFaceAccurate, .otherMedia,
            "The number of faces exceeds the limit"),
        .init(
            .missingParameterErrorParameterEmpty, in: .detectLiveFaceAccurate, .never,
            "A required parameter is empty"),
        .init(.resourceUnavailableDelivering, in: .detectLiveFaceAccurate, .never, "The resource is being shipped"),
        .init(.resourceUnavailableFreeze, in: .detectLiveFaceAccurate, .never, "The account has been frozen"),
        .init(.resourceUnavailableInArrears, in: .detectLiveFaceAccurate, .never, "The account is in arrears"),
        .init(.resourceUnavailableLowBalance, in: .detectLiveFaceAccurate, .never, "Insufficient balance"),
        .init(
            .resourceUnavailableNotExist, in: .detectLiveFaceAccurate, .never,
            "The billing status is unknown. Please check whether the service has been activated in the console"),
        .init(.resourceUnavailableRecover, in: .detectLiveFaceAccurate, .never, "The resource has been repossessed"),
        .init(
            .resourceUnavailableStopUsing, in: .detectLiveFaceAccurate, .never,
            "Services for the account has been stopped"),
        .init(.resourceUnavailableUnknownStatus, in: .detectLiveFaceAccurate, .never, "The billing status is unknown"),
        .init(
            .resourcesSoldOutChargeStatusException, in: .detectLiveFaceAccurate, .never,
            "The billing status is exceptional"),
        .init(.unsupportedOperationUnknowMethod, in: .detectLiveFaceAccurate, .never, "Unknown method name"),
    ]
}
