// SPDX-License-Identifier: Apache-2.0

internal import RequestDigests
internal import SecretMemory
internal import Synchronization

/// The files that answers of GetLivenessResult point to, served under names that nobody can guess.
final class FileStore: Sendable {
    /// A file as an answer names it.
    struct Entry: Sendable {
        let name: String
        let owner: String
        let contentType: String
        let content: [UInt8]
        let md5: String
        var expiresAt: Int64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var order: [String] = []
        var namesByOwner: [String: String] = [:]

        mutating func removeOldest() {
            let name = order.removeFirst()
            guard let entry = entries.removeValue(forKey: name) else { return }
            // The owner may have another file by now.
            if namesByOwner[entry.owner] == name { namesByOwner[entry.owner] = nil }
        }
    }

    private let state = Mutex(State())

    /// Sibling pages say that such addresses live 10 minutes.
    private static let lifetime: Int64 = 600
    /// The oldest files go when there are more.
    private static let maximumEntries = 256

    /// Offers a file; the same owner gets the same address again while it lives.
    ///
    /// - Parameters:
    ///   - owner: what the file belongs to, such as a token and a role
    ///   - fileExtension: `jpg` or `mp4`
    /// - Returns: nil when the system gives no random bytes or no MD5.
    func offer(
        _ content: [UInt8], owner: String, fileExtension: String, contentType: String, now: Int64
    ) -> Entry? {
        guard let digest = try? MD5Hasher.hash(content.span), let random = try? SystemRandom.bytes(16) else {
            return nil
        }
        let md5 = Hex.encode(digest.span)
        return state.withLock { state in
            if let name = state.namesByOwner[owner], var entry = state.entries[name], entry.md5 == md5,
                entry.expiresAt > now
            {
                entry.expiresAt = now + Self.lifetime
                state.entries[name] = entry
                return entry
            }
            let name = "\(Hex.encode(random.span)).\(fileExtension)"
            let entry = Entry(
                name: name, owner: owner, contentType: contentType, content: content, md5: md5,
                expiresAt: now + Self.lifetime)
            state.entries[name] = entry
            state.order.append(name)
            state.namesByOwner[owner] = name
            if state.order.count > Self.maximumEntries { state.removeOldest() }
            return entry
        }
    }

    /// A file by its name; nil for one that is not there or whose address has expired.
    func entry(named name: String, now: Int64) -> Entry? {
        state.withLock { state in
            guard let entry = state.entries[name], entry.expiresAt > now else { return nil }
            return entry
        }
    }

    /// How many files, and how many owners of files, are remembered.
    var counts: (files: Int, owners: Int) { state.withLock { ($0.entries.count, $0.namesByOwner.count) } }

    /// Forgets all files.
    func removeAll() {
        state.withLock { $0 = State() }
    }
}
