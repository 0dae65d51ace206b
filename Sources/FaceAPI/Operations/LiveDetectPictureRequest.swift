// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
internal import RequestCrypto
internal import SecretMemory
internal import StrictJSON
internal import TC3Signing

/// What the legacy `livedetectpicture` is asked.
public struct LiveDetectPictureRequest: Sendable {
    /// The account's AppID, in decimal digits.
    public var appID: String
    /// The bucket inside the signature; the face services take none.
    public var bucket = ""
    /// The photo, sent as multipart; not looked at when ``url`` is given.
    public var image: MediaContent?
    /// Where the service fetches the photo, sent as JSON.
    public var url: String?

    /// Describes a request whose photo is sent with it.
    public init(appID: String, image: MediaContent) {
        self.appID = appID
        self.image = image
    }

    /// Describes a request whose photo the service fetches.
    public init(appID: String, url: String) {
        self.appID = appID
        self.url = url
    }

    /// What the page says against the request; always that the API is offline.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    public func preflightFindings() throws(FaceAPIError) -> [PreflightFinding] {
        var description = Preflight.LiveDetectPicture(appID: appID, url: url)
        if let image { description.image = try image.described() }
        return description.findings()
    }

    /// Whether the photo goes out: a URL wins over it.
    var sendsImage: Bool { image != nil && url?.isEmpty ?? true }

    /// The body and its content type.
    func body() throws(FaceAPIError) -> (bytes: [UInt8], contentType: String) {
        guard let image, sendsImage else {
            let json: JSONValue = ["appid": .string(appID), "url": .string(url ?? "")]
            return (json.serialized(), "application/json")
        }
        return try multipart(of: image)
    }

    private func multipart(of image: MediaContent) throws(FaceAPIError) -> (bytes: [UInt8], contentType: String) {
        let photo: [UInt8]
        do throws(RequestCryptoError) {
            photo = try OpenedMedia(image).contents()
        } catch {
            throw FaceAPIError(building: error, action: LiveDetectPicture.action)
        }
        do {
            var body = try MultipartBody()
            let (name, type) = Self.part(for: try? MediaProbe.inspect(photo).format)
            try body.append(text: appID, as: "appid")
            try body.append(file: photo.span, as: "image", fileName: name, contentType: type)
            let contentType = body.contentType
            return (body.finish(), contentType)
        } catch let error as TC3SigningError {
            throw FaceAPIError(
                .invalidRequest, error.message, hint: error.hint, action: LiveDetectPicture.action)
        } catch {
            throw FaceAPIError(.invalidRequest, "\(error)", action: LiveDetectPicture.action)
        }
    }

    /// A file name and content type by what the photo is; the page's own for anything else.
    private static func part(for format: MediaFormat?) -> (name: String, type: String) {
        switch format {
        case .png?: ("face.png", "image/png")
        case .bmp?: ("face.bmp", "image/bmp")
        default: ("face.jpg", "image/jpeg")
        }
    }
}
