// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of test data that other projects publish, which is not part of this repository.
///
/// `TCFACE_THIRD_PARTY_VECTORS` names it. Where it is not set, what needs it is skipped and says so.
enum ThirdPartyVectors {
    static func folder(_ name: String) -> URL? {
        guard let root = ProcessInfo.processInfo.environment["TCFACE_THIRD_PARTY_VECTORS"] else {
            print("skipped: TCFACE_THIRD_PARTY_VECTORS is not set, so \(name) cannot be found")
            return nil
        }
        return URL(fileURLWithPath: root).appendingPathComponent(name)
    }
}
