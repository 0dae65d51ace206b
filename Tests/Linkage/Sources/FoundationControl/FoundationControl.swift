// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Links Foundation on purpose: the linkage check must find it here, or it would find it nowhere.
@main
struct FoundationControl {
    static func main() {
        print(Date(timeIntervalSince1970: 0).timeIntervalSince1970 == 0)
    }
}
