// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto

/// A cipher, as it is named on the command line.
enum AlgorithmArgument: String, ExpressibleByArgument, CaseIterable {
    case aes256CBC = "aes-256-cbc"
    case sm4GCM = "sm4-gcm"

    var algorithm: ContentAlgorithm { self == .aes256CBC ? .aes256CBC : .sm4GCM }
}
