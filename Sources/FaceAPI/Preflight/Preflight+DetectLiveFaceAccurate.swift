// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia

extension Preflight {
    /// A DetectLiveFaceAccurate request.
    public struct DetectLiveFaceAccurate: PreflightRequest {
        /// The photo of `Image`; nil when none is given.
        public var image: PreflightMedia?
        /// `Url`; nil when none is given.
        public var url: String?
        /// `FaceModelVersion`; nil when it is left out.
        public var faceModelVersion: String?
        /// The region to ask; required.
        public var region: String?

        /// Describes a request.
        public init(
            image: PreflightMedia? = nil, url: String? = nil, faceModelVersion: String? = nil, region: String?
        ) {
            self.image = image
            self.url = url
            self.faceModelVersion = faceModelVersion
            self.region = region
        }

        /// The regions that serve this API.
        public static let regions = [
            "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-guangzhou", "ap-nanjing", "ap-shanghai", "ap-singapore",
        ]

        /// The DetectLiveFaceAccurate page.
        public static let page = DocumentationPage.detectLiveFaceAccurate

        /// The bytes of the request's body, without white space.
        public var bodyByteCount: Int {
            var body = JSONBodySize()
            body.add("Image", stringByteCount: image?.base64ByteCount)
            body.add("Url", url)
            body.add("FaceModelVersion", faceModelVersion)
            return body.byteCount
        }

        /// Everything the page, and the limit on bodies, say against the request.
        public func findings() -> [PreflightFinding] {
            var list = FindingList(page: Self.page)
            list.checkRegion(region, isOneOf: Self.regions)
            let hasURL = url?.isEmpty == false
            list.checkPair(("Url", hasURL), over: ("Image", image != nil))
            if hasURL, let url {
                list.checkURL("Url", url)
            } else if let image {
                checkImage(image, &list)
            }
            if let faceModelVersion { list.checkValue("FaceModelVersion", faceModelVersion, isOneOf: ["3.0"]) }
            // An ignored photo still has to fit into the body.
            let rest = bodyByteCount - (image?.base64ByteCount ?? 0)
            list.checkBody(byteCount: bodyByteCount, encryption: nil, parameter: "Image") { budget in
                "send at most \(NumberText.bytes(BodyBudget.byteCount(fittingBase64: budget - rest))) of media"
            }
            return list.findings
        }

        private func checkImage(_ image: PreflightMedia, _ list: inout FindingList) {
            let info = list.checkContent("Image", image, .init(kind: .image, formats: [.png, .jpeg, .bmp]))
            list.checkBase64Size("Image", image, megabytes: 5)
            guard let info, let size = info.pixelSize else { return }
            let limit = info.format == .jpeg ? 4000 : 2000
            if size.longSide > limit {
                list.refuse(
                    .resolutionTooHigh, "Image",
                    "Image is \(size); the long side of a \(info.format) may have \(limit) pixels",
                    hint: info.format == .jpeg || size.longSide > 4000
                        ? "scale it down" : "scale it down or send a JPEG")
            }
            if size.shortSide < 64 {
                list.refuse(
                    .resolutionTooLow, "Image", "Image is \(size); the short side must have at least 64 pixels",
                    hint: "take a larger picture")
            } else {
                list.checkFaceFits("Image", size)
            }
            list.checkAspectRatio("Image", size)
        }
    }
}
