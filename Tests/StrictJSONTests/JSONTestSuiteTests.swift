// SPDX-License-Identifier: Apache-2.0

import Foundation
import StrictJSON
import Testing

/// The parsing tests of github.com/nst/JSONTestSuite: one file a case, whose first letter says whether
/// a parser must accept it (y), must reject it (n), or may do either (i).
@Suite(.enabled(if: ThirdPartyVectors.have("jsontestsuite"), "there is no jsontestsuite"))
struct JSONTestSuiteTests {
    /// Files that the suite accepts and this parser refuses, each for the reason given.
    static let refusedByRule: [String: JSONError.Code] = [
        // RFC 8259 section 4 only says that names SHOULD be unique; two parsers may read different members.
        "y_object_duplicated_key.json": .duplicateName,
        "y_object_duplicated_key_and_value.json": .duplicateName,
    ]

    /// Files that the suite leaves open and this parser accepts.
    ///
    /// They hold numbers of any size, since a number is kept as it is written. The other 25 hold ill-formed
    /// text, a byte order mark or arrays nested 500 deep, and are refused.
    static let acceptedByChoice: Set<String> = [
        "i_number_double_huge_neg_exp.json", "i_number_huge_exp.json", "i_number_neg_int_huge_exp.json",
        "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
        "i_number_real_underflow.json", "i_number_too_big_neg_int.json", "i_number_too_big_pos_int.json",
        "i_number_very_big_negative_int.json",
    ]

    @Test func `every file that must be accepted is, but for those that a stricter rule refuses`() throws {
        let files = try files(beginningWith: "y_")
        #expect(files.count == 95)
        for (name, bytes) in files {
            if let code = Self.refusedByRule[name] {
                #expect(refusal(of: bytes)?.code == code, "\(name)")
            } else {
                #expect(refusal(of: bytes) == nil, "\(name)")
            }
        }
        #expect(Set(Self.refusedByRule.keys).isSubset(of: files.map(\.name)))
    }

    @Test func `every file that must be rejected is`() throws {
        let files = try files(beginningWith: "n_")
        #expect(files.count == 188)
        for (name, bytes) in files {
            let error = refusal(of: bytes)
            #expect(error != nil, "\(name)")
            #expect((0...bytes.count).contains(error?.byteOffset ?? 0), "\(name)")
        }
    }

    @Test func `what is left open is decided as written here`() throws {
        let files = try files(beginningWith: "i_")
        #expect(files.count == 35)
        let accepted = files.filter { refusal(of: $0.bytes) == nil }.map(\.name)
        #expect(Set(accepted) == Self.acceptedByChoice)
    }

    private func refusal(of bytes: [UInt8]) -> JSONError? {
        do {
            _ = try JSONDocument(parsing: bytes.span)
            return nil
        } catch {
            return error
        }
    }

    private func files(beginningWith prefix: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = try #require(ThirdPartyVectors.root).appendingPathComponent("jsontestsuite/test_parsing")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix(prefix) }.sorted()
            .map { ($0, [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))) }
    }
}
