// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The committed sample files in `Tests/Media`.
enum SampleMedia {
    static let names = [
        "liveness.mp4", "liveness.mov", "liveness.avi", "liveness.flv", "face.jpg", "face.png", "face.bmp",
    ]

    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Media/\(name)").standardized.path
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }
}
