// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of test data that other projects publish, which is not part of this repository.
enum ThirdPartyVectors {
    /// Where the environment variable `TCFACE_THIRD_PARTY_VECTORS` says it is.
    ///
    /// Where that is not set, what needs the data is skipped and says so.
    static let root: URL? = {
        guard let path = ProcessInfo.processInfo.environment["TCFACE_THIRD_PARTY_VECTORS"] else {
            print("skipped: third-party vectors, because TCFACE_THIRD_PARTY_VECTORS does not name their folder")
            return nil
        }
        return URL(fileURLWithPath: path)
    }()

    /// Whether the data of one project are there; says so when they are not, and the others are.
    static func have(_ folder: String) -> Bool {
        guard let root else { return false }
        let isThere = FileManager.default.fileExists(atPath: root.appendingPathComponent(folder).path)
        if !isThere { print("skipped: third-party vectors, because their folder has no \(folder)") }
        return isThere
    }
}
