// SPDX-License-Identifier: Apache-2.0

extension VectorReport {
    /// The report as JUnit XML: a suite for each file, with a case for each failure and each reason to skip, and one
    /// that stands for all cases that passed.
    public var junit: String {
        var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        text += "<testsuites tests=\"\(passed + failed + skipped)\" failures=\"\(failed)\" errors=\"\(problems)\" "
        text += "skipped=\"\(skipped)\">\n"
        for file in files { text += file.junit }
        return text + "</testsuites>\n"
    }
}

extension VectorFileReport {
    fileprivate var junit: String {
        let name = XMLText.escaped(path)
        var text = "  <testsuite name=\"\(name)\" tests=\"\(total)\" failures=\"\(failures.count)\" "
        text += "errors=\"\(problem == nil ? 0 : 1)\" skipped=\"\(skippedCount)\">\n"
        if passed > 0 { text += "    <testcase classname=\"\(name)\" name=\"\(passed) cases passed\"/>\n" }
        for failure in failures {
            text += "    <testcase classname=\"\(name)\" name=\"\(XMLText.escaped(failure.name))\">"
            text += "<failure message=\"\(XMLText.escaped(failure.reason))\"/></testcase>\n"
        }
        for (reason, count) in skipped.sorted(by: { $0.key < $1.key }) {
            text += "    <testcase classname=\"\(name)\" name=\"\(count) cases\">"
            text += "<skipped message=\"\(XMLText.escaped(reason))\"/></testcase>\n"
        }
        if let problem {
            text += "    <testcase classname=\"\(name)\" name=\"file\">"
            text += "<error message=\"\(XMLText.escaped(problem))\"/></testcase>\n"
        }
        return text + "  </testsuite>\n"
    }
}

/// Text inside XML 1.0 attributes.
private enum XMLText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // XML 1.0 has no way to write the other control characters.
            case _ where scalar.value < 0x20: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
