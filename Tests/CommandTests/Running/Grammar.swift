// SPDX-License-Identifier: Apache-2.0

/// How the command speaks on standard error.
enum Grammar {
    /// Names that the wire, the shell or the system spells with a capital; a sentence may start with them.
    private static let names: Set<String> = [
        "Algorithm", "Authorization", "CiphertextBlob", "EncryptList", "EncryptedBody", "Encryption", "Host", "Iv",
        "TagList", "Content-Type",
    ]

    /// What is wrong with what a command said.
    static func faults(in text: String, status: Int32?) -> [String] {
        var faults: [String] = []
        let lines = text.split(separator: "\n")
        for line in lines {
            // What --verbose tells is for a person who looks for a fault; it is no sentence.
            if line.hasPrefix("log: ") { continue }
            guard let colon = line.firstRange(of: ": "),
                ["error", "hint", "warning"].contains(line[..<colon.lowerBound])
            else {
                faults.append("\"\(line)\" is neither error: nor hint: nor warning: nor log:")
                continue
            }
            let sentence = line[colon.upperBound...]
            if sentence.hasSuffix(".") { faults.append("\"\(line)\" ends in a full stop") }
            let word = sentence.prefix { $0 != " " && $0 != ":" }
            // RSA, TENCENTCLOUD_SECRET_ID and file names are names, too.
            let isName = names.contains(String(word)) || word.dropFirst().contains { $0.isUppercase || $0 == "." }
            if word.first?.isUppercase == true, !isName { faults.append("\"\(line)\" starts with a capital") }
        }
        let hasError = lines.contains { $0.hasPrefix("error: ") }
        if status == 0, hasError { faults.append("an error: with status 0") }
        if status != 0, !hasError { faults.append("status \(status.map(String.init) ?? "none") without an error:") }
        return faults
    }
}
