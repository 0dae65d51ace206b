// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// What LivenessCompare is asked.
public struct LivenessCompareRequest: Sendable {
    /// What the person in the video was told to do.
    public struct LivenessType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The text as the service reads it.
        public let rawValue: String

        /// Takes any text; preflight refuses what the page does not name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Four digits are read out: `LIP`.
        public static let lip = LivenessType(rawValue: "LIP")
        /// Movements in an order: `ACTION`.
        public static let action = LivenessType(rawValue: "ACTION")
        /// Nothing: `SILENT`.
        public static let silent = LivenessType(rawValue: "SILENT")

        /// The text as the service reads it.
        public var description: String { rawValue }
    }

    /// What the person was told to do.
    public var livenessType: LivenessType
    /// The photo to compare with, `ImageBase64`; JPEG or PNG.
    public var image: MediaContent?
    /// Where the service fetches the photo, `ImageUrl`; not looked at when ``image`` is given.
    public var imageURL: String?
    /// The video of the person, `VideoBase64`; MP4, AVI or FLV.
    public var video: MediaContent?
    /// Where the service fetches the video within 4 seconds, `VideoUrl`; not looked at when ``video``
    /// is given.
    public var videoURL: String?
    /// The four digits of `LIP`, or the order of `ACTION` such as `1,2`; nil for `SILENT`.
    public var validateData: String?
    /// How many frames of the video to answer, 2 to 10; nil for the best one alone.
    public var bestFrameCount: Int?
    /// The region to ask; the page requires none.
    public var region: String?

    /// Describes a request whose photo and video are sent with it.
    ///
    /// Both together must fit into one body of 10 MiB; see ``Preflight/LivenessCompare``.
    public init(
        _ livenessType: LivenessType, image: MediaContent, video: MediaContent, validateData: String? = nil,
        bestFrameCount: Int? = nil, region: String? = nil
    ) {
        self.init(livenessType, validateData: validateData, bestFrameCount: bestFrameCount, region: region)
        self.image = image
        self.video = video
    }

    /// Describes a request whose photo and video are set afterwards, each as content or as a URL.
    public init(
        _ livenessType: LivenessType, validateData: String? = nil, bestFrameCount: Int? = nil, region: String? = nil
    ) {
        self.livenessType = livenessType
        self.validateData = validateData
        self.bestFrameCount = bestFrameCount
        self.region = region
    }

    /// What the page says against the request.
    ///
    /// - Throws: ``FaceAPIError`` with `invalidRequest` for a file that cannot be read.
    public func preflightFindings() throws(FaceAPIError) -> [PreflightFinding] { try described().findings() }

    /// Builds the body, in the order of the page.
    func json() throws(FaceAPIError) -> [UInt8] {
        do throws(RequestCryptoError) {
            var body = RequestJSON()
            body.add("LivenessType", livenessType.rawValue)
            try body.add("ImageBase64", image)
            body.add("ImageUrl", imageURL)
            try body.add("VideoBase64", video)
            body.add("VideoUrl", videoURL)
            body.add("ValidateData", validateData)
            // The page wants JSON text inside a string.
            body.add("Optional", bestFrameCount.map { #"{"BestFrameNum":\#($0)}"# })
            return try body.bytes()
        } catch {
            throw FaceAPIError(building: error, action: Self.api.action)
        }
    }
}
