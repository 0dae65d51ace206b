// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FaceAPI

/// Whose key signs.
struct ProfileArguments: ParsableArguments {
    @Option(help: ArgumentHelp("A profile of tccli, or a section of the shared credentials file.", valueName: "P"))
    var profile: String?

    func validate() throws {
        // It is part of a file's name; with a slash in it, it would name a file elsewhere.
        guard let profile, profile.isEmpty || profile.contains("/") else { return }
        throw ValidationError("--profile is a name without a slash, such as default")
    }

    /// The places where credentials are.
    var credentials: CredentialChain { .standard(profile: profile) }
}
