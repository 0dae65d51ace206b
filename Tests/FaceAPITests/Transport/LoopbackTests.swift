// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether the tests that time real connections on loopback run.
///
/// Their limits are seconds: on a machine that is busy with something else they fail without a fault of the transport.
enum LoopbackTests {
    static let reason = "Scripts/test runs the tests that time connections by themselves, with TCFACE_LOOPBACK_TESTS=1"

    static let areWanted: Bool = {
        if ProcessInfo.processInfo.environment["TCFACE_LOOPBACK_TESTS"] == "1" { return true }
        print("the transport's connection tests are skipped: \(reason)")
        return false
    }()
}
