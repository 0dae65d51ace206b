// SPDX-License-Identifier: Apache-2.0

internal import Base64Stream

extension GroupChecker {
    /// Strict base64, whole and cut into pieces.
    func checkBase64(_ test: VectorFields) throws -> CaseOutcome {
        let result = try expectedResult(of: test)
        let text = try test.hex("encoded")
        if result == .valid {
            let bytes = try test.hex("msg")
            guard Base64.encode(bytes.span) == text else { return .failed("encoding has another result") }
        }
        for cut in [text.count, 1, 3, 7] {
            do throws(Base64Error) {
                let decoded = try Self.decode(text, cut: max(cut, 1))
                let expected = try? test.hex("msg")
                guard result == .valid else { return .failed("decoding was accepted") }
                guard decoded == expected else { return .failed("decoding has another result") }
            } catch {
                guard result == .invalid else { return .failed("decoding was refused: \(error.message)") }
                if let offset = try test.optionalInt("offset"), offset != error.byteOffset {
                    return .failed("the error is said to be at byte \(error.byteOffset), and is at \(offset)")
                }
            }
        }
        return .passed
    }

    private static func decode(_ text: [UInt8], cut: Int) throws(Base64Error) -> [UInt8] {
        // Optional, since a closure can take it out to finish it, but cannot use up what it captures.
        var decoder: Base64Decoder? = Base64Decoder()
        return try [UInt8](capacity: text.count + 3) { output throws(Base64Error) in
            var offset = 0
            while offset < text.count {
                let end = min(offset + cut, text.count)
                try decoder?.update(text.span.extracting(offset..<end), into: &output)
                offset = end
            }
            try decoder.take()?.finish(into: &output)
        }
    }
}
