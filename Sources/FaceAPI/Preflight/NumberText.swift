// SPDX-License-Identifier: Apache-2.0

/// Numbers as findings print them, without Foundation and without a locale.
enum NumberText {
    /// Digits in groups of three: `10,485,760`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// Bytes with the same in MiB: `5,898,021 bytes (5.62 MiB)`.
    static func bytes(_ count: Int) -> String {
        "\(grouped(count)) bytes (\(fixed(Double(count) / 1_048_576)) MiB)"
    }

    /// At most two decimals: `29.97`, `30`.
    static func short(_ number: Double) -> String {
        var text = fixed(number)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// A list in words: `JPEG, PNG and BMP`.
    static func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    /// Two decimals; a number that is too large to print so is given as it is.
    private static func fixed(_ number: Double) -> String {
        guard number.magnitude < 1e15 else { return "\(number)" }
        let hundredths = Int((number.magnitude * 100).rounded())
        let decimals = hundredths % 100
        return (number < 0 ? "-" : "") + "\(hundredths / 100)." + (decimals < 10 ? "0" : "") + "\(decimals)"
    }
}
