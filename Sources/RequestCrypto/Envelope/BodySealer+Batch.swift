// SPDX-License-Identifier: Apache-2.0

extension BodySealer {
    /// Seals several pictures or clips, each into a body of its own with its own data key and IV.
    ///
    /// With AES-256-CBC and a processor that has what it needs, several are sealed at once on one core: sixteen bodies
    /// of 16 KiB take about 0.6 of the time that they take one by one where AES and SHA instructions are both there,
    /// and far less where SHA instructions are missing. Larger batches spread over the cores that the process may use
    /// and does not seal on already. The result is the same as that of sealing each.
    ///
    /// - Parameters:
    ///   - media: The files' bytes, not base64.
    ///   - kind: Whether they are pictures or clips.
    /// - Returns: The bodies in the order of `media`.
    /// - Throws: `emptyBody` when any is empty; what making a data key throws. Nothing is sealed then.
    public func seal(batch media: [[UInt8]], kind: MediaKind) throws(RequestCryptoError) -> [SealedBody] {
        for bytes in media where bytes.isEmpty {
            throw RequestCryptoError(.emptyBody, "there is nothing to seal: one of the media is empty")
        }
        return try seal(batch: media, as: .media(kind))
    }

    /// Seals several bodies, as ``seal(batch:kind:)`` does.
    ///
    /// - Parameter bodies: The business parameters of each: a JSON object in UTF-8, checked before anything is sealed.
    /// - Returns: The sealed bodies in the order of `bodies`.
    /// - Throws: `emptyBody`, `malformedJSON`; what making a data key throws. Nothing is sealed then.
    public func seal(batch bodies: [[UInt8]]) throws(RequestCryptoError) -> [SealedBody] {
        for bytes in bodies {
            guard !bytes.isEmpty else {
                throw RequestCryptoError(.emptyBody, "there is nothing to seal: one of the bodies is empty")
            }
            _ = try JSONCheck.object(bytes.span, what: "one of the bodies")
        }
        return try seal(batch: bodies, as: .json)
    }

    private func seal(batch contents: [[UInt8]], as content: BodyContent) throws(RequestCryptoError) -> [SealedBody] {
        let lanes = BatchSealing.lanes(for: algorithm) ?? (count: 1, least: 1)
        // Bodies of about the same size go together, the largest first.
        let order = contents.indices.sorted { contents[$0].count > contents[$1].count }
        let groups = stride(from: 0, to: order.count, by: lanes.count).map { start in
            order[start..<min(start + lanes.count, order.count)]
        }
        let work = SharedWork<[SealedBody]>(count: groups.count, byteCount: contents.reduce(0) { $0 + $1.count })
        let sealed = try work.run { index throws(RequestCryptoError) in
            try seal(group: groups[index].map { contents[$0] }, as: content, least: lanes.least)
        }
        return zip(order, sealed.joined()).sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Seals bodies at once where they are enough for that to be faster.
    private func seal(
        group contents: [[UInt8]], as content: BodyContent, least: Int
    ) throws(RequestCryptoError) -> [SealedBody] {
        guard contents.count >= max(least, 2) else {
            return try contents.map { bytes throws(RequestCryptoError) in try seal(bytes.span, as: content) }
        }
        let bodies = try contents.map { bytes throws(RequestCryptoError) in try batchBody(bytes, as: content) }
        return BatchSealing(content: content).seal(bodies)
    }
}
