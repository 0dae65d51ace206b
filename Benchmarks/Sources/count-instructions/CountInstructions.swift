// SPDX-License-Identifier: Apache-2.0

import CountedRegion
import Throughput

/// Runs each case once inside the region that callgrind counts, and prints their names in that order.
///
/// Everything is on the main thread and without Swift concurrency, whose executors valgrind does not get along with.
@main
struct CountInstructions {
    static func main() throws {
        let material = BenchmarkMaterial()
        for one in StandardCases.all(sizes: [ByteSize(4 << 10), ByteSize(64 << 10)]) where isCounted(one) {
            do {
                let work = try one.work(on: material)
                // Look-ups, known answers and spare pages are not the case's own.
                try work()
                try work()
                count(work)
                print(one.name)
            } catch let error as ThroughputError where error.code == .unavailable {
                continue
            }
        }
    }

    /// Whether the case is our own work on one thread; counts of a library's call alone would tell nothing about us.
    private static func isCounted(_ one: BenchmarkCase) -> Bool {
        !one.startsThreads && !one.name.hasPrefix("floor/") && !one.name.hasPrefix("one-by-one/")
    }

    private static func count(_ work: @escaping BenchmarkCase.Work) {
        var box = WorkBox(work: work)
        withUnsafeMutablePointer(to: &box) { pointer in
            tcface_counted_region(
                { context in
                    let box = context?.assumingMemoryBound(to: WorkBox.self)
                    do {
                        try box?.pointee.work()
                    } catch {
                        // It worked twice before.
                        preconditionFailure("\(error)")
                    }
                }, pointer)
        }
    }

    private struct WorkBox { let work: BenchmarkCase.Work }
}
