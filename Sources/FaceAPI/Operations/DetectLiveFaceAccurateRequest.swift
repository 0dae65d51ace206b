// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// What DetectLiveFaceAccurate is asked.
public struct DetectLiveFaceAccurateRequest: Sendable {
    /// The photo: JPEG, PNG or BMP; not looked at when ``url`` is given.
    public var image: MediaContent?
    /// Where the service fetches the photo.
    public var url: String?
    /// The model to use: `3.0`; nil for the service's own choice.
    public var faceModelVersion: String?
    /// The region to ask; required, one of ``Preflight/DetectLiveFaceAccurate/regions``.
    public var region: String?

    /// Describes a request whose photo is sent with it.
    public init(_ image: MediaContent, region: String, faceModelVersion: String? = nil) {
        self.image = image
        self.region = region
        self.faceModelVersion = faceModelVersion
    }

    /// Describes a request whose photo the service fetches.
    public init(url: String, region: String, faceModelVersion: String? = nil) {
        self.url = url
        self.region = region
        self.faceModelVersion = faceModelVersion
    }

    /// What the page says against the request.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    public func preflightFindings() throws(FaceAPIError) -> [PreflightFinding] { try described().findings() }

    /// Builds the body, in the order of the page.
    func json() throws(FaceAPIError) -> [UInt8] {
        do throws(RequestCryptoError) {
            var body = RequestJSON()
            try body.add("Image", image)
            body.add("Url", url)
            body.add("FaceModelVersion", faceModelVersion)
            return try body.bytes()
        } catch {
            throw FaceAPIError(building: error, action: Self.api.action)
        }
    }
}
