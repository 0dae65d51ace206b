// SPDX-License-Identifier: Apache-2.0

/// Serves the files that answers point to.
enum FileReply {
    static let prefix = "/files/"

    static func verdict(for call: ServiceCall, in files: FileStore) -> Verdict {
        guard call.head.method == "GET" || call.head.method == "HEAD" else {
            return Verdict(reply: HTTPReply(status: 405), explanation: "files are only read")
        }
        let name = String(call.head.path.dropFirst(prefix.count))
        guard let entry = files.entry(named: name, now: call.now) else {
            return Verdict(reply: HTTPReply(status: 404), explanation: "there is no such file, or its address expired")
        }
        return Verdict(
            reply: HTTPReply(
                contentType: entry.contentType, body: entry.content, omitsBody: call.head.method == "HEAD"))
    }
}
