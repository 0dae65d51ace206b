// SPDX-License-Identifier: Apache-2.0

internal import CFaceClock
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// The same work on several threads at once, each on a core of its own.
enum WorkThread {
    /// Starts the threads and waits for all; whether each said that it worked.
    static func run(_ work: @escaping @Sendable () -> Bool, on cores: some Collection<Int>) -> Bool {
        let failures = Failures()
        var threads: [pthread_t] = []
        for core in cores {
            let task = Unmanaged.passRetained(Task(core: core, work: work, failures: failures))
            #if canImport(Darwin)
            var thread: pthread_t?
            #else
            var thread = pthread_t()
            #endif
            let code = pthread_create(
                &thread, nil,
                { pointer in
                    #if canImport(Darwin)
                    Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().run()
                    #else
                    if let pointer { Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().run() }
                    #endif
                    return nil
                }, task.toOpaque())
            guard code == 0 else {
                task.release()
                failures.count()
                continue
            }
            #if canImport(Darwin)
            if let thread { threads.append(thread) }
            #else
            threads.append(thread)
            #endif
        }
        for thread in threads { pthread_join(thread, nil) }
        return failures.isEmpty
    }

    private final class Failures: Sendable {
        private let number = Atomic<Int>(0)

        func count() { number.add(1, ordering: .relaxed) }

        var isEmpty: Bool { number.load(ordering: .relaxed) == 0 }
    }

    private final class Task: Sendable {
        private let core: Int
        private let work: @Sendable () -> Bool
        private let failures: Failures

        init(core: Int, work: @escaping @Sendable () -> Bool, failures: Failures) {
            self.core = core
            self.work = work
            self.failures = failures
        }

        func run() {
            // Where threads cannot be pinned, the system spreads them itself.
            _ = tcface_clock_pin(Int32(core))
            if !work() { failures.count() }
        }
    }
}
