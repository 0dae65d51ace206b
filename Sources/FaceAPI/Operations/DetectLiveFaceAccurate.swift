// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

extension APIDescription {
    static let detectLiveFaceAccurate = APIDescription(
        service: "iai", action: "DetectLiveFaceAccurate", version: "2020-03-03", topic: .detectLiveFaceAccurate,
        isRepeatable: true)
}

extension FaceClient {
    /// Scores whether a photo shows a person, or a screen, print or mask that was photographed.
    ///
    /// - Parameters:
    ///   - request: the photo and the region.
    ///   - options: deadline, progress and the like.
    /// - Throws: ``FaceAPIError``; `refusedByPreflight` and `invalidRequest` before anything is sent,
    ///   `serviceError` with one of the page's codes, `malformedResponse`.
    public func detectLiveFaceAccurate(
        _ request: DetectLiveFaceAccurateRequest, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> DetectLiveFaceAccurateResult {
        try await operate(request, options)
    }
}

extension DetectLiveFaceAccurateRequest: OperationRequest {
    static var api: APIDescription { .detectLiveFaceAccurate }

    func described() throws(FaceAPIError) -> Preflight.DetectLiveFaceAccurate {
        var description = Preflight.DetectLiveFaceAccurate(
            url: url, faceModelVersion: faceModelVersion, region: region)
        if let image { description.image = try image.described() }
        return description
    }

    func bodyByteCount(_ options: CallOptions) throws(FaceAPIError) -> Int {
        var description = Preflight.DetectLiveFaceAccurate(
            url: url, faceModelVersion: faceModelVersion, region: region)
        if let image { description.image = PreflightMedia(byteCount: try image.byteCount()) }
        return description.bodyByteCount
    }

    func body(_ options: CallOptions) throws(FaceAPIError) -> CallBody { CallBody(json: try json()) }

    static func answer(_ response: JSONValue) throws(FaceAPIError) -> DetectLiveFaceAccurateResult {
        try DetectLiveFaceAccurateResult(response: response)
    }
}
