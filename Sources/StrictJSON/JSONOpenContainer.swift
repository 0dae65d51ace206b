// SPDX-License-Identifier: Apache-2.0

/// An object or array whose end has not been read yet.
struct JSONOpenContainer {
    let node: Int
    let isObject: Bool

    private var memberCount = 0
    /// The hashes of all names so far; nil as long as there are few.
    private var hashes: Set<Int>?

    init(node: Int, isObject: Bool) {
        self.node = node
        self.isObject = isObject
    }

    /// Whether a member of this name may come next: whether there is none yet.
    mutating func admits(_ name: Range<Int>, in index: JSONIndex) -> Bool {
        let bytes = index.names.span.extracting(name)
        memberCount += 1
        if memberCount > Self.few {
            // A hash that was not there belongs to a name that was not there. Swift seeds its hashes
            // anew in each process: nobody can prepare a document of names that collide.
            var seen = hashes.take() ?? hashesOfMembers(in: index)
            let isNew = seen.insert(Self.hash(bytes)).inserted
            hashes = seen
            if isNew { return true }
        }
        for member in index.children(of: node) where index.name(of: member, equals: bytes) { return false }
        return true
    }

    /// Up to here, comparing a name with each one before is cheaper than hashing them.
    private static let few = 16

    private func hashesOfMembers(in index: JSONIndex) -> Set<Int> {
        var hashes = Set<Int>()
        for member in index.children(of: node) {
            hashes.insert(Self.hash(index.names.span.extracting(index.nameRange(of: member))))
        }
        return hashes
    }

    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
