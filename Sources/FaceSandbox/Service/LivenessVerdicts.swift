// SPDX-License-Identifier: Apache-2.0

/// What the numbers in `Result` of GetLivenessResult mean.
///
/// Source: tencentcloud.com/document/product/1061/55390; `CompareResult` of the vendor's packages for -999.
enum LivenessVerdicts {
    /// The meaning of a number.
    static func text(of result: String) -> String { texts[result] ?? "The verification failed" }

    private static let texts: [String: String] = [
        "0": "Success",
        "1": "Invalid parameter",
        "2": "Incorrect parameter value",
        "3": "Bad request",
        "4": "Internal service error",
        "8": "Internal service error",
        "9": "Internal service error",
        "10": "Internal service error",
        "11": "Internal service error",
        "14": "The verification has been completed",
        "15": "The token expired",
        "16": "The retry limit has been reached",
        "202": "Failed to get the video",
        "1001": "Failed to call the liveness engine",
        "1002": "Suspected spoofed recording",
        "1003": "Real person detection failed",
        "1004": "Face detection failed",
        "1005": "Liveness detection failed",
        "1101": "No sound is detected",
        "1102": "The face is not fully exposed",
        "1103": "Speech recognition failed",
        "1104": "The video format is incorrect",
        "1105": "Failed to pull the video",
        "1106": "The volume of the video is too low",
        "1107": "The video is empty or its size is inappropriate; the recording should last about 6 seconds",
        "1108": "The video definition is too low",
        "1109": "The lip movement range is too small",
        "1201": "The lighting is too dark or overexposed",
        "1202": "The lighting is unsuitable",
        "1409": "The verification process timed out",
        "1410": "The user left the verification",
        "2004": "The image is too large or too small",
        "2012": "Multiple faces are detected",
        "2013": "No face or no complete face is detected",
        "2014": "The resolution or quality of the image is too low",
        "2015": "The comparison failed",
        "2016": "The similarity is below the threshold",
        "2017": "The face is covered",
        "-999": "The verification is not finished",
    ]
}
