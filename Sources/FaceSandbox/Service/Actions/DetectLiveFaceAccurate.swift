// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
internal import StrictJSON

/// DetectLiveFaceAccurate: does a photo show a person, or a screen, a print or a mask.
///
/// Source: tencentcloud.com/document/product/1059/38513.
struct DetectLiveFaceAccurate: ServiceAction {
    var description: ActionDescription {
        ActionDescription(
            service: "iai", name: "DetectLiveFaceAccurate", version: "2020-03-03",
            regions: .required([
                "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-nanjing", "ap-shanghai",
                "ap-singapore",
            ]),
            parameters: [.string("Image"), .string("Url"), .string("FaceModelVersion")])
    }

    private static let maximumCharacters = 5 << 20

    func answer(_ parameters: Parameters, in environment: ActionEnvironment) throws(ServiceFailure) -> ActionAnswer {
        guard ["", "3.0"].contains(parameters.string("FaceModelVersion") ?? "") else {
            throw ServiceFailure(published: "InvalidParameterValue.FaceModelVersionIllegal")
        }
        return ActionAnswer(
            members: [.init("Score", 99), .init("FaceModelVersion", "3.0")], subject: try subject(of: parameters))
    }

    private func subject(of parameters: Parameters) throws(ServiceFailure) -> ScenarioSubject {
        // The URL wins over the content. Nothing is fetched; a scenario may recognise the URL.
        if let url = parameters.text("Url") {
            guard ReceivedMedia.isURL(url) else { throw ServiceFailure(published: "InvalidParameterValue.UrlIllegal") }
            return ScenarioSubject(tokens: [url])
        }
        guard parameters.has("Image") else { throw ServiceFailure(published: "MissingParameter.ErrorParameterEmpty") }
        guard
            let media = try ReceivedMedia(
                "Image", of: parameters, limit: Self.maximumCharacters,
                tooLarge: ServiceFailure(published: "FailedOperation.ImageSizeExceed"),
                malformed: ServiceFailure(published: "FailedOperation.ImageDecodeFailed"))
        else { throw ServiceFailure(published: "InvalidParameterValue.ImageEmpty") }
        try check(media)
        return ScenarioSubject(media: [media.digest])
    }

    private func check(_ media: ReceivedMedia) throws(ServiceFailure) {
        guard media.isOne(of: [.jpeg, .png, .bmp]), let info = media.info, let size = info.pixelSize else {
            throw ServiceFailure(published: "FailedOperation.ImageDecodeFailed")
        }
        guard size.longSide <= (info.format == .jpeg ? 4_000 : 2_000) else {
            throw ServiceFailure(published: "FailedOperation.ImageResolutionExceed")
        }
        guard size.shortSide >= 64 else {
            throw ServiceFailure(published: "FailedOperation.ImageResolutionTooSmall")
        }
    }
}
