// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto

/// What a media file holds, as it is named on the command line.
enum MediaArgument: String, ExpressibleByArgument, CaseIterable {
    case image
    case video

    var kind: MediaKind { self == .image ? .image : .video }
}
