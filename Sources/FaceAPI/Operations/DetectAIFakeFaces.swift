// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto
internal import StrictJSON

extension APIDescription {
    /// Nothing is kept at the service: a repeated request costs its fee again and changes nothing.
    static let detectAIFakeFaces = APIDescription(
        service: "faceid", action: "DetectAIFakeFaces", version: "2018-03-01", topic: .detectAIFakeFaces,
        isRepeatable: true)
}

extension FaceClient {
    /// Looks for traces of attacks in a photo or video of one face: generated or swapped faces,
    /// recaptured screens, injected or known material.
    ///
    /// ```swift
    /// let result = try await client.detectAIFakeFaces(
    ///     DetectAIFakeFacesRequest(.file(at: "clip.mp4"), kind: .video, encryption: BodySealer(algorithm: .sm4GCM)))
    /// if result.attackRiskLevel.isBlockingAdvised { … }
    /// ```
    ///
    /// The service takes at most 5 requests a second; the client keeps to that by default.
    ///
    /// - Parameters:
    ///   - request: the media, and whether it is encrypted.
    ///   - options: deadline, progress and the like.
    /// - Throws: ``FaceAPIError``; `refusedByPreflight` and `invalidRequest` before anything is sent,
    ///   `serviceError` with one of the page's codes, `malformedResponse`.
    public func detectAIFakeFaces(
        _ request: DetectAIFakeFacesRequest, options: CallOptions = CallOptions()
    ) async throws(FaceAPIError) -> DetectAIFakeFacesResult {
        try await operate(request, options)
    }
}

extension DetectAIFakeFacesRequest: OperationRequest {
    static var api: APIDescription { .detectAIFakeFaces }
    var wholeBodyAlgorithm: ContentAlgorithm? { encryption?.algorithm }

    func described() throws(FaceAPIError) -> Preflight.DetectAIFakeFaces {
        Preflight.DetectAIFakeFaces(
            faceInput: try media.described(), faceInputType: kind.faceInputType, encryption: encryption?.algorithm,
            ciphertextBlobByteCount: encryption?.ciphertextBlobByteCount)
    }

    func bodyByteCount(_ options: CallOptions) throws(FaceAPIError) -> Int {
        if streamedPath(options) != nil { return 0 }
        let description = Preflight.DetectAIFakeFaces(
            faceInput: PreflightMedia(byteCount: try media.byteCount()), faceInputType: kind.faceInputType,
            encryption: encryption?.algorithm, ciphertextBlobByteCount: encryption?.ciphertextBlobByteCount)
        return description.bodyByteCount
    }

    static func answer(_ response: JSONValue) throws(FaceAPIError) -> DetectAIFakeFacesResult {
        try DetectAIFakeFacesResult(response: response)
    }
}
