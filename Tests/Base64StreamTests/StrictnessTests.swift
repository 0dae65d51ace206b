// SPDX-License-Identifier: Apache-2.0

import Base64Stream
import Testing

/// One byte string has one encoding: whatever else a lenient decoder takes is refused, at the right place.
@Suite struct StrictnessTests {
    /// 64 x 64 tails of one byte and 64 x 64 x 64 of two; all but 256 and 65,536 of them have bits left over.
    @Test func `all 200,448 tails with bits left over are refused`() {
        var refused = 0
        var wrong: [String] = []
        for a in 0..<64 {
            for b in 0..<64 {
                judge([a, b], padding: 2, surplus: b & 15, &refused, &wrong)
                for c in 0..<64 { judge([a, b, c], padding: 1, surplus: c & 3, &refused, &wrong) }
            }
        }
        #expect(refused == 200_448)
        #expect(wrong.isEmpty, "\(wrong.count) tails, such as \(wrong.prefix(3))")
    }

    private func judge(
        _ values: [Int], padding: Int, surplus: Int, _ refused: inout Int, _ wrong: inout [String]
    ) {
        var text: [4 of UInt8] = [ByTheBook.padding, ByTheBook.padding, ByTheBook.padding, ByTheBook.padding]
        var number = 0
        for index in 0..<3 {
            number = number << 6 | (index < values.count ? values[index] : 0)
            if index < values.count { text[index] = ByTheBook.alphabet[values[index]] }
        }
        var room: [3 of UInt8] = [0, 0, 0]
        var code: Base64Error.Code?
        var offset = 0
        var span = room.mutableSpan
        let count = span.withUnsafeMutableBufferPointer { buffer in
            var output = OutputSpan(buffer: buffer, initializedCount: 0)
            do throws(Base64Error) {
                try Base64.decode(text.span, into: &output)
            } catch {
                code = error.code
                offset = error.byteOffset
            }
            return output.finalize(for: buffer)
        }
        let isRight =
            surplus == 0
            ? code == nil && count == 3 - padding && Int(room[0]) == number >> 10 & 255
                && (padding == 2 || Int(room[1]) == number >> 2 & 255)
            : code == .nonCanonicalTail && offset == 3 - padding && count == 0
        if code != nil { refused += 1 }
        if !isRight { wrong.append("\(values) with \(padding) of padding") }
    }

    @Test(arguments: 0...12)
    func `padding in any set of places is taken only where it belongs`(count: Int) {
        for pattern in 0..<(1 << count) {
            // A stands for zero bits, so that the tail is canonical wherever it is cut.
            let text = (0..<count).map { pattern >> $0 & 1 == 1 ? ByTheBook.padding : UInt8(ascii: "A") }
            let expected = ByTheBook.decode(text)
            #expect(decode(text) == expected)
            #expect(decode(text, pieces: 1) == expected)
        }
    }

    @Test(
        arguments: [
            ("Zg==\n", .whitespace, 4), (" Zg==", .whitespace, 0), ("Zm9v\r\nYmFy", .whitespace, 4),
            ("Z\tg==", .whitespace, 1),
            ("Zg=\n=", .misplacedPadding, 2), ("Zg==Zg==", .trailingData, 4), ("Zg===", .misplacedPadding, 4),
            ("Zm9=v", .nonCanonicalTail, 2), ("Zm8=v", .trailingData, 4), ("Zg=v", .misplacedPadding, 2),
            ("Z===", .misplacedPadding, 1), ("====", .misplacedPadding, 0), ("=", .misplacedPadding, 0),
            ("Zh==", .nonCanonicalTail, 1), ("Zm9=", .nonCanonicalTail, 2), ("Zg=", .truncated, 3),
            ("Zg", .truncated, 2),
            ("Z", .truncated, 1), ("Zm9vZ", .truncated, 5), ("Zm9-", .invalidByte, 3), ("Zm_v", .invalidByte, 2),
            ("Zm9v\0", .invalidByte, 4), ("Zm9\u{e9}", .invalidByte, 3), ("\u{feff}Zm9v", .invalidByte, 0),
            ("!", .invalidByte, 0),
        ] as [(String, Base64Error.Code, Int)])
    func `text is refused at the byte that is wrong`(text: String, code: Base64Error.Code, offset: Int) {
        let bytes = Array(text.utf8)
        let outcome = decode(bytes)
        #expect(outcome.code == code)
        #expect(outcome.byteOffset == offset)
        #expect(ByTheBook.decode(bytes) == outcome)
    }

    @Test(arguments: [
        "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmFyZm9vYmFyZm8=", "Zm9vYmFy\nZm9vYmFy", "Zm9vYg==Zm9v",
        "Zm9vY===",
        "Zm9vYmFyZh==", "Zm9vYmFyZm9v!", "Zm9vYmFyZg=",
    ])
    func `any two cuts give the same bytes and the same error as none`(text: String) {
        let bytes = Array(text.utf8)
        let whole = decode(bytes)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                #expect(decode(bytes, at: [0..<first, first..<second, second..<bytes.count]) == whole)
            }
        }
    }

    @Test func `a decoder that has failed fails again in the same way`() {
        var errors: [Base64Error] = []
        _ = [UInt8](capacity: 16) { output in
            var decoder = Base64Decoder()
            for text in ["Zm9v!m9v", "Zm9v", ""] {
                do throws(Base64Error) { try decoder.update(text.utf8.span, into: &output) } catch {
                    errors.append(error)
                }
            }
            do throws(Base64Error) { try decoder.finish(into: &output) } catch { errors.append(error) }
        }
        #expect(errors.count == 4)
        #expect(Set(errors).count == 1)
        #expect(errors.first?.byteOffset == 4)
    }

    @Test func `an error says where, and what to do`() {
        func description(_ text: String) -> String? {
            do throws(Base64Error) {
                _ = try Base64.decode(text)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(
            description("Zm9v\n")
                == "byte 4 of the base64 text is white space (remove blanks and line breaks, also at the end)")
        #expect(
            description("Zm9_") == "byte 3 of the base64 text is from the URL-safe alphabet (replace - by + and _ by /)"
        )
        #expect(
            description("Zm9vY")
                == "base64 text ends after 5 bytes, inside a group of four (the text was cut off, or its padding was removed)"
        )
        #expect(description("Zg==Z") == "byte 4 of the base64 text follows the padding, which must be the end")
    }
}
