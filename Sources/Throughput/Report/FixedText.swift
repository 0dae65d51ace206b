// SPDX-License-Identifier: Apache-2.0

/// Numbers with so many digits after the point: what `printf` does, without it.
enum FixedText {
    /// `1.50` for 1.5 and two digits.
    static func text(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "-" }
        var factor = 1.0
        for _ in 0..<digits { factor *= 10 }
        let scaled = (value.magnitude * factor).rounded()
        guard scaled < 9e18 else { return String(value) }
        let whole = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, digits + 1 - whole.count)) + whole
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + padded }
        return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// Three digits that count, or all before the point.
    static func short(_ value: Double) -> String {
        let size = value.magnitude
        return text(value, digits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
    }

    /// A time with the unit that fits.
    static func time(_ seconds: Double) -> String {
        if seconds >= 1 { return "\(short(seconds)) s" }
        return seconds >= 1e-3 ? "\(short(seconds * 1e3)) ms" : "\(short(seconds * 1e6)) us"
    }

    /// `12.5 %` for 0.125.
    static func percent(_ part: Double) -> String { "\(text(part * 100, digits: 1)) %" }
}
