// SPDX-License-Identifier: Apache-2.0

extension LegacyErrorCode {
    typealias Entry = (number: Int, retryAdvice: RetryAdvice, meaning: String)

    /// The codes of the livedetectpicture page, translated.
    ///
    /// Source: livedetectpicture, error codes (867/17719 and the API page).
    static let entries: [Entry] = [
        (3, .never, "The request is wrong; with the message 'account abnormal,errorno is:2' the account is in arrears"),
        (4, .never, "The signature is empty"),
        (5, .never, "The signature string is wrong"),
        (6, .never, "The appid or bucket of the signature is not that of the target"),
        (9, .signAgain, "The signature has expired"),
        (10, .never, "The appid does not exist"),
        (11, .never, "The SecretId does not exist"),
        (12, .never, "The appid and the SecretId do not belong together"),
        (13, .signAgain, "The signature was used before"),
        (14, .never, "The signature does not match"),
        (15, .backOff, "Too many requests: the rate limit is exceeded"),
        (16, .never, "The bucket does not exist"),
        (21, .never, "A parameter is wrong"),
        (23, .never, "The body is too large"),
        (107, .transient, "The authentication service is unavailable"),
        (108, .transient, "The authentication service is unavailable"),
        (213, .transient, "Internal error"),
        (-4006, .otherMedia, "No features could be extracted from the selfie of the video"),
        (-4007, .otherMedia, "The selfies of the video could not be compared with one another"),
        (-4009, .otherMedia, "No features could be extracted from the card photo"),
        (-4010, .otherMedia, "The similarity of the selfie and the card photo could not be computed"),
        (-4015, .otherMedia, "No face was detected in the selfie"),
        (-4016, .otherMedia, "The selfie could not be decoded"),
        (-4017, .otherMedia, "No face was detected in the card photo"),
        (-4018, .otherMedia, "The card photo could not be decoded"),
        (-5001, .otherMedia, "The video is invalid"),
        (-5002, .otherMedia, "The lip reading failed"),
        (-5005, .otherMedia, "Too few photos could be taken from the video"),
        (-5007, .otherMedia, "The video has no sound"),
        (-5008, .otherMedia, "The speech recognition failed"),
        (-5009, .otherMedia, "No mouth or no face was detected in the video"),
        (-5010, .otherMedia, "The lip movement failed"),
        (-5011, .otherMedia, "The liveness detection failed, for any other reason"),
        (-5012, .otherMedia, "The video has too much noise"),
        (-5013, .otherMedia, "The sound of the video is too low"),
        (-5014, .never, "The level parameter of the liveness detection is invalid"),
        (-5015, .otherMedia, "The video has too few pixels: at least 320 * 480"),
        (-5801, .never, "The identity number or the name is missing"),
        (-5802, .transient, "Internal error: the service is unavailable for now"),
        (-5803, .never, "The name and the identity number do not belong together"),
        (-5804, .never, "The identity number is invalid"),
        (-5805, .never, "No image was given, or the url could not be downloaded"),
        (-5806, .never, "The identity number or the name has a wrong format"),
        (-5807, .transient, "The identity could not be looked up"),
    ]
}
