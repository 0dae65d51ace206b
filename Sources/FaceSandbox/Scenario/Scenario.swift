// SPDX-License-Identifier: Apache-2.0

internal import StrictJSON

/// What a model would decide: rules that recognise a request, and the answers to it.
///
/// The sandbox judges no faces. Where no rule applies it answers the documented defaults. The file
/// is strict JSON; README.md describes its members.
public struct Scenario: Hashable, Sendable {
    var rules: [ScenarioRule] = []
    var tokens: [ScenarioToken] = []
    /// Lets several fields of one answer share a nonce under SM4-GCM, as the vendor's service does.
    var allowsNonceReuse = false

    /// A scenario without rules: every request gets the default answer.
    public init() {}

    /// Reads a scenario.
    ///
    /// - Parameter json: the text; it may hold media in base64, and names no files
    /// - Throws: ``SandboxError`` with `malformedScenario`, whose message has the line and the path
    ///   of what is wrong, such as `line 7, rules[2].match.action`.
    public init(json: Span<UInt8>) throws(SandboxError) {
        self = try ScenarioReader.read(json, folder: nil)
    }

    /// Reads a scenario file.
    ///
    /// - Parameter path: the file; media files that it names are looked for beside it
    /// - Throws: ``SandboxError`` with `unreadableScenario` for a file that cannot be read, and with
    ///   `malformedScenario` as ``init(json:)``.
    public static func load(path: String) throws(SandboxError) -> Scenario {
        let bytes = try ScenarioFile.contents(of: path)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        do throws(SandboxError) {
            return try ScenarioReader.read(bytes.span, folder: folder)
        } catch {
            throw SandboxError(error.code, "\(path): \(error.message)", hint: error.hint)
        }
    }

    /// How many rules and tokens there are.
    public var count: Int { rules.count + tokens.count }
}
