// SPDX-License-Identifier: Apache-2.0

import RequestCrypto
import Testing

@Suite("Content ciphers against published values")
struct ContentVectorTests {
    @Test("RFC 8998 appendix A.1 comes out, associated data and all", arguments: CipherCase.gcm)
    func rfc8998(_ cipher: CipherCase) throws {
        let key = hex("0123456789ABCDEFFEDCBA9876543210")
        let iv = hex("00001234567800000000ABCD")
        let associatedData = hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
        let plaintext = hex(
            """
            AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
            EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA
            """)
        let sealed = try cipher.seal(plaintext, key: key, iv: iv, associatedData: associatedData)
        #expect(
            sealed.ciphertext
                == hex(
                    """
                    17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
                    D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D
                    """))
        #expect(sealed.tag == hex("83DE3541E4C2B58177E065A9BF7B62EC"))
        #expect(
            try cipher.open(sealed.ciphertext, key: key, iv: iv, tag: sealed.tag, associatedData: associatedData)
                == plaintext)
    }

    @Test("NIST SP 800-38A F.2.5 comes out before the padding", arguments: CipherCase.cbc)
    func nistCBC(_ cipher: CipherCase) throws {
        let sealed = try cipher.seal(
            hex(
                """
                6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51
                30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710
                """),
            key: hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
            iv: hex("000102030405060708090a0b0c0d0e0f"))
        #expect(
            sealed.ciphertext.dropLast(16)
                == hex(
                    """
                    f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d
                    39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b
                    """)[...])
        #expect(sealed.tag.isEmpty)
    }

    /// The fields in the example output of TencentCloud/faceid-api-crypto-nodejs, with AES.
    @Test("the vendor's AES examples open", arguments: CipherCase.cbc)
    func vendorCBC(_ cipher: CipherCase) throws {
        let key = try base64("XJKXDwFwoYHoORb/g1ReMJ+POptUa7Ax4R+CRI0GLgU=")
        let iv = try base64("vTjCqg1Xz6Lh0pJZCNjAAQ==")
        for (ciphertext, plaintext) in [
            ("8TEJyC4YWALmK5U9cw+R+1Rvs4LuNRAAm8LQkwrJEa4=", "440111111111111111"),
            ("QR3meQHDzArXCIuJIyETLzRtOjg0vjRxcYdKQTOE7vw=", "爱新觉罗永琪"),
        ] {
            #expect(try cipher.open(base64(ciphertext), key: key, iv: iv, tag: []) == Array(plaintext.utf8))
            #expect(try cipher.seal(Array(plaintext.utf8), key: key, iv: iv).ciphertext == base64(ciphertext))
        }
        // And of the tests of faceid-api-crypto-golang at commit 14815a5.
        #expect(
            try cipher.open(
                base64("1sA24aEqkayFIlnY4yX7fSMpk3s26VJ7kUewgj+lOjB3TngwciXC2You2xJYzbVf"),
                key: Array("ibewh93B4pwqkno0VFltYhnVze80gPUr".utf8), iv: base64("qobvAR0P5F77+Kd3lnEbWg=="), tag: [])
                == Array("9dfb7607-9ce5-4a60-b581-df434de04411".utf8))
    }

    /// The fields in the example output of TencentCloud/faceid-api-crypto-nodejs, with SM4.
    @Test("the vendor's SM4 examples open", arguments: CipherCase.gcm)
    func vendorGCM(_ cipher: CipherCase) throws {
        let key = try base64("t/dlVGSD3hMbSG21ocAylQ==")
        let iv = try base64("cHNm8k09p2d80owr")
        let goKey = Array("r25c6t33qjbmmxgm".utf8)
        let goIV = try base64("e3wocj4HxzvPKEBz")
        for (key, iv, ciphertext, tag, plaintext) in [
            (key, iv, "oUfaRWLLjR9MclkyFF68M7Ot", "meBiloynTRhQtOtLR2xccQ==", "440111111111111111"),
            (key, iv, "cvtbksVKVIn0pNWUw9815RI2", "Anrq6V9s4jwBg+/mxW9Zeg==", "爱新觉罗永琪"),
            (goKey, goIV, "h+4=", "bhHcrneLtSRzj5M7cWjSYg==", "s1"),
            (goKey, goIV, "h+0=", "DHcDLyorTMZHX9UkP9QPDg==", "s2"),
        ] {
            #expect(try cipher.open(base64(ciphertext), key: key, iv: iv, tag: base64(tag)) == Array(plaintext.utf8))
            let sealed = try cipher.seal(Array(plaintext.utf8), key: key, iv: iv)
            #expect(try sealed.ciphertext == base64(ciphertext))
            #expect(try sealed.tag == base64(tag))
        }
    }

    @Test("the body of the protocol's worked example comes out", arguments: CipherCase.all)
    func workedExample(_ cipher: CipherCase) throws {
        let body = Array(#"{"FaceInput":"AAAAA","FaceInputType":1}"#.utf8)
        if cipher.algorithm == .aes256CBC {
            let sealed = try cipher.seal(
                body, key: Array("0123456789abcdef0123456789abcdef".utf8), iv: base64("AAECAwQFBgcICQoLDA0ODw=="))
            #expect(
                try sealed.ciphertext == base64("gBmSXuqKvf79nOPbdVblEgy08aWO0/0YhP4iR2Cic/52dpFXvRCa9oqR+FWpn+ny"))
        } else {
            let sealed = try cipher.seal(body, key: Array("0123456789abcdef".utf8), iv: base64("AAECAwQFBgcICQoL"))
            #expect(try sealed.ciphertext == base64("5g49diZxIeHGwVD0yTIdTzkGW9cnEzcLcb6vJAp8zXPn61WL8HTx"))
            #expect(try sealed.tag == base64("tHX9T8T2zbCkS3yPR0LWKg=="))
        }
    }

    @Test(
        "NIST CAVP AES-256-CBC: 830 known answers and multi-block messages both ways",
        // The files are published by NIST and not part of this repository.
        .enabled(if: ThirdPartyVectors.have("cavp-pyca")), arguments: CipherCase.cbc)
    func cavp(_ cipher: CipherCase) throws {
        var count = 0
        for name in ["CBCGFSbox256", "CBCKeySbox256", "CBCVarKey256", "CBCVarTxt256", "CBCMMT256"] {
            for stanza in try ThirdPartyVectors.stanzas("cavp-pyca/AES-CBC/\(name).rsp") {
                guard let plaintext = stanza["PLAINTEXT"].map(hex), let ciphertext = stanza["CIPHERTEXT"].map(hex),
                    let key = stanza["KEY"].map(hex), let iv = stanza["IV"].map(hex)
                else { continue }
                let sealed = try cipher.seal(plaintext, key: key, iv: iv).ciphertext
                #expect(sealed.dropLast(16) == ciphertext[...])
                #expect(try cipher.open(sealed, key: key, iv: iv, tag: []) == plaintext)
                count += 1
            }
        }
        #expect(count == 830)
    }
}
