// SPDX-License-Identifier: Apache-2.0

/// What a scenario may recognise a request by, besides its action and its number.
struct ScenarioSubject: Hashable, Sendable {
    /// The photos and videos that came inline, in the order of the parameters.
    var media: [MediaDigest] = []
    /// The token, the key, or the URLs of a photo and a video, that the request names.
    var tokens: [String] = []

    init(media: [MediaDigest] = [], tokens: [String] = []) {
        self.media = media
        self.tokens = tokens
    }
}

/// The digests of a photo or video as it was before base64, in lower-case hexadecimal digits.
struct MediaDigest: Hashable, Sendable {
    let sha256: String
    let md5: String
}
