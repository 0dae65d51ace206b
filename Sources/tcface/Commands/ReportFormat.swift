// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How a command reports.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}
