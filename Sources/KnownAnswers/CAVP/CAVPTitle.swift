// SPDX-License-Identifier: Apache-2.0

/// What a CAVP file says of itself before its first record: its comments and its name.
struct CAVPTitle {
    /// In upper case.
    let text: String
    private let words: Set<String>

    init(comments: [String], fileName: String) {
        // The comments of a head, not those between a thousand records.
        text = (comments.prefix(8) + [fileName]).joined(separator: " ").uppercased()
        words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    func has(word: String) -> Bool { words.contains(word) }

    func contains(_ part: String) -> Bool { text.contains(part) }
}
