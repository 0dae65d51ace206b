// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// Checks vector files against the implementation.
///
/// ```swift
/// let report = VectorChecker().check(["vectors/"])
/// print(report.passed, report.failed, report.skipped)
/// ```
///
/// A folder is searched with all that is in it. A file or a case that is not understood makes its entry a problem; what
/// is skipped is counted under its reason.
public struct VectorChecker: Sendable {
    private let format: VectorFormat

    /// A checker for one form, or for all of them.
    ///
    /// - Parameter format: The form that every file must have; `.auto` tells by the content.
    public init(format: VectorFormat = .auto) { self.format = format }

    /// Checks files and folders.
    ///
    /// - Parameter paths: Files, folders of files, and folders of signature cases.
    public func check(_ paths: [String]) -> VectorReport {
        var report = VectorReport()
        for path in paths {
            switch FileTree.kind(of: path) {
            case .folder: check(folder: path, into: &report)
            case .file, .other: check(file: path, isNamed: true, into: &report)
            case nil: report.add(problem(path, "is not there"))
            }
        }
        return report
    }

    /// - Parameter ancestors: The folders on the way, without links: a link back to one of them has no end.
    private func check(folder: String, ancestors: Set<String> = [], into report: inout VectorReport) {
        var ancestors = ancestors
        guard ancestors.insert(FileTree.resolved(folder)).inserted else {
            return report.add(problem(folder, "is a link to a folder that it lies in"))
        }
        let entries: [String]
        do throws(NotUnderstood) { entries = try FileTree.entries(of: folder) } catch {
            return report.add(problem(folder, error.reason))
        }
        // A folder of one case, given by itself.
        if entries.contains("context.json") { return check(cases: [folder], in: folder, into: &report) }
        let isPair = ACVPVectorSet.isPair(entries)
        if isPair {
            for name in ACVPVectorSet.pair { report.markRead(FileTree.join(folder, name)) }
            report.add(ACVPVectorSet.check(folder: folder, format: format))
        }
        var cases: [String] = []
        for entry in entries where !isPair || !ACVPVectorSet.pair.contains(entry) {
            let path = FileTree.join(folder, entry)
            switch FileTree.kind(of: path) {
            case .folder where FileTree.kind(of: FileTree.join(path, "context.json")) == .file: cases.append(path)
            case .folder: check(folder: path, ancestors: ancestors, into: &report)
            // NIST's pairs come with files about the same questions, such as internalProjection.json.
            case .file where isPair: report.ignore(path)
            default: check(file: path, isNamed: false, into: &report)
            }
        }
        if !cases.isEmpty { check(cases: cases, in: folder, into: &report) }
    }

    private func check(cases: [String], in folder: String, into report: inout VectorReport) {
        guard format == .auto || format == .tcface else {
            return report.add(problem(folder, "signature folders are not of the form \(format.rawValue)"))
        }
        for path in cases {
            for name in (try? FileTree.entries(of: path)) ?? [] { report.markRead(FileTree.join(path, name)) }
        }
        report.add(SignatureFolders.check(cases, in: folder))
    }

    private func check(file path: String, isNamed: Bool, into report: inout VectorReport) {
        guard isNamed || !FileTree.isSurelyNoVectorFile(path) else { return report.ignore(path) }
        report.markRead(path)
        // One of NIST's two files is checked with the other.
        if ACVPVectorSet.pair.contains(FileTree.lastComponent(of: path)) {
            for name in ACVPVectorSet.pair { report.markRead(FileTree.join(FileTree.parent(of: path), name)) }
        }
        do throws(NotUnderstood) {
            let bytes = try FileTree.contents(of: path)
            // Folders of vectors hold keys as well.
            if !isNamed, bytes.starts(with: Array("-----BEGIN ".utf8)) { return report.ignore(path) }
            if path.hasSuffix(".json") {
                try check(json: bytes, path: path, isNamed: isNamed, into: &report)
            } else {
                guard format == .auto || format == .cavp else {
                    throw NotUnderstood("is not of the form \(format.rawValue)")
                }
                report.add(try CAVPFile.check(bytes, path: path))
            }
        } catch {
            report.add(problem(path, error.reason))
        }
    }

    private func check(
        json bytes: [UInt8], path: String, isNamed: Bool, into report: inout VectorReport
    ) throws(NotUnderstood) {
        let json: JSONValue
        do throws(JSONError) { json = try JSONValue(parsing: bytes.span) } catch {
            throw NotUnderstood("is not valid JSON: \(error.description)")
        }
        if json["$schema"] != nil, json["testGroups"] == nil, !isNamed { return report.ignore(path) }
        if ACVPVectorSet.isVectorSet(json) {
            return report.add(try ACVPVectorSet.check(json, path: path, format: format))
        }
        report.add(try GroupedVectors.check(json, path: path, format: format))
    }

    private func problem(_ path: String, _ reason: String) -> VectorFileReport {
        VectorFileReport(path: path, format: format, algorithm: "", problem: reason)
    }
}
