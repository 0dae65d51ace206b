// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import SecretMemory
import Testing

/// Each test runs its body in a process of its own, which the guard page has to stop.
@Suite struct GuardPageTests {
    @Test func `reading one byte past the end stops the process`() async {
        await #expect(processExitsWith: .failure) {
            let secret = SecretBytes(copying: [1, 2, 3].span)
            print(byte(of: secret, at: 3))
        }
    }

    @Test func `reading in front of the first page stops the process`() async {
        await #expect(processExitsWith: .failure) {
            let secret = SecretBytes(copying: [1, 2, 3].span)
            print(byte(of: secret, at: 3 - Int(getpagesize()) - 1))
        }
    }

    @Test func `reading the last byte does not`() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let secret = SecretBytes(copying: [1, 2, 3].span)
            exit(Int32(byte(of: secret, at: 2)))
        }
    }

    @Test func `an index past the end is caught before the guard page is`() async {
        await #expect(processExitsWith: .failure) {
            let secret = SecretBytes(copying: [1, 2, 3].span)
            print(secret.withBytes { $0[3] })
        }
    }
}

/// Reads without the check that a span makes.
private func byte(of secret: borrowing SecretBytes, at offset: Int) -> UInt8 {
    secret.withBytes { bytes in
        bytes.withUnsafeBufferPointer { $0.baseAddress?[offset] ?? 0 }
    }
}
#endif
