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
}
