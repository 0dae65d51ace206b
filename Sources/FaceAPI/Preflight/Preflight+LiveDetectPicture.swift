// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia

extension Preflight {
    /// A request of the legacy `livedetectpicture`, as JSON with a URL or as multipart with a photo.
    public struct LiveDetectPicture: PreflightRequest {
        /// The account's number.
        public var appID: String?
        /// The photo of the part `image`; nil when none is given.
        public var image: PreflightMedia?
        /// `url`; nil when none is given.
        public var url: String?
        /// The exact length of the body; nil to have it estimated from the photo.
        public var bodyByteCount: Int?

        /// Describes a request.
        public init(appID: String?, image: PreflightMedia? = nil, url: String? = nil, bodyByteCount: Int? = nil) {
            self.appID = appID
            self.image = image
            self.url = url
            self.bodyByteCount = bodyByteCount
        }

        /// The livedetectpicture page.
        public static let page = DocumentationPage.liveDetectPicture

        /// The most bytes that a body is certain to be allowed, 6,000,000; the page says "6MB".
        public static let recommendedBodyByteCount = 6_000_000
        /// The most bytes that a body can be allowed: 6 MiB.
        public static let maximumBodyByteCount = 6_291_456

        /// About what the boundaries and part headers of a multipart body with a photo take.
        private static let multipartFrameByteCount = 320

        /// Everything the page says against the request; always with a warning that the API is offline.
        public func findings() -> [PreflightFinding] {
            var list = FindingList(page: Self.page)
            list.warn(
                .serviceRetired, nil, "the vendor has taken livedetectpicture offline and maintains it no longer",
                hint: "use DetectLiveFaceAccurate for photos")
            checkAppID(&list)
            let hasURL = url?.isEmpty == false
            list.checkPair(("url", hasURL), over: ("image", image != nil))
            if hasURL, let url {
                list.checkURL("url", url)
            } else if let image {
                checkImage(image, &list)
            }
            checkBody(&list, contentByteCount: (hasURL ? url?.utf8.count : image?.byteCount) ?? 0)
            return list.findings
        }

        private func checkAppID(_ list: inout FindingList) {
            let hint = "give the number of the account, as the console shows it"
            guard let appID, !appID.isEmpty else {
                return list.refuse(.missingParameter, "appid", "appid is missing", hint: hint)
            }
            if !appID.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                list.refuse(.valueNotAllowed, "appid", "appid is not a number", hint: hint)
            }
        }

        private func checkImage(_ image: PreflightMedia, _ list: inout FindingList) {
            let info = list.checkContent(
                "image", image,
                FindingList.Acceptance(
                    kind: .image, formats: [.jpeg, .png, .bmp], doubtfulFormats: [.webP, .heif, .avif],
                    statement: "the page rules out GIF and names no other format"))
            guard let size = info?.pixelSize else { return }
            if size.longSide > 1280 || size.shortSide > 720 {
                list.warn(
                    .resolutionTooHigh, "image", "image is \(size), over the recommended 1280x720",
                    hint: "scale it down")
            }
            list.checkAspectRatio("image", size)
        }

        private func checkBody(_ list: inout FindingList, contentByteCount: Int) {
            let frame = Self.multipartFrameByteCount
            let count = bodyByteCount ?? contentByteCount + frame
            guard count > Self.recommendedBodyByteCount else { return }
            let found = "the body has \(bodyByteCount == nil ? "about " : "")\(NumberText.grouped(count)) bytes"
            if count > Self.maximumBodyByteCount {
                list.refuse(
                    .bodySize, "image",
                    "\(found), over the limit of 6 MB (\(NumberText.grouped(Self.maximumBodyByteCount)) bytes)",
                    hint: "send at most \(NumberText.bytes(Self.maximumBodyByteCount - frame)) of photo")
            } else {
                list.warn(
                    .bodySize, "image",
                    "\(found); the page does not say which of \(NumberText.grouped(Self.recommendedBodyByteCount)) and"
                        + " \(NumberText.grouped(Self.maximumBodyByteCount)) its limit of 6 MB is",
                    hint: "send at most \(NumberText.bytes(Self.recommendedBodyByteCount - frame)) of photo to be sure")
            }
        }
    }
}
