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
}
