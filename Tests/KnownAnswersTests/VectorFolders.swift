// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where vectors lie.
enum VectorFolders {
    /// This project's own.
    static let own = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("vectors").path

    /// Other people's, which are not part of this project; `nil` when the environment names no such folder.
    static let thirdParty: String? = {
        let name = "TCFACE_THIRD_PARTY_VECTORS"
        if let path = ProcessInfo.processInfo.environment[name], !path.isEmpty { return path }
        print("third-party vectors are skipped: \(name) names no folder that has them")
        return nil
    }()

    /// Where the vectors of one project lie; `nil`, with a line that says so, when only others are there.
    static func thirdParty(_ path: String) -> String? {
        guard let thirdParty, let project = path.split(separator: "/").first else { return nil }
        guard FileManager.default.fileExists(atPath: "\(thirdParty)/\(project)") else {
            print("third-party vectors are skipped: the folder has no \(project), which \(path) is of")
            return nil
        }
        return "\(thirdParty)/\(path)"
    }
}
