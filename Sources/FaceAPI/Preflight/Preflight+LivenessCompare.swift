// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia

extension Preflight {
    /// A LivenessCompare request.
    public struct LivenessCompare: PreflightRequest {
        /// `LIP`, `ACTION` or `SILENT`.
        public var livenessType: String
        /// The photo of `ImageBase64`; nil when none is given.
        public var image: PreflightMedia?
        /// `ImageUrl`; nil when none is given.
        public var imageURL: String?
        /// The video of `VideoBase64`; nil when none is given.
        public var video: PreflightMedia?
        /// `VideoUrl`; nil when none is given.
        public var videoURL: String?
        /// `ValidateData`: four digits for `LIP`, an order of actions for `ACTION`, nothing for `SILENT`.
        public var validateData: String?
        /// `BestFrameNum` inside `Optional`; nil when it is left out.
        public var bestFrameCount: Int?

        /// Describes a request.
        public init(
            livenessType: String, image: PreflightMedia? = nil, imageURL: String? = nil,
            video: PreflightMedia? = nil, videoURL: String? = nil, validateData: String? = nil,
            bestFrameCount: Int? = nil
        ) {
            self.livenessType = livenessType
            self.image = image
            self.imageURL = imageURL
            self.video = video
            self.videoURL = videoURL
            self.validateData = validateData
            self.bestFrameCount = bestFrameCount
        }

        /// The LivenessCompare page.
        public static let page = DocumentationPage.livenessCompare

        /// The bytes of the request's body, without white space.
        public var bodyByteCount: Int {
            var body = JSONBodySize()
            body.add("LivenessType", livenessType)
            body.add("ImageBase64", stringByteCount: image?.base64ByteCount)
            body.add("ImageUrl", imageURL)
            body.add("VideoBase64", stringByteCount: video?.base64ByteCount)
            body.add("VideoUrl", videoURL)
            body.add("ValidateData", validateData)
            body.add("Optional", bestFrameCount.map { #"{"BestFrameNum":\#($0)}"# })
            return body.byteCount
        }

        /// Everything the page, and the limit on bodies, say against the request.
        public func findings() -> [PreflightFinding] {
            var list = FindingList(page: Self.page)
            list.checkValue("LivenessType", livenessType, isOneOf: ["LIP", "ACTION", "SILENT"])
            checkImage(&list)
            checkVideo(&list)
            checkValidateData(&list)
            if let bestFrameCount, !(2...10).contains(bestFrameCount) {
                list.refuse(
                    .valueNotAllowed, "Optional", "BestFrameNum is \(bestFrameCount)",
                    hint: "it must be 2 to 10; leave it out for one frame")
            }
            checkBody(&list)
            return list.findings
        }

        private func checkImage(_ list: inout FindingList) {
            list.checkPair(("ImageBase64", image != nil), over: ("ImageUrl", imageURL?.isEmpty == false))
            if let image {
                _ = list.checkContent("ImageBase64", image, .init(kind: .image, formats: [.jpeg, .png]))
                list.checkBase64Size("ImageBase64", image, megabytes: 3)
            } else if let imageURL, !imageURL.isEmpty {
                list.checkURL("ImageUrl", imageURL)
            }
        }

        private func checkVideo(_ list: inout FindingList) {
            list.checkPair(("VideoBase64", video != nil), over: ("VideoUrl", videoURL?.isEmpty == false))
            if let video {
                let info = list.checkContent("VideoBase64", video, .init(kind: .video, formats: [.mp4, .avi, .flv]))
                list.checkBase64Size("VideoBase64", video, megabytes: 8)
                if let info { checkRecording(info, &list) }
            } else if let videoURL, !videoURL.isEmpty {
                list.checkURL("VideoUrl", videoURL)
            }
        }

        /// What the page's error codes say about the recording: SilentTooShort, LipSizeError, LipVoiceDetect.
        private func checkRecording(_ info: MediaInfo, _ list: inout FindingList) {
            if livenessType == "LIP", !info.hasAudio {
                list.refuse(
                    .noAudioTrack, "VideoBase64", "VideoBase64 has no sound, and LIP listens to the digits",
                    hint: "record it with sound, or use ACTION or SILENT")
            }
            guard let seconds = info.durationSeconds else { return }
            let found = "VideoBase64 lasts \(NumberText.short(seconds)) s"
            if livenessType == "SILENT", seconds <= 2 {
                list.refuse(
                    .durationTooShort, "VideoBase64", "\(found); SILENT takes more than 2 s",
                    hint: "record a longer video")
            }
            // "About 6 seconds" is all that the page says; half of that to either side is our reading.
            if livenessType == "LIP", seconds < 3 || seconds > 9 {
                list.warn(
                    seconds < 3 ? .durationTooShort : .durationTooLong, "VideoBase64",
                    "\(found); a LIP recording should last about 6 s", hint: "record about 6 s")
            }
        }

        private func checkValidateData(_ list: inout FindingList) {
            let text = validateData ?? ""
            switch livenessType {
            case "LIP":
                let isCode = text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
                if text.isEmpty {
                    list.refuse(
                        .missingParameter, "ValidateData", "ValidateData is missing, and LIP requires it",
                        hint: "give the four digits that the person read out")
                } else if !isCode {
                    list.refuse(
                        .valueNotAllowed, "ValidateData", "ValidateData is no code of four digits",
                        hint: "give the four digits that the person read out")
                }
            case "ACTION":
                checkActions(text, &list)
            case "SILENT" where !text.isEmpty:
                list.refuse(
                    .valueNotAllowed, "ValidateData", "ValidateData is given, and SILENT takes none",
                    hint: "leave it out")
            default:
                break
            }
        }

        private func checkActions(_ text: String, _ list: inout FindingList) {
            let hint = "give the order of the actions as 1,2 or 2,1"
            if text.isEmpty {
                list.refuse(
                    .missingParameter, "ValidateData", "ValidateData is missing, and ACTION requires it", hint: hint)
            } else if !text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy({
                $0 == "1" || $0 == "2"
            }) {
                list.refuse(
                    .valueNotAllowed, "ValidateData", "ValidateData is no order of the actions 1 and 2", hint: hint)
            } else if !["1,2", "2,1"].contains(text) {
                // The page gives its two orders as examples and does not rule others out.
                list.warn(
                    .valueNotAllowed, "ValidateData", "ValidateData is neither of the orders that the page shows",
                    hint: hint)
            }
        }

        private func checkBody(_ list: inout FindingList) {
            let media = [image, video].compactMap(\.self)
            let rest = bodyByteCount - media.reduce(0) { $0 + $1.base64ByteCount }
            list.checkBody(
                byteCount: bodyByteCount, encryption: nil,
                code: media.count == 2 ? .combinedMediaSize : .bodySize, parameter: nil
            ) { budget in
                // Two inputs may each leave a base64 group of three bytes with one byte in it.
                let room = BodyBudget.byteCount(fittingBase64: budget - rest) - (media.count == 2 ? 4 : 0)
                let amount = NumberText.bytes(max(0, room))
                return media.count == 2
                    ? "send the photo or the video by URL, or at most \(amount) of both together"
                    : "send at most \(amount) of media"
            }
        }
    }
}
