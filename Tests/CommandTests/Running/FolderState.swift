// SPDX-License-Identifier: Apache-2.0

import Foundation
import ProgramRunner

/// What is in a folder: names, content and modes.
struct FolderState: Equatable {
    private var entries: [String: [String]] = [:]

    /// All names, in order.
    var names: [String] { entries.keys.sorted() }

    init(of folder: TemporaryFolder) throws {
        for name in folder.names() {
            // Not the file that a link leads to, but the link.
            let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
            let marks: [FileAttributeKey] = [.type, .size, .modificationDate, .posixPermissions, .systemFileNumber]
            entries[name] = marks.map { mark in attributes[mark].map { String(describing: $0) } ?? "" }
            // The times inside a folder follow from what is in it.
            if attributes[.type] as? FileAttributeType == .typeDirectory { entries[name] = [] }
        }
    }

    /// The names whose entries are not the same.
    func difference(from other: FolderState) -> [String] {
        Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }.sorted()
    }
}
