// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import StrictJSON

/// What the program says: results on standard output, everything else on standard error.
enum Terminal {
    /// A result, with a line end.
    static func say(_ line: String) throws(Failure) {
        let bytes = Array((visible(line, keeping: "\n") + "\n").utf8)
        try StandardStream.output.write(bytes.span)
    }

    /// A result for machines: one JSON object on one line.
    static func say(_ json: JSONValue) throws(Failure) {
        let bytes = json.serialized() + Array("\n".utf8)
        try StandardStream.output.write(bytes.span)
    }

    /// `error: …`, and `hint: …` when there is one.
    static func report(_ failure: Failure) {
        complain("error: \(failure.message)")
        if let hint = failure.hint { complain("hint: \(hint)") }
    }

    /// `warning: …`.
    static func warn(_ message: String) {
        complain("warning: \(message)")
    }

    /// `log: …`, for a person who asked for it.
    static func log(_ message: String) {
        complain("log: \(message)")
    }

    private static func complain(_ line: String) {
        let bytes = Array((visible(line) + "\n").utf8)
        // There is nobody to tell when standard error is closed.
        try? StandardStream.error.write(bytes.span)
    }

    /// A text without control characters: a file's name or a vector's comment may hold some, and no terminal may obey.
    private static func visible(_ text: String, keeping kept: Unicode.Scalar? = nil) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            visible.append(scalar.properties.generalCategory == .control && scalar != kept ? "\u{FFFD}" : scalar)
        }
        return String(visible)
    }
}
