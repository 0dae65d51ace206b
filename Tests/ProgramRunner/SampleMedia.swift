// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The committed sample files in `Tests/Media`.
public enum SampleMedia {
    /// The photos and videos, one of each format.
    public static let names = [
        "liveness.mp4", "liveness.mov", "liveness.avi", "liveness.flv", "face.jpg", "face.png", "face.bmp",
    ]

    /// Where a file of the folder is.
    public static func path(_ name: String) -> String { SourceTree.root + "/Tests/Media/" + name }

    /// The content of a file of the folder.
    public static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }
}
