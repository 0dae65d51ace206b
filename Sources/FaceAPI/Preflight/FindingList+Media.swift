// SPDX-License-Identifier: Apache-2.0

internal import FaceMedia

/// The rules on photos and videos that APIs share.
extension FindingList {
    /// What a page accepts in one parameter.
    struct Acceptance {
        let kind: MediaFormat.Kind
        /// The formats to send.
        let formats: [MediaFormat]
        /// Formats that the page neither names nor rules out.
        var doubtfulFormats: [MediaFormat] = []
        /// Why these are doubtful, after "which".
        var doubt = "the page does not name"
        /// What the page says of formats; nil for the list of those to send.
        var statement: String?
        /// What to do about media of the other kind; nil where nothing simple helps.
        var otherKindHint: String?

        var formatNames: String { NumberText.list(formats.map(\.name), "or") }
        var rule: String { statement ?? "the page accepts \(formatNames)" }
    }

    /// Kind, format and soundness of the content.
    ///
    /// - Returns: what the headers say, where further rules on it make sense.
    mutating func checkContent(_ parameter: String, _ media: PreflightMedia, _ accepted: Acceptance) -> MediaInfo? {
        guard media.byteCount > 0 else {
            refuse(.emptyMedia, parameter, "\(parameter) has no bytes")
            return nil
        }
        switch media.content {
        case .notInspected:
            return nil
        case .failed(let error):
            report(error, parameter, accepted)
            return nil
        case .inspected(let info):
            return checkFormat(parameter, info, accepted) ? info : nil
        }
    }

    /// The size in base64 against a limit in "M", which the pages leave open between 10⁶ and 2²⁰ bytes.
    ///
    /// - Parameter isAdvice: whether the page merely recommends the limit.
    mutating func checkBase64Size(
        _ parameter: String, _ media: PreflightMedia, megabytes: Int, isAdvice: Bool = false
    ) {
        let count = media.base64ByteCount
        let certain = megabytes * 1_000_000
        let possible = megabytes * 1_048_576
        guard count > certain else { return }
        let found = "\(parameter) has \(NumberText.grouped(count)) bytes in base64"
        if isAdvice {
            warn(
                .mediaSize, parameter, "\(found), over the recommended \(megabytes) M",
                hint: "send at most \(NumberText.bytes(BodyBudget.byteCount(fittingBase64: certain))) of media")
        } else if count > possible {
            refuse(
                .mediaSize, parameter,
                "\(found), over the limit of \(megabytes) M (\(NumberText.grouped(possible)) bytes)",
                hint: "send at most \(NumberText.bytes(BodyBudget.byteCount(fittingBase64: possible))) of media")
        } else {
            warn(
                .mediaSize, parameter,
                "\(found); the page does not say which of \(NumberText.grouped(certain)) and"
                    + " \(NumberText.grouped(possible)) its limit of \(megabytes) M is",
                hint: "send at most \(NumberText.bytes(BodyBudget.byteCount(fittingBase64: certain)))"
                    + " of media to be sure")
        }
    }

    /// A picture near 3:4, upright, as the pages on photos ask for.
    mutating func checkAspectRatio(_ parameter: String, _ size: MediaInfo.PixelSize) {
        // "Close to 3:4" is all the pages say; 15 % to either side leaves out squares, 9:16 and landscape.
        let ratio = Double(size.width) / Double(size.height)
        guard !(0.6375...0.8625).contains(ratio) else { return }
        warn(
            .aspectRatio, parameter,
            "\(parameter) is \(size), width to height \(NumberText.short(ratio)), not close to 3:4 (0.75)",
            hint: "crop it; scores of other shapes mean little")
    }

    /// A picture in which no face can have the 100x100 pixels that a page asks for.
    mutating func checkFaceFits(_ parameter: String, _ size: MediaInfo.PixelSize) {
        guard size.shortSide <= 100 else { return }
        warn(
            .resolutionTooLow, parameter,
            "\(parameter) is \(size); the face in it should have more than 100x100 pixels",
            hint: "take a larger picture")
    }

    /// A picture below the 480x640 that a page recommends.
    mutating func checkRecommendedSize(_ parameter: String, _ size: MediaInfo.PixelSize) {
        guard size.shortSide < 480 || size.longSide < 640 else { return }
        warn(
            .resolutionTooLow, parameter, "\(parameter) is \(size), below the recommended 480x640",
            hint: "record it with 480x640 pixels")
    }

    /// Whether the file can be used as far as its container goes.
    private mutating func checkFormat(_ parameter: String, _ info: MediaInfo, _ accepted: Acceptance) -> Bool {
        let names = accepted.formatNames
        guard info.kind == accepted.kind else {
            let wanted = accepted.kind == .image ? "an image" : "a video"
            refuse(
                .mediaKind, parameter, "\(parameter) is a file in \(info.format) format, not \(wanted)",
                hint: accepted.otherKindHint ?? "send \(wanted) in \(names) format")
            return false
        }
        guard accepted.formats.contains(info.format) || accepted.doubtfulFormats.contains(info.format) else {
            let hint =
                [.mov, .threeGP].contains(info.format)
                ? "convert it to MP4; the pictures inside need no new encoding"
                : "convert it to \(names)"
            refuse(
                .mediaFormat, parameter, "\(parameter) is in \(info.format) format; \(accepted.rule)",
                hint: hint)
            return false
        }
        if !accepted.formats.contains(info.format) {
            warn(
                .mediaFormat, parameter,
                "\(parameter) is in \(info.format) format, which \(accepted.doubt)",
                hint: "convert it to \(names)")
        }
        if info.isTruncated {
            warn(
                .damagedMedia, parameter, "\(parameter) ends before its format says it should",
                hint: "the file was cut short; copy or record it again")
        }
        if info.isAnimated {
            warn(
                .animatedImage, parameter, "\(parameter) is animated; no page says which frame counts",
                hint: "send a still picture")
        }
        if info.kind == .video, info.videoCodec == nil {
            refuse(.noVideoTrack, parameter, "\(parameter) has no video track")
            return false
        }
        return true
    }

    private mutating func report(_ error: MediaError, _ parameter: String, _ accepted: Acceptance) {
        switch error.code {
        case .unknownFormat:
            refuse(
                .mediaFormat, parameter, "\(parameter): \(error.message); \(accepted.rule)",
                hint: "check that it is the right file")
        case .emptyFile:
            refuse(.emptyMedia, parameter, "\(parameter) has no bytes")
        case .truncated, .malformed, .missingMovieHeader:
            refuse(.damagedMedia, parameter, "\(parameter): \(error.message)", hint: error.hint)
        default:
            // The service may read what could not be read here.
            warn(.uncheckedMedia, parameter, "\(parameter) was not checked: \(error.message)", hint: error.hint)
        }
    }
}
