// SPDX-License-Identifier: Apache-2.0

import FaceAPI

/// How far an upload is, in one line of a terminal that is written over and over.
enum ProgressBar {
    private static let width = 30
    /// An upload that is over before a person has read the line needs none.
    private static let leastByteCount = 256 * 1024

    /// Shows updates until they end, then takes the line away.
    static func show(_ updates: ProgressUpdates) async {
        var isShown = false
        for await update in updates where update.totalByteCount >= leastByteCount {
            draw(line(update))
            isShown = true
        }
        if isShown { draw("") }
    }

    /// The line for an update.
    static func line(_ update: TransportProgress) -> String {
        let filled = Int(update.fractionSent * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let attempt = update.attempt > 1 ? ", attempt \(update.attempt)" : ""
        let state = update.sentByteCount == update.totalByteCount ? "waiting for the answer" : "sending"
        return "[\(bar)] \(Int(update.fractionSent * 100)) % of \(update.totalByteCount) bytes, \(state)\(attempt)"
    }

    private static func draw(_ line: String) {
        // Back to the first column, and the rest of the line erased.
        let bytes = Array("\r\u{1B}[K\(line)".utf8)
        try? StandardStream.error.write(bytes.span)
    }
}
