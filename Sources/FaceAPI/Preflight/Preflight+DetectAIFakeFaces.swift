// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia
public import RequestCrypto

extension Preflight {
    /// A DetectAIFakeFaces request, plain or with its whole body encrypted.
    public struct DetectAIFakeFaces: PreflightRequest {
        /// The photo or video; nil when none is given.
        public var faceInput: PreflightMedia?
        /// 1 for a photo, 2 for a video; nil when it is left out.
        public var faceInputType: Int?
        /// The cipher of the whole body; nil for a plain request.
        public var encryption: ContentAlgorithm?
        /// The characters of `CiphertextBlob`; nil for the vendor's published keys.
        public var ciphertextBlobByteCount: Int?

        /// Describes a request.
        public init(
            faceInput: PreflightMedia?, faceInputType: Int?, encryption: ContentAlgorithm? = nil,
            ciphertextBlobByteCount: Int? = nil
        ) {
            self.faceInput = faceInput
            self.faceInputType = faceInputType
            self.encryption = encryption
            self.ciphertextBlobByteCount = ciphertextBlobByteCount
        }

        /// The DetectAIFakeFaces page.
        public static let page = DocumentationPage.detectAIFakeFaces

        /// The bytes of the request's body.
        public var bodyByteCount: Int {
            let plain = BodyBudget.singleInputFrame.utf8.count + (faceInput?.base64ByteCount ?? 0)
            guard let encryption else { return plain }
            return BodyBudget.encryptedBodyByteCount(
                forPlaintext: plain, encryption: encryption, ciphertextBlobByteCount: ciphertextBlobByteCount)
        }

        /// Everything the page, and the limit on bodies, say against the request.
        public func findings() -> [PreflightFinding] {
            var list = FindingList(page: Self.page)
            checkType(&list)
            guard let faceInput else {
                list.refuse(
                    .missingParameter, "FaceInput", "FaceInput is missing", hint: "give a photo or a video of one face")
                return list.findings
            }
            // Without a valid type, the content decides which of the two sets of rules applies.
            let kind = faceInputType == 1 ? .image : faceInputType == 2 ? .video : faceInput.info?.kind
            switch kind {
            case .image: checkImage(faceInput, &list)
            case .video: checkVideo(faceInput, &list)
            case nil: break
            }
            list.checkBody(
                byteCount: bodyByteCount, encryption: encryption, ciphertextBlobByteCount: ciphertextBlobByteCount,
                parameter: "FaceInput")
            return list.findings
        }

        private func checkType(_ list: inout FindingList) {
            let hint = "set it to 1 for a photo or 2 for a video"
            guard let faceInputType else {
                return list.refuse(.missingParameter, "FaceInputType", "FaceInputType is missing", hint: hint)
            }
            if ![1, 2].contains(faceInputType) {
                list.refuse(.valueNotAllowed, "FaceInputType", "FaceInputType is \(faceInputType)", hint: hint)
            }
        }

        private func checkImage(_ media: PreflightMedia, _ list: inout FindingList) {
            let info = list.checkContent(
                "FaceInput", media,
                FindingList.Acceptance(
                    kind: .image, formats: [.jpeg, .png], otherKindHint: "set FaceInputType to 2 for a video"))
            checkSize(media, advised: 3, &list)
            guard let size = info?.pixelSize else { return }
            list.checkFaceFits("FaceInput", size)
            if size.shortSide > 100 { list.checkRecommendedSize("FaceInput", size) }
        }

        private func checkVideo(_ media: PreflightMedia, _ list: inout FindingList) {
            let info = list.checkContent(
                "FaceInput", media,
                FindingList.Acceptance(
                    kind: .video, formats: [.mp4, .avi, .flv], doubtfulFormats: [.mov],
                    doubt: "only the page of the service's mainland edition names",
                    otherKindHint: "set FaceInputType to 1 for a photo"))
            checkSize(media, advised: 8, &list)
            guard let info else { return }
            checkPixels(of: info, &list)
            checkDuration(of: info, &list)
            checkFrameRate(of: info, &list)
        }

        private func checkSize(_ media: PreflightMedia, advised: Int, _ list: inout FindingList) {
            // One finding says enough: past the limit, the recommendation is beside the point.
            if media.base64ByteCount > 10_000_000 {
                list.checkBase64Size("FaceInput", media, megabytes: 10)
            } else {
                list.checkBase64Size("FaceInput", media, megabytes: advised, isAdvice: true)
            }
        }

        private func checkPixels(of info: MediaInfo, _ list: inout FindingList) {
            guard let size = info.pixelSize else {
                return list.warn(.uncheckedMedia, "FaceInput", "FaceInput does not tell its pixels; the limit is 720p")
            }
            if size.longSide > 1280 || size.shortSide > 720 {
                list.refuse(
                    .resolutionTooHigh, "FaceInput", "FaceInput is \(size), over the limit of 720p (1280x720)",
                    hint: "record or scale it to 480x640")
            }
            list.checkRecommendedSize("FaceInput", size)
        }

        private func checkDuration(of info: MediaInfo, _ list: inout FindingList) {
            guard let seconds = info.durationSeconds else {
                return list.warn(
                    .uncheckedMedia, "FaceInput", "FaceInput does not tell its duration; the limit is 20 s")
            }
            let found = "FaceInput lasts \(NumberText.short(seconds)) s"
            if seconds > 20 {
                list.refuse(
                    .durationTooLong, "FaceInput", "\(found), over the limit of 20 s", hint: "cut it to 2 to 5 s")
            } else if seconds > 5 {
                list.warn(
                    .durationTooLong, "FaceInput", "\(found), longer than the recommended 2 to 5 s",
                    hint: "cut it to 2 to 5 s")
            } else if seconds < 2 {
                list.warn(
                    .durationTooShort, "FaceInput", "\(found), shorter than the recommended 2 to 5 s",
                    hint: "record 2 to 5 s")
            }
        }

        private func checkFrameRate(of info: MediaInfo, _ list: inout FindingList) {
            // Rounded to whole frames, so that 29.97 and a phone's 30.02 both count as 30.
            guard let rate = info.frameRate, !(25...30).contains(rate.rounded()) else { return }
            list.warn(
                .frameRate, "FaceInput",
                "FaceInput has \(NumberText.short(rate)) frames a second; 25 to 30 are recommended",
                hint: "record it with 25 to 30 frames a second")
        }
    }
}
