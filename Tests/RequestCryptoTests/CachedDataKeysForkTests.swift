// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Glibc
import RequestCrypto
import Testing

@Suite("Cached data keys in a forked process")
struct CachedDataKeysForkTests {
    @Test("a child makes a key of its own, and lives")
    func fork() async {
        // In a process of its own, since this one has threads that hold who knows what.
        await #expect(processExitsWith: .success) {
            let cache = CachedDataKeys()
            let parentBlob = try cache.nextDataKey(for: .aes256CBC, sealing: 1).ciphertextBlob
            let child = Glibc.fork()
            if child == 0 {
                let first = try? cache.nextDataKey(for: .aes256CBC, sealing: 1).ciphertextBlob
                let second = try? cache.nextDataKey(for: .aes256CBC, sealing: 1).ciphertextBlob
                _exit(first != nil && first != parentBlob && first == second ? 0 : 1)
            }
            var status: Int32 = -1
            #expect(waitpid(child, &status, 0) == child)
            #expect(status == 0)
            #expect(try cache.nextDataKey(for: .aes256CBC, sealing: 1).ciphertextBlob == parentBlob)
        }
    }
}
#endif
