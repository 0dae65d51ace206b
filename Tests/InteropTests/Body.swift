// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// Bodies to seal.
enum Body {
    /// A JSON object with a string of so many characters; some of them take two to four bytes, some an escape.
    static func random(_ count: Int, fields: [String] = ["FaceInput"]) -> [UInt8] {
        JSONValue.object(fields.map { .init($0, .string(text(count))) } + [.init("FaceInputType", 2)]).serialized()
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\"\\\n €爱😀é")

    /// Random text of so many characters.
    static func text(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "A" })
    }
}
