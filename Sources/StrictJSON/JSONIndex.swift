// SPDX-License-Identifier: Apache-2.0

/// The values of a document in the order in which they begin, as offsets into its bytes.
///
/// One array of nodes and one of name bytes stand for the whole tree, however large it is. The nodes
/// inside an object or array follow its own node, up to `next`.
struct JSONIndex: Sendable {
    /// One value: 24 bytes, so that a hostile document of two-byte values takes 12 times its size.
    struct Node: Sendable {
        /// Where the value begins.
        let start: UInt32
        /// Where the value ends; for a container, once it has been closed.
        var end: UInt32 = 0
        /// The node after this one and everything inside it; for a container, once it has been closed.
        var next: UInt32 = 0
        /// The member's name in `names`; empty for what is not a member.
        let nameStart: UInt32
        let nameEnd: UInt32
        let token: Token
    }

    /// What a value is, and for a string whether its bytes are its text.
    enum Token: UInt8, Sendable {
        case object, array, plainString, escapedString, number, `true`, `false`, null
    }

    private(set) var nodes: [Node] = []
    /// The names of all members, unescaped, one after the other.
    private(set) var names: [UInt8] = []

    /// The nodes directly inside a container, as indices into `nodes`.
    struct Children: Sequence, IteratorProtocol {
        fileprivate let nodes: [Node]
        fileprivate var node: Int
        fileprivate let end: Int

        mutating func next() -> Int? {
            guard node < end else { return nil }
            defer { node = Int(nodes[node].next) }
            return node
        }
    }

    /// What is directly inside a container, which may still be open.
    func children(of container: Int) -> Children {
        let next = Int(nodes[container].next)
        return Children(nodes: nodes, node: container + 1, end: next == 0 ? nodes.count : next)
    }

    /// The range in `names` of a member's name.
    func nameRange(of node: Int) -> Range<Int> {
        Int(nodes[node].nameStart)..<Int(nodes[node].nameEnd)
    }

    /// Whether the member at `node` has the name with these bytes.
    ///
    /// Bytes are compared, not strings: two names that Swift holds to be canonically equivalent are two names.
    func name(of node: Int, equals bytes: Span<UInt8>) -> Bool {
        let range = nameRange(of: node)
        guard range.count == bytes.count else { return false }
        for index in bytes.indices where names[range.lowerBound + index] != bytes[index] { return false }
        return true
    }

    /// Adds a value that ends at `end`, or a container that is still open.
    mutating func append(_ token: Token, from start: Int, to end: Int? = nil, named name: Range<Int>) {
        nodes.append(
            Node(
                start: UInt32(start), end: UInt32(end ?? 0), next: end == nil ? 0 : UInt32(nodes.count + 1),
                nameStart: UInt32(name.lowerBound), nameEnd: UInt32(name.upperBound), token: token))
    }

    /// Closes a container.
    mutating func close(_ container: Int, at end: Int) {
        nodes[container].end = UInt32(end)
        nodes[container].next = UInt32(nodes.count)
    }

    /// Adds the name that a checked string spells, and gives its range in `names`.
    mutating func appendName(_ content: Range<Int>, isPlain: Bool, of source: Span<UInt8>) -> Range<Int> {
        let start = names.count
        names.append(addingCapacity: content.count) { output in
            JSONString.unescape(source.extracting(content), isPlain: isPlain, into: &output)
        }
        return start..<names.count
    }
}
