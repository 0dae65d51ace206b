// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
internal import StrictJSON

/// The parameters of LivenessCompare, and what of them can be judged without looking at a face.
struct LivenessCompareInput {
    /// How many frames `Optional` asks for; nil when it asks for none.
    let frameCount: Int?
    /// What a scenario may recognise the request by.
    private(set) var subject = ScenarioSubject()
    /// The code of a failed check that the media leave no doubt about; nil for none.
    private(set) var failure: String?

    private static let maximumImageCharacters = 3 << 20
    private static let maximumVideoCharacters = 8 << 20

    /// Reads the parameters.
    ///
    /// - Throws: `InvalidParameter` when a photo or a video is missing; `InvalidParameterValue` for a value that the
    ///   page does not allow.
    init(_ parameters: Parameters) throws(ServiceFailure) {
        let type = parameters.text("LivenessType") ?? ""
        guard ["LIP", "ACTION", "SILENT"].contains(type) else {
            throw .value(of: "LivenessType", "it is none of LIP, ACTION and SILENT")
        }
        try Self.checkValidateData(parameters.text("ValidateData") ?? "", of: type)
        frameCount = try Self.frameCount(parameters.text("Optional"))
        try readImage(parameters)
        try readVideo(parameters, type: type)
    }

    private static func checkValidateData(_ text: String, of type: String) throws(ServiceFailure) {
        switch type {
        case "LIP":
            guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .value(of: "ValidateData", "LIP takes a code of four digits")
            }
        case "ACTION":
            let actions = text.split(separator: ",", omittingEmptySubsequences: false)
            guard actions.allSatisfy({ $0 == "1" || $0 == "2" }) else {
                throw .value(of: "ValidateData", "ACTION takes an order of actions such as 1,2")
            }
        default:
            guard text.isEmpty else { throw .value(of: "ValidateData", "SILENT takes none") }
        }
    }

    /// `{"BestFrameNum": 2}` as a text.
    private static func frameCount(_ text: String?) throws(ServiceFailure) -> Int? {
        guard let text else { return nil }
        let options: JSONValue
        do throws(JSONError) { options = try JSONValue(parsing: text.utf8.span) } catch {
            throw .value(of: "Optional", "it is no JSON")
        }
        guard options.object != nil else { throw .value(of: "Optional", "it is no JSON object") }
        guard let member = options["BestFrameNum"] else { return nil }
        guard let count = member.int, (2...10).contains(count) else {
            throw .value(of: "Optional", "BestFrameNum is not from 2 to 10")
        }
        return count
    }

    private mutating func readImage(_ parameters: Parameters) throws(ServiceFailure) {
        // The content wins over the URL.
        guard parameters.characterCount("ImageBase64") > 0 else {
            return try readURL("ImageUrl", parameters, orElse: "ImageBase64 or ImageUrl is required")
        }
        guard parameters.characterCount("ImageBase64") <= Self.maximumImageCharacters else {
            return fail("FailedOperation.LifePhotoSizeError")
        }
        guard let media = try Self.media("ImageBase64", parameters) else { return }
        // No code of the page says that a photo is none; that there is no face in it is true at least.
        guard media.isOne(of: [.jpeg, .png]) else { return fail("FailedOperation.LifePhotoDetectNoFaces") }
        subject.media.append(media.digest)
    }

    private mutating func readVideo(_ parameters: Parameters, type: String) throws(ServiceFailure) {
        guard parameters.characterCount("VideoBase64") > 0 else {
            return try readURL("VideoUrl", parameters, orElse: "VideoBase64 or VideoUrl is required")
        }
        guard parameters.characterCount("VideoBase64") <= Self.maximumVideoCharacters else {
            return fail("FailedOperation.LipSizeError")
        }
        guard let media = try Self.media("VideoBase64", parameters) else { return }
        guard media.isOne(of: [.mp4, .avi, .flv]), let info = media.info, info.videoCodec != nil else {
            return fail("FailedOperation.LipVideoInvalid")
        }
        subject.media.append(media.digest)
        if type == "LIP", !info.hasAudio { fail("FailedOperation.LipVoiceDetect") }
        if type == "SILENT", let seconds = info.durationSeconds, seconds <= 2 { fail("FailedOperation.SilentTooShort") }
    }

    /// Nothing is fetched; a scenario may recognise the URL.
    private mutating func readURL(
        _ name: String, _ parameters: Parameters, orElse problem: String
    ) throws(ServiceFailure) {
        guard let url = parameters.text(name) else {
            throw ServiceFailure("InvalidParameter", "Invalid parameter: \(problem).")
        }
        guard ReceivedMedia.isURL(url) else { return fail("FailedOperation.DownLoadError") }
        subject.tokens.append(url)
    }

    private static func media(_ name: String, _ parameters: Parameters) throws(ServiceFailure) -> ReceivedMedia? {
        try ReceivedMedia(name, of: parameters, limit: .max, tooLarge: .requestTooLarge)
    }

    /// Keeps the first failure.
    private mutating func fail(_ code: String) { failure = failure ?? code }
}
