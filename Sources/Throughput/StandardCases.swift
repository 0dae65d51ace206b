// SPDX-License-Identifier: Apache-2.0

internal import RequestCrypto

/// All cases of this package, in the order in which a round takes them.
public enum StandardCases {
    /// The cases at some sizes of media.
    ///
    /// - Parameter sizes: The sizes of bodies that are held; those over 64 MiB are measured as streams alone.
    public static func all(sizes: [ByteSize] = ByteSize.standard) -> [BenchmarkCase] {
        var cases: [BenchmarkCase] = []
        for size in sizes {
            cases += FloorCases.all(size)
            guard size.byteCount <= largestHeld else {
                cases += ContentAlgorithm.measured.flatMap { StreamCases.all($0, size) }
                continue
            }
            cases += SealCases.all(size) + OpenCases.all(size) + Base64Cases.all(size)
        }
        // What is asked for at its own size stands beside the floor of that size.
        if let small = sizes.first(where: { $0.byteCount <= largestHeld }) {
            cases += ContentAlgorithm.measured.map { SealCases.request($0, small) }
        }
        if let large = sizes.last(where: { $0.byteCount <= largestHeld }) {
            cases += ContentAlgorithm.measured.map { SealCases.file($0, large) }
            cases += ContentAlgorithm.measured.flatMap { StreamCases.all($0, large) }
            cases += ContentAlgorithm.measured.map { SealCases.twoThreads($0, large) }
            cases += [1, 2].map { SealCases.byLibraries(.aes256CBC, threads: $0, large) }
        }
        for size in sizes where size == ByteSize(16 << 10) {
            cases += [ManyCases.oneByOne(.aes256CBC, size), ManyCases.batch(.aes256CBC, size)]
        }
        for size in sizes where size == ByteSize(1 << 20) {
            cases += [ManyCases.cores(1, .aes256CBC, size), ManyCases.cores(2, .aes256CBC, size)]
        }
        return cases + KeyCases.all
    }

    /// The cases whose names hold one of the texts; all when there is none.
    ///
    /// What a kept case is measured against, in its own column or in a goal, stays with it.
    public static func filter(_ cases: [BenchmarkCase], by texts: [String]) -> [BenchmarkCase] {
        guard !texts.isEmpty else { return cases }
        let kept = cases.filter { one in texts.contains { one.name.contains($0) } }
        let names = Set(kept.map(\.name))
        let needed = StandardGates.all.reduce(into: names.union(kept.flatMap(\.floors))) { needed, gate in
            if let first = gate.measure.cases.first, names.contains(first) { needed.formUnion(gate.measure.cases) }
        }
        return cases.filter { needed.contains($0.name) }
    }

    private static let largestHeld = 64 << 20
}
