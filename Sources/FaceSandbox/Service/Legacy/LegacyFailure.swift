// SPDX-License-Identifier: Apache-2.0

/// An error of the older service: a number and a message.
struct LegacyFailure: Error, Hashable, Sendable {
    let code: Int
    let message: String

    init(_ code: Int, _ message: String) {
        self.code = code
        self.message = message
    }

    static let badRequest = Self(3, "bad request")
    static let signatureEmpty = Self(4, "signature is empty")
    static let signatureMalformed = Self(5, "signature string is wrong")
    static let signatureSingleUse = Self(5, "signature string is wrong: a multi-use signature is required")
    static let wrongTarget = Self(6, "appid or bucket of the signature does not match")
    static let signatureExpired = Self(9, "signature has expired")
    static let appIDMissing = Self(10, "appid does not exist")
    static let secretIDUnknown = Self(11, "secretid does not exist")
    static let signatureWrong = Self(14, "signature check failed")
    static let tooOften = Self(15, "too frequent")
    static let invalidParameter = Self(21, "invalid parameter")
    static let bodyTooLarge = Self(23, "request body is too large")
    static let imageDecodeFailed = Self(-4016, "selfie could not be decoded")
    static let downloadFailed = Self(-5805, "no image, or the url could not be downloaded")

    /// What a scenario's code says when the scenario has no words for it: every number of the page.
    ///
    /// Source: the error table of document/api/641/12558, in English.
    static let published: [Int: String] = [
        3: "bad request",
        4: "signature is empty",
        5: "signature string is wrong",
        6: "appid or bucket of the signature does not match",
        9: "signature has expired",
        10: "appid does not exist",
        11: "secretid does not exist",
        12: "appid and secretid do not match",
        13: "replay",
        14: "signature check failed",
        15: "too frequent",
        16: "bucket does not exist",
        21: "invalid parameter",
        23: "request body is too large",
        107: "authentication service is not available",
        108: "authentication service is not available",
        213: "internal error",
        -4006: "selfie feature extraction failed",
        -4007: "selfie comparison failed",
        -4009: "card photo feature extraction failed",
        -4010: "similarity of selfie and card photo could not be computed",
        -4015: "selfie face detection failed",
        -4016: "selfie could not be decoded",
        -4017: "card photo face detection failed",
        -4018: "card photo could not be decoded",
        -5001: "video is invalid",
        -5002: "lip reading failed",
        -5005: "too few photos could be taken from the video",
        -5007: "video has no sound",
        -5008: "speech recognition failed",
        -5009: "no mouth or no face in the video",
        -5010: "lip movement failed",
        -5011: "liveness detection failed",
        -5012: "too much noise in the video",
        -5013: "sound of the video is too low",
        -5014: "level parameter of liveness detection is invalid",
        -5015: "pixels are below 320x480",
        -5801: "identity number or name is missing",
        -5802: "internal server error",
        -5803: "name and identity number do not match",
        -5804: "identity number is invalid",
        -5805: "no image, or the url could not be downloaded",
        -5806: "format of identity number or name is wrong",
        -5807: "identity could not be looked up",
    ]
}
