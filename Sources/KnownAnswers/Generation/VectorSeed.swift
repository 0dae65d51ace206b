// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests

/// Where the values of generated vectors come from: a stream for each label, the same for the same seed.
struct VectorSeed {
    let value: UInt64

    /// What every label starts with; the number changes when the same seed would give other vectors.
    static let labelPrefix = "swift-tcface/vectors/generated/1/"

    func stream(_ label: String) -> SeededStream { SeededStream(seed: value, label: Self.labelPrefix + label) }
}

/// The concatenated blocks `SHA-256(label ‖ 00 ‖ seed ‖ counter)`, seed and counter as 8 bytes, big endian, the counter
/// from 0.
///
/// Whoever has the label and the seed has the stream: it makes test data and nothing that has to stay secret.
struct SeededStream {
    private let prefix: [UInt8]
    private var counter: UInt64 = 0
    private var block: ArraySlice<UInt8> = []

    init(seed: UInt64, label: String) {
        prefix = Array(label.utf8) + [0] + Self.bigEndian(seed)
    }

    mutating func byte() -> UInt8 {
        if block.isEmpty {
            block = SHA256Hasher.hash(prefix + Self.bigEndian(counter)).array[...]
            counter += 1
        }
        return block.removeFirst()
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

    /// Bytes that may be a padding string of PKCS#1.
    mutating func nonzeroBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            var value = byte()
            while value == 0 { value = byte() }
            return value
        }
    }

    /// A number from 0 to one less than the bound, each as likely.
    mutating func below(_ bound: UInt64) -> UInt64 {
        let limit = UInt64.max - UInt64.max % bound
        while true {
            let number = bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
            if number < limit { return number % bound }
        }
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(below(UInt64(range.count)))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(in: 0...(elements.count - 1))] }

    mutating func flip() -> Bool { byte() & 1 == 1 }

    /// Elements in another order.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var rest = elements
        return elements.indices.map { _ in rest.remove(at: number(in: 0...(rest.count - 1))) }
    }

    /// Letters and digits.
    mutating func word(_ count: Int) -> String {
        let symbols = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in pick(symbols) })
    }

    /// Text with what encodings get wrong: reserved characters, escapes of JSON, several bytes a character.
    mutating func text(_ count: Int) -> String {
        let symbols = Array("aZ09 -_.~!*'();:@&=+$,/?#[]%\"\\<>|\u{e9}\u{6d4b}\u{8bd5}\u{7528}\u{6237}\u{1F642}")
        return String((0..<count).map { _ in pick(symbols) })
    }

    mutating func digits(_ count: Int) -> String {
        String((0..<count).map { _ in pick(Array("0123456789")) })
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
