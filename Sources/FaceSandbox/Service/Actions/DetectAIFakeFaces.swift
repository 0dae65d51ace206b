// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
internal import StrictJSON

/// DetectAIFakeFaces: does a photo or video look forged.
///
/// Source: tencentcloud.com/document/product/1061/64467.
struct DetectAIFakeFaces: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "faceid", name: "DetectAIFakeFaces", version: "2018-03-01", requestsPerSecond: 5,
            parameters: [
                .string("FaceInput"), .integer("FaceInputType"), .encryption, .string("EncryptedBody"),
            ],
            encryption: .init(takesWholeBody: true))
    }

    private static let maximumCharacters = 10 << 20
    private static let maximumSeconds = 20.0

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        let media = try media(of: parameters)
        return ActionAnswer(
            members: [
                .init("AttackRiskLevel", "Low"), .init("AttackRiskDetailList", []), .init("ExtraInfo", .null),
            ],
            subject: ScenarioSubject(media: [media.digest]))
    }

    private func media(of parameters: Parameters) throws(ServiceFailure) -> ReceivedMedia {
        guard let type = parameters.integer("FaceInputType"), type == 1 || type == 2 else {
            throw ServiceFailure("InvalidParameter", "Invalid parameter: FaceInputType is 1 or 2.")
        }
        guard
            let media = try ReceivedMedia(
                "FaceInput", of: parameters, limit: Self.maximumCharacters,
                tooLarge: .value(of: "FaceInput", "it is larger than 10M"))
        else { throw ServiceFailure("InvalidParameter", "Invalid parameter: FaceInput is empty.") }
        try type == 1 ? checkImage(media) : checkVideo(media)
        return media
    }

    private func checkImage(_ media: ReceivedMedia) throws(ServiceFailure) {
        guard media.isOne(of: [.jpeg, .png]), let size = media.info?.pixelSize else {
            throw ServiceFailure("FailedOperation.ImageDecodeFailed", "Image decoding failed.")
        }
        // A face of 100x100 has no room in it.
        guard size.shortSide >= 100 else {
            throw ServiceFailure(
                "FailedOperation.PoorImageQuality", "The image quality is too poor, please check the image quality")
        }
    }

    private func checkVideo(_ media: ReceivedMedia) throws(ServiceFailure) {
        // MOV is on the list of the service's mainland edition.
        guard media.isOne(of: [.mp4, .mov, .avi, .flv]), let info = media.info, info.videoCodec != nil else {
            throw ServiceFailure("FailedOperation.VideoDecodeFailed", "Video decoding abnormality")
        }
        guard info.durationSeconds ?? 0 <= Self.maximumSeconds else {
            throw ServiceFailure(
                "FailedOperation.VideoDurationExceeded",
                "The video duration is too long. The maximum video duration supported by the current interface is 20s.")
        }
        if let size = info.pixelSize, size.longSide > 1280 || size.shortSide > 720 {
            throw .value(of: "FaceInput", "the video is larger than 720p")
        }
    }
}
