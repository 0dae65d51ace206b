// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RequestCrypto

/// Where the description of encrypted fields goes, as `--top-level` has it.
struct FieldLayout {
    /// Whether it goes beside the parameters.
    let isTopLevel: Bool

    /// The place.
    var layout: FieldSealer.Layout { isTopLevel ? .topLevel : .encryptionObject }

    /// Refuses fields that cannot be encrypted together, and flags without them.
    ///
    /// - Throws: `ValidationError`.
    func check(_ fields: [String]?, algorithm: AlgorithmArgument?, allowsNonceReuse: Bool) throws {
        guard let fields else {
            guard !isTopLevel else { throw ValidationError("--top-level goes with --fields") }
            guard !allowsNonceReuse else { throw ValidationError("--allow-nonce-reuse goes with --fields") }
            return
        }
        guard !isTopLevel || algorithm != .sm4GCM else {
            throw ValidationError("--top-level does not go with sm4-gcm: it has no place for the tags")
        }
        guard !fields.contains("") else { throw ValidationError("--fields has an empty name: give NAME or NAME,NAME") }
        for (index, field) in fields.enumerated() where fields[..<index].contains(field) {
            throw ValidationError("--fields has \(field) twice")
        }
        guard fields.count == 1 || algorithm != .sm4GCM || allowsNonceReuse else {
            throw ValidationError(
                "sm4-gcm would encrypt \(fields.count) fields under one nonce: encrypt the whole body or one field, "
                    + "take aes-256-cbc, or give --allow-nonce-reuse")
        }
    }
}
