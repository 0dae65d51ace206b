// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

extension APIDescription {
    static let livenessCompare = APIDescription(
        service: "faceid", action: "LivenessCompare", version: "2018-03-01", topic: .livenessCompare,
        isRepeatable: true)
}

extension FaceClient {
    /// Judges whether a video shows a living person, and whether that is the person of a photo.
    ///
    /// A check that fails comes as an error, although the service answers it as a success with a code in
    /// `Result`. The vendor keeps this API for its existing users.
    ///
    /// - Parameters:
    ///   - request: the photo, the video and what the person was told to do.
    ///   - options: deadline, progress and the like.
    /// - Returns: the similarity and the best frames of a check that succeeded.
    /// - Throws: ``FaceAPIError``; `businessFailure` with ``FaceAPIError/serviceCode`` for any `Result` but
    ///   `Success`; `refusedByPreflight` and `invalidRequest` before anything is sent; `serviceError`,
    ///   `malformedResponse`.
    public func livenessCompare(
        _ request: LivenessCompareRequest, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> LivenessCompareResult {
        try await operate(request, options)
    }
}

extension LivenessCompareRequest: OperationRequest {
    static var api: APIDescription { .livenessCompare }

    func described() throws(FaceAPIError) -> Preflight.LivenessCompare {
        try description { (media) throws(FaceAPIError) in try media.described() }
    }

    func bodyByteCount(_ options: CallOptions) throws(FaceAPIError) -> Int {
        try description { (media) throws(FaceAPIError) in PreflightMedia(byteCount: try media.byteCount()) }
            .bodyByteCount
    }

    func body(_ options: CallOptions) throws(FaceAPIError) -> CallBody { CallBody(json: try json()) }

    static func answer(_ response: JSONValue) throws(FaceAPIError) -> LivenessCompareResult {
        try LivenessCompareResult(response: response)
    }

    private func description(
        _ describe: (MediaContent) throws(FaceAPIError) -> PreflightMedia
    ) throws(FaceAPIError) -> Preflight.LivenessCompare {
        var description = Preflight.LivenessCompare(
            livenessType: livenessType.rawValue, imageURL: imageURL, videoURL: videoURL, validateData: validateData,
            bestFrameCount: bestFrameCount)
        if let image { description.image = try describe(image) }
        if let video { description.video = try describe(video) }
        return description
    }
}
