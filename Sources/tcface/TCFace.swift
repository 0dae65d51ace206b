// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct TCFace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tcface")
}
