// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// A file that is still to be written.
struct GeneratedFile {
    /// The path below the folder of all, parts joined by `/`.
    let path: String
    let bytes: [UInt8]

    init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(_ path: String, text: String) { self.init(path, Array(text.utf8)) }

    init(_ path: String, json: JSONValue) { self.init(path, text: json.serializedText(pretty: true) + "\n") }
}
