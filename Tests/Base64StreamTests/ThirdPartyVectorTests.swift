// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Foundation
import StrictJSON
import Testing

/// Lists that other projects publish.
///
/// Where they are more lenient than this package, the cases that differ are told apart here by their reason and
/// counted; anything that differs otherwise is a failure.
@Suite(.enabled(if: ThirdPartyVectors.root != nil, "TCFACE_THIRD_PARTY_VECTORS is not set"))
struct ThirdPartyVectorTests {
    /// The forgiving decoder of browsers (WHATWG Infra section 7), as an inverse oracle: it takes white space and
    /// missing padding.
    @Test(.enabled(if: ThirdPartyVectors.have("wpt-base64"), "there is no wpt-base64"))
    func `what browsers refuse is refused, and what they forgive too`() throws {
        let path = try #require(ThirdPartyVectors.root).appendingPathComponent("wpt-base64/base64.json")
        let source = [UInt8](try Data(contentsOf: path))
        let cases = try #require(try JSONValue(parsing: source.span).array)
        var taken: Set<String> = []
        var forgiven = 0
        for pair in cases {
            let pair = try #require(pair.array)
            let text = try #require(pair[0].string)
            let outcome = decode(Array(text.utf8))
            #expect(outcome == ByTheBook.decode(Array(text.utf8)), "\(text.debugDescription)")
            guard let bytes = pair[1].array else {
                #expect(outcome.code != nil, "\(text.debugDescription)")
                continue
            }
            if outcome.code == nil {
                taken.insert(text)
                #expect(outcome.bytes == bytes.compactMap { $0.int.map(UInt8.init) })
            } else {
                forgiven += 1
            }
        }
        #expect(cases.count == 71)
        // The only ones without blanks, with their padding, and with no bits left over.
        #expect(taken == ["", "abcd", "abc=", "///A", "AAA/"])
        #expect(forgiven == 17)
    }

    /// OpenSSL's `EVP_Decode…`: it skips line breaks and ends at a `-`.
    @Test(.enabled(if: ThirdPartyVectors.have("openssl-3.5.7"), "there is no openssl-3.5.7"))
    func `OpenSSL's list is followed but for line breaks and its end mark`() throws {
        let cases = try blocks(in: "openssl-3.5.7/evpencod.txt", assignment: " = ").filter { $0["Encoding"] != nil }
        #expect(cases.count == 47)
        var lenient = 0
        for fields in cases {
            var text = try #require(bytes(of: fields["Output"]))
            // Every canonical text ends in one line break, which is PEM's and not base64's.
            if text.last == UInt8(ascii: "\n") { text.removeLast() }
            let outcome = decode(text)
            #expect(outcome == ByTheBook.decode(text))
            let plain = bytes(of: fields["Input"])
            if fields["Encoding"] == "invalid" {
                #expect(outcome.code != nil, "\(fields)")
            } else if text.contains(UInt8(ascii: "\n")) {
                // A line break inside.
                lenient += 1
                #expect(outcome.code == .whitespace || outcome.code == .misplacedPadding, "\(fields)")
            } else if text.contains(UInt8(ascii: "-")) {
                // PEM's end mark.
                lenient += 1
                #expect(outcome.code == .invalidByte, "\(fields)")
            } else {
                let plain = try #require(plain)
                #expect(outcome == Outcome(plain), "\(fields)")
                #expect(encode(plain) == text, "\(fields)")
            }
        }
        #expect(lenient == 10)
    }

    /// Botan is as strict as this package, so its list is followed without exception.
    @Test(.enabled(if: ThirdPartyVectors.have("botan"), "there is no botan"))
    func `Botan's list is followed`() throws {
        let cases = try blocks(in: "botan/base64.vec.txt", assignment: " =").filter { $0["Base64"] != nil }
        #expect(cases.count == 31)
        for fields in cases {
            let text = Array(try #require(fields["Base64"]).utf8)
            let outcome = decode(text)
            guard let plain = fields["Binary"] else {
                #expect(outcome.code != nil, "\(fields)")
                continue
            }
            let bytes = try #require(hexadecimal(plain))
            #expect(outcome == Outcome(bytes), "\(fields)")
            #expect(encode(bytes) == text, "\(fields)")
        }
    }

    /// Lines `name = value` with blank lines between cases, and comments and headings that are skipped.
    private func blocks(in path: String, assignment: String) throws -> [[String: String]] {
        let file = try #require(ThirdPartyVectors.root).appendingPathComponent(path)
        var blocks: [[String: String]] = [[:]]
        for line in try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.isEmpty { blocks.append([:]) }
            guard !line.hasPrefix("#"), let split = line.firstRange(of: assignment) else { continue }
            let value = line[split.upperBound...].drop { $0 == " " }
            blocks[blocks.count - 1][String(line[..<split.lowerBound])] = String(value)
        }
        return blocks
    }

    /// OpenSSL's notation: text in quotes with `\n`, or hexadecimal.
    private func bytes(of value: String?) -> [UInt8]? {
        guard let value else { return nil }
        guard value.hasPrefix("\"") else { return hexadecimal(value) }
        return Array(value.dropFirst().dropLast().replacing("\\n", with: "\n").utf8)
    }

    private func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = Array(text)
        guard digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return bytes.contains(nil) ? nil : bytes.compactMap(\.self)
    }
}
