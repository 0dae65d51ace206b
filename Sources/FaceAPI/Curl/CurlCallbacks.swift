// SPDX-License-Identifier: Apache-2.0

import CFaceCurl

// The C functions that libcurl calls on the loop's thread, inside curl_multi_perform. `context` is the
// CurlTransfer, which the CurlMulti holds from before the handle is added until after it is removed.

func curlTransferBegins(
    _ context: UnsafeMutableRawPointer?, _ remoteAddress: UnsafeMutablePointer<CChar>?,
    _ localAddress: UnsafeMutablePointer<CChar>?, _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
    guard let transfer = transfer(context), let remoteAddress else { return CURL_PREREQFUNC_ABORT }
    return transfer.begin(remoteAddress: String(cString: remoteAddress)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

func curlTransferWantsBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = transfer(context), let bytes else { return Int(CURL_READFUNC_ABORT) }
    let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return transfer.read(into: room.assumingMemoryBound(to: UInt8.self)) ?? Int(CURL_READFUNC_ABORT)
}

func curlTransferRewinds(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard let transfer = transfer(context), offset == 0, origin == SEEK_SET else { return CURL_SEEKFUNC_FAIL }
    return transfer.rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

func curlTransferHasHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = transfer(context), let bytes else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.takeHeader(line.assumingMemoryBound(to: UInt8.self)) ? line.count : 0
}

func curlTransferHasBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = transfer(context), let bytes else { return 0 }
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Returning less than was given stops the transfer; for an empty part that cannot be said, and need
    // not be.
    return transfer.takeBody(part.assumingMemoryBound(to: UInt8.self)) ? part.count : 0
}

func curlTransferProgresses(
    _ context: UnsafeMutableRawPointer?, _ downloadTotal: curl_off_t, _ downloaded: curl_off_t,
    _ uploadTotal: curl_off_t, _ uploaded: curl_off_t
) -> Int32 {
    transfer(context)?.ticket.progress?.report(sent: Int(clamping: uploaded), received: Int(clamping: downloaded))
    return 0
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}
