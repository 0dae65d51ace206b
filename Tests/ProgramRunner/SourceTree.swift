// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where the tests' own files and the built command are.
public enum SourceTree {
    /// The root of the repository.
    public static let root = String(#filePath.dropLast("/Tests/ProgramRunner/SourceTree.swift".count))

    /// The command `tcface` that was built together with the tests.
    public static let command: Program = {
        // The test bundle lies in the folder of built products: itself an executable on Linux, a folder deep on macOS.
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        #if canImport(Darwin)
        folder = Bundle(for: TemporaryFolder.self).bundleURL.deletingLastPathComponent()
        #endif
        return Program(path: folder.appending(path: "tcface").path)
    }()
}
