// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether the tests that time real connections on loopback run.
///
/// Their limits are seconds: on a machine that is busy with something else they fail without a fault of the transport.
enum LoopbackTests {
    static let reason = "set TCFACE_LOOPBACK_TESTS=1 to run the tests that time connections; they need an idle machine"

    static let areWanted: Bool = {
        if ProcessInfo.processInfo.environment["TCFACE_LOOPBACK_TESTS"] == "1" { return true }
        print("the transport's connection tests are skipped: \(reason)")
        return false
    }()
}
