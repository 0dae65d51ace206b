// SPDX-License-Identifier: Apache-2.0

extension ThroughputReport {
    /// The report as one page that needs nothing else: a bar for the time of each case against its floor, all figures,
    /// gates and peers.
    public var html: String {
        var body = "<h1>tcface bench</h1>\n"
        body += machineLines.map { "<p>\(Self.escaped($0))</p>\n" }.joined()
        body += "<h2>Against the floor</h2>\n<p>1 is the time of the library call that does the unavoidable part.</p>\n"
        body += bars
        body += "<h2>Cases</h2>\n" + Self.table(caseTable)
        if !skipped.isEmpty {
            body += "<ul>" + skipped.map { "<li>\(Self.escaped("\($0.name): \($0.reason)"))</li>" }.joined() + "</ul>\n"
        }
        if !peers.isEmpty { body += "<h2>Peers</h2>\n" + Self.table(peerTable) }
        body += "<h2>Goals</h2>\n" + Self.table(gateTable)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>tcface bench, \(date)</title>
            <style>
            body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em; }
            p { margin: 0; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.1em 0.7em; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; }
            .bar { display: grid; grid-template-columns: 18em 1fr; }
            .bar div { background: #4a7ebb; height: 1em; margin: 0.25em 0.5em 0 0; display: inline-block; }
            </style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    private var bars: String {
        let ratios = results.compactMap { result in ratio(of: result).map { (name: result.name, ratio: $0.median) } }
        guard let longest = ratios.map(\.ratio).max(), longest > 0 else { return "" }
        return ratios.map { one in
            let width = FixedText.text(one.ratio / longest * 85, digits: 1)
            return "<div class=\"bar\"><span>\(Self.escaped(one.name))</span><span>"
                + "<div style=\"width:\(width)%\"></div>\(FixedText.short(one.ratio))</span></div>\n"
        }.joined()
    }

    private static func table(_ table: TextTable) -> String {
        var html = "<table>\n"
        for (index, row) in table.rows.enumerated() {
            let tag = index == 0 ? "th" : "td"
            html += "<tr>" + row.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
        }
        return html + "</table>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
