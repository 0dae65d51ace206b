// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of test data that other projects publish, which is not part of this repository.
///
/// `TCFACE_THIRD_PARTY_VECTORS` names it. Where it is not set, what needs it is skipped and says so.
enum ThirdPartyVectors {
    /// Whether the folder is there; says so once when it is not.
    static let areAvailable: Bool = {
        if root == nil { print("skipped: TCFACE_THIRD_PARTY_VECTORS is not set, so there are no third-party vectors") }
        return root != nil
    }()

    /// Whether the data of one project are there; says so when they are not, and the others are.
    static func have(_ folder: String) -> Bool {
        guard areAvailable, let root else { return false }
        let path = URL(fileURLWithPath: root).appendingPathComponent(folder).path
        let isThere = FileManager.default.fileExists(atPath: path)
        if !isThere { print("skipped: there are no third-party vectors in the folder \(folder)") }
        return isThere
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: root ?? "").appendingPathComponent(path), encoding: .utf8)
    }

    /// The `NAME = value` lines of a file, gathered into one dictionary for each run of them.
    static func stanzas(_ path: String, separator: String = " = ") throws -> [[String: String]] {
        var stanzas: [[String: String]] = [[:]]
        for line in try text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty {
                if stanzas.last?.isEmpty == false { stanzas.append([:]) }
            } else if let equals = line.range(of: separator.trimmingCharacters(in: .whitespaces)), !line.hasPrefix("#")
            {
                let name = line[..<equals.lowerBound].trimmingCharacters(in: .whitespaces)
                stanzas[stanzas.count - 1][name] = line[equals.upperBound...].trimmingCharacters(in: .whitespaces)
            }
        }
        return stanzas.filter { !$0.isEmpty }
    }

    private static let root = ProcessInfo.processInfo.environment["TCFACE_THIRD_PARTY_VECTORS"]
}
