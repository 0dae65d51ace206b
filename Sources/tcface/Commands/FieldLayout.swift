// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto

/// Where the description of encrypted fields goes, as `--top-level` has it.
struct FieldLayout {
    /// Whether it goes beside the parameters.
    let isTopLevel: Bool

    /// The place.
    var layout: FieldSealer.Layout { isTopLevel ? .topLevel : .encryptionObject }

    /// Refuses what the flag does not go with.
    ///
    /// - Throws: `ValidationError`.
    func check(hasFields: Bool, algorithm: AlgorithmArgument?) throws {
        guard isTopLevel else { return }
        guard hasFields else { throw ValidationError("--top-level goes with --fields") }
        guard algorithm != .sm4GCM else {
            throw ValidationError("--top-level does not go with sm4-gcm: it has no place for the tags")
        }
    }
}
