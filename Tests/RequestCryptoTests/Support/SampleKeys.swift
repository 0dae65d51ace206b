// SPDX-License-Identifier: Apache-2.0

/// Keys in all the forms that the tests need, as base64 of their DER.
///
/// Made with the openssl command for these tests; they protect nothing.
enum SampleKeys {
    /// A PEM text with lines of 64 characters.
    static func pem(_ label: String, _ base64: String, lineEnd: String = "\n") -> String {
        var lines = ["-----BEGIN \(label)-----"]
        var rest = Substring(base64)
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END \(label)-----")
        return lines.map { $0 + lineEnd }.joined()
    }

    /// The public half of ``rsaPrivatePKCS1``.
    static let rsaPublicPKCS1 =
        "MIGJAoGBAMnBBd0m39JN9jkr9XyR0BeuZ72hMZhAHSB2P+Jq1foiiTPEcKPLQvCD8h3eNm/3nmOJd9wzE5Y5O+Jy"
        + "HyWP0U/cXbLkKQlGwjlT6yCe//v0kKtcV2BNzXnClLzkuNXhpYBDZzXneRWajb8i4cQVUGJ+zfr1oL96+SC4LN6s"
        + "o4kFAgMBAAE="

    /// The public half of ``rsaPrivatePKCS1``.
    static let rsaPublicSPKI =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDJwQXdJt/STfY5K/V8kdAXrme9oTGYQB0gdj/iatX6IokzxHCj"
        + "y0Lwg/Id3jZv955jiXfcMxOWOTvich8lj9FP3F2y5CkJRsI5U+sgnv/79JCrXFdgTc15wpS85LjV4aWAQ2c153kV"
        + "mo2/IuHEFVBifs369aC/evkguCzerKOJBQIDAQAB"

    /// An RSA key of 1024 bits.
    static let rsaPrivatePKCS1 =
        "MIICXgIBAAKBgQDJwQXdJt/STfY5K/V8kdAXrme9oTGYQB0gdj/iatX6IokzxHCjy0Lwg/Id3jZv955jiXfcMxOW"
        + "OTvich8lj9FP3F2y5CkJRsI5U+sgnv/79JCrXFdgTc15wpS85LjV4aWAQ2c153kVmo2/IuHEFVBifs369aC/evkg"
        + "uCzerKOJBQIDAQABAoGBAKQV9aPwuvZ667eB1g0zNhAci0kB8akG8+lz4u9NvqvKLNZKfOXqKY4dcevyz0lvFYWU"
        + "x0Py0opKEDdSY5yUBEHA3gTTZnsD9xazELyFZRq20SEtQEAHpl2kTb4xOsEwZKmp05zjLTZHbvt8OF6NT3/5sGUm"
        + "Yf6ESljP57gQABK9AkEA+rjiA3HwMoNBpM2jSgjTijFbkjsvye99P13lEESdynLJ89tdIr8Zu3UtnCTKIgzonhNE"
        + "mDl4BZ7k2dHohAKJqwJBAM4AQVc8NqYCUCrXReLuhY8LFUJm2+mMNK8neyJC64WadGwKZmmCVcxPfrUhVZTsrmlD"
        + "xhmq0q3V2wMIWMmwaA8CQQCcYKw3Ud1q5AsRa2EpUBAA5YAj2N6ZqNIJr9qrJuDz4FytyGhyv5ahIRjthtS8ICkG"
        + "TyY9e7qsZsp+QTow/BQ5AkALG7xqRdb0kL9d8AnWuOH+2qwkzoMhTuwwXcKoEE++/ps0kEMBgYO65raAcfG5fCHT"
        + "j1IJZErEEPokabjP93FFAkEAtezqLrMbRUewLpGC18wzzTPVT9nXWD7+8XtSow4WXYMaxM5bilmj0pKJrwFDiEAA"
        + "MGWKwOlc+sFiZwl/xrgQPQ=="

    /// The key of ``rsaPrivatePKCS1``.
    static let rsaPrivatePKCS8 =
        "MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAMnBBd0m39JN9jkr9XyR0BeuZ72hMZhAHSB2P+Jq"
        + "1foiiTPEcKPLQvCD8h3eNm/3nmOJd9wzE5Y5O+JyHyWP0U/cXbLkKQlGwjlT6yCe//v0kKtcV2BNzXnClLzkuNXh"
        + "pYBDZzXneRWajb8i4cQVUGJ+zfr1oL96+SC4LN6so4kFAgMBAAECgYEApBX1o/C69nrrt4HWDTM2EByLSQHxqQbz"
        + "6XPi702+q8os1kp85eopjh1x6/LPSW8VhZTHQ/LSikoQN1JjnJQEQcDeBNNmewP3FrMQvIVlGrbRIS1AQAemXaRN"
        + "vjE6wTBkqanTnOMtNkdu+3w4Xo1Pf/mwZSZh/oRKWM/nuBAAEr0CQQD6uOIDcfAyg0GkzaNKCNOKMVuSOy/J730/"
        + "XeUQRJ3Kcsnz210ivxm7dS2cJMoiDOieE0SYOXgFnuTZ0eiEAomrAkEAzgBBVzw2pgJQKtdF4u6FjwsVQmbb6Yw0"
        + "ryd7IkLrhZp0bApmaYJVzE9+tSFVlOyuaUPGGarSrdXbAwhYybBoDwJBAJxgrDdR3WrkCxFrYSlQEADlgCPY3pmo"
        + "0gmv2qsm4PPgXK3IaHK/lqEhGO2G1LwgKQZPJj17uqxmyn5BOjD8FDkCQAsbvGpF1vSQv13wCda44f7arCTOgyFO"
        + "7DBdwqgQT77+mzSQQwGBg7rmtoBx8bl8IdOPUglkSsQQ+iRpuM/3cUUCQQC17OousxtFR7AukYLXzDPNM9VP2ddY"
        + "Pv7xe1KjDhZdgxrEzluKWaPSkomvAUOIQAAwZYrA6Vz6wWJnCX/GuBA9"

    /// The key of ``rsaPrivatePKCS1`` under a password.
    static let rsaEncryptedPKCS8 =
        "MIIC3TBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI7l6/dRWycbUCAggAMAwGCCqGSIb3DQIJBQAwHQYJ"
        + "YIZIAWUDBAEqBBDNjyNdUYHODketX0QLN/O7BIICgLpcQ0kPKaAs+DGWVnNvzSEVZrShINS5O/cFE+KHDPZTO40z"
        + "cjOOPPrxQ9nXgiMn8a5rdA95J48Nq2kIlIrvuxksE4wJHUMYjAi6tqyQ1N3u/IqCNGoZO0LDQoysAaCKDjQBcf52"
        + "uC1fZNUTVXR8U6oSXCLn+/7paKDs8u6EJbI/9lOQ2eLCpCYszJL1QTmJbdKIFX0ROKOElxvAXb8ZTlm1jlhbN9G2"
        + "J/6nI1JbPJtjLuTaZVFACCehoHKGjuLp3/cYwcxez/I8IL8QPouhJ1WCZZlRmYbTCzrXhp5MVVw6e/FibpgWa0y3"
        + "YF24B4CWSWHQqf8Z7ZB8Sp4QXsqEtiHi8CoV3rab5FoYrbw84sPCPSi1SgELGKuLjShSkK7QlUCquH2N0ArDuc2G"
        + "8IcNd/EeQv9r/sj2JK8sYJgvDXNffKbNwCu0F5xV2qucEX0nH2pb7O4FFJgoAaC0NemZl61lC+33m7NKqk42u+qb"
        + "9J8PQLLru6yFcK6FJVHZU1JPBoO29bC2db+APNzuQ/VrFEMZKMuoXBen6peKHkRT4VyBNCuOQyNkOy8kNeUajYuM"
        + "UBy4W/Rduy9j5FjYT195EACfZAOABOd1oHHkTTFArFXd2MNMpi5kIN9CretIioqdrvACZXQopfq0yfiYKyUzsRaa"
        + "Z9C110sGRotP+UuvOWQVZeB3ZPtiVLPPAmsHtUQfsqfcd1WUh6l8ARe7a3oYQrrt73IGCJzUbtmBnYfJ/CpF8TYr"
        + "AuvMyGE6+djQZn9WfUTrQsWRtcrP9Nu6mvyJ2UYqJEMWXjt6Sstibs599R64cXR5W+/qtJgMmF4M4sEOrFwlwYKZ"
        + "N6PJNirHmSfW6Q4="

    /// An RSA key of 1016 bits.
    static let rsa1016 =
        "MIGIAoGAAOPNkI84NVQAulLUXIvLHtpsR7l6OPhDF7ejdK/3UqnHw79KU87epjS868sK+nuSJdPfCrHwuU03CW1I"
        + "aqCmQm/CSpjijygOM3jcJeKVeqsqFhBgP/3cVOOvwAz4dIlxKgS7MKmDYLXC6Msz586VPqzjaghb49u6zbcLCJNe"
        + "ntUCAwEAAQ=="

    /// An RSA key of three primes.
    static let rsaThreePrimes =
        "MIIE2QIBAQKCAQEApz2FrXNPy3o6zJJrnJx0LiuO93eaciZHxXPNW8LuiK3Hbycn7m8edX1xNV68K+Te+RpnpWWL"
        + "06qZpwsTfib3Ohh7Yfal42z7WTqZsobE8+MrQecLyKrjmslR+b0ezjJlTWCFovVsKmJ57Cxq7n1ZAgUREzcWCQPi"
        + "fyOSkvazxul+iPdPXuQAsaksirB+1SLHefQp0v/FCQO+2Kw/xdM6YX9DxQkIFsvpOBfqxLTmjATM+TcizRLEZBpk"
        + "dz4KnjmnOlo1WSwxjxipvZw8ncm/eVxVgTZEZB5rpaEuwNG3Y+eBSYoKoEF3JRleyWHT5+baHKriMGvv9RH3jm0i"
        + "tdQONQIDAQABAoIBAGCmsoHKWXw72I1vtVdeJ9qi+83SxmRf8SyQv0bfwiElZVO8qlwmxdCavXldlZw8egw2kV3J"
        + "8ORT/NbIFOzcMhbWHUBBXh+wVRZ9QmQldN+KEu7USz/laJcuzLUGRS19duHa1okBfE/KF24T4i/G0hLPv0Gt1nfx"
        + "otomLJLA2HGXqcqe0LRw7K65uJJHl8gD24LE7HQYxryeanw48NrYekEmXNTMKgsPpvOl4kZpLFph1OCqn0NijalV"
        + "OEQOQGDh5nHl1CgWGnRW/tgphVd0RJrY1QjXKm+Yll+87dIPx/hl8YM6M6GfMIa8Jzm+Rec/Bh5ORUgF1kE1YR8X"
        + "z8aXpNECVgeTm7s1AreJrfXIbIJfjZ0uDKYh43HtUnrWMcGWEM1yUo8I+HFlA9cffXQ5G5D4sqTszX8JIDqw1yWo"
        + "TRwNVx+fwY/DbAAJh/xOQwcb3+fPe4lcWp/3AlYG4xBY4E1yL460jYhEhoK5MrrJoVqVeAi8vJhFltH3Wf95IYGe"
        + "3651Uf0xrLnIcRRk3f5d1PcBdibxQyTQGW2Ph+OxCYpWxFX4+iXLm5d5PX22BPo7zQJWARRdKi2Bd5lcehrWqzTm"
        + "PrEjCEDn4YHJMMt4R3cUadGSReMnUzDrfSl1fKvua5ekDK/ZD/LC7tnnrevvIMId2dmvgMZ9ivvQrniQQGEOZD9C"
        + "AO5x0z0CVgDlNBLZ1jeqBxth6v09n3EEL1RXLbeQy1H+Eq25VcKaaKQOvxMwcTW/WvNCSUTNrqEOWytHrHT8L0Pe"
        + "PsLvC1dFi0xQuTNegu7DVnaJ279fRyCKtR1hAlYFSo/U/phUn282JUK94k4pIzDB5CbO5JgHF1s+WUFcKcwm10RY"
        + "bTLMgYf0Y51CcXhAMGFbJQpbyuEQHcjxhAvYx9UCW7fRM8u/XxVx7EPOHzVPc0oy3DCCAQwwggEIAlYDNIAbZLeE"
        + "7mVcgiVOhYXqOZFt67FoG8eoWrPRFerYFU9T2/4oxtZhWMJEcdaEEZaF6LLLM5+d6BTSHvahTUna8UW1JzqFpzVW"
        + "3v8Q9WcSF99+zYu7/wJWAyh+e3+5HnHSy18q577GgFCNrySqQY3uJUSLH6JbMOV+r4F9ZizYHkBZ3RvXZ3f1PKpZ"
        + "U8XgqLaBnbMJD1SbS/Sm3aR0FDL5akp+R/WoxLllbwuXf30CVgLpJJQjtvSw/rHtkvSCpnYLGPtIYC8b6huVWWE2"
        + "fLlnBchUkoVSmdxd4FPPIEEs1VqAjGkp/Nl1BqnVKdJdz9yXAH/KlKVxvpK/L1iGNffz1d8fQjrJ"

    /// A key for RSASSA-PSS only.
    static let rsaPSSPublic =
        "MIGdMAsGCSqGSIb3DQEBCgOBjQAwgYkCgYEAl93U164IcZcKFsgzs8JV06j+9bXwk56m3NaZvw6DMdnwGq+A1C6n"
        + "kxBYqQFuzoSeXrYs0q0iJYyyWr/cro+3MEP9WnqpqVpcT7bqj71uhOIaaaiUataczQAkd+v6g1I0H1L21EFrSJwL"
        + "Tb1r1iPOVk80siTvA0lFDfwh2QE6e4kCAwEAAQ=="

    /// The public half of ``sm2PrivatePKCS8``.
    static let sm2PublicSPKI =
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEkX/txbk7p8ySnnlLAibk5Z0SDe2sNTWUvBeuXTmPo+CQdDRf2qLy"
        + "MAPRiWfrWj6Y8cZZNW8IM28eX7QqFXyC6Q=="

    /// An SM2 key.
    static let sm2PrivatePKCS8 =
        "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgJdLGfIhhHuIvHkX5Iu6k7o34awq4CrtPZrmfRjxr"
        + "1ZGhRANCAASRf+3FuTunzJKeeUsCJuTlnRIN7aw1NZS8F65dOY+j4JB0NF/aovIwA9GJZ+taPpjxxlk1bwgzbx5f"
        + "tCoVfILp"

    /// The key of ``sm2PrivatePKCS8``.
    static let sm2PrivateSEC1 =
        "MHcCAQEEICXSxnyIYR7iLx5F+SLupO6N+GsKuAq7T2a5n0Y8a9WRoAoGCCqBHM9VAYItoUQDQgAEkX/txbk7p8yS"
        + "nnlLAibk5Z0SDe2sNTWUvBeuXTmPo+CQdDRf2qLyMAPRiWfrWj6Y8cZZNW8IM28eX7QqFXyC6Q=="

    /// The key of ``sm2PrivatePKCS8`` without its public half.
    static let sm2PrivateSEC1WithoutPoint =
        "MDECAQEEICXSxnyIYR7iLx5F+SLupO6N+GsKuAq7T2a5n0Y8a9WRoAoGCCqBHM9VAYIt"

    /// The public half of ``sm2PrivatePKCS8`` with a compressed point.
    static let sm2PublicCompressed =
        "MDkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DIgADkX/txbk7p8ySnnlLAibk5Z0SDe2sNTWUvBeuXTmPo+A="

    /// The public half of ``sm2PrivatePKCS8`` with the numbers of the curve instead of its name.
    static let sm2PublicExplicit =
        "MIIBMzCB7AYHKoZIzj0CATCB4AIBATAsBgcqhkjOPQEBAiEA/////v////////////////////8AAAAA////////"
        + "//8wRAQg/////v////////////////////8AAAAA//////////wEICjp+p6dn140TVqeS89lCafzl4n1FauPkt28"
        + "vUFNlA6TBEEEMsSuLB8ZgRlfmQRGajnJlI/jC7/yZgvhcVpFiTNMdMe8Nzai9PZ3nFm9zuNraSFT0KmHfMYqR0AC"
        + "3zLlITnwoAIhAP////7///////////////9yA99rIcYFK1O79Ak51UEjAgEBA0IABJF/7cW5O6fMkp55SwIm5OWd"
        + "Eg3trDU1lLwXrl05j6PgkHQ0X9qi8jAD0Yln61o+mPHGWTVvCDNvHl+0KhV8guk="

    /// A key on P-256.
    static let p256PublicSPKI =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/u2/FvQRAcQBaR9UV5U2YSdqN0eXQSbaAG3WPhSMcYBvEEkClFMh"
        + "qxY43lWCquKLKstk8Qgr1XUXA/KihnRZqw=="

    /// The private half of ``p256PublicSPKI``.
    static let p256PrivateSEC1 =
        "MHcCAQEEIAO1BufSs98FQh/Yxrr1smTIaTTexKiN4vwn/weFlz9IoAoGCCqGSM49AwEHoUQDQgAE/u2/FvQRAcQB"
        + "aR9UV5U2YSdqN0eXQSbaAG3WPhSMcYBvEEkClFMhqxY43lWCquKLKstk8Qgr1XUXA/KihnRZqw=="

    /// A key on secp256k1.
    static let secp256k1PublicSPKI =
        "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEpe0yFHlJcUwcm/TyZHqG3+wMIaG2o+28/igdTGt9LQisF/CWUXSguD9P"
        + "gOy+cSh6qA/nAM09iA7vV4/Z6HN9Mw=="

    /// An Ed25519 key.
    static let ed25519PublicSPKI =
        "MCowBQYDK2VwAyEAbjiTkfrrqlsGBT0AKgB7EFdrUpWTmjBEs4A8u88M+40="

    /// A self-signed certificate for ``rsaPrivatePKCS1``.
    static let certificate =
        "MIIB9DCCAV2gAwIBAgIUEy9ZEfV5y0LrwbQsGHda3oND0GkwDQYJKoZIhvcNAQELBQAwDDEKMAgGA1UEAwwBdDAe"
        + "Fw0yNjExMjEwMTU2MDhaFw0yNjExMjIwMTU2MDhaMAwxCjAIBgNVBAMMAXQwgZ8wDQYJKoZIhvcNAQEBBQADgY0A"
        + "MIGJAoGBAMnBBd0m39JN9jkr9XyR0BeuZ72hMZhAHSB2P+Jq1foiiTPEcKPLQvCD8h3eNm/3nmOJd9wzE5Y5O+Jy"
        + "HyWP0U/cXbLkKQlGwjlT6yCe//v0kKtcV2BNzXnClLzkuNXhpYBDZzXneRWajb8i4cQVUGJ+zfr1oL96+SC4LN6s"
        + "o4kFAgMBAAGjUzBRMB0GA1UdDgQWBBQBzEtm9trXQ1PLXBqMcCTnMu6+xjAfBgNVHSMEGDAWgBQBzEtm9trXQ1PL"
        + "XBqMcCTnMu6+xjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBADhz+i3ZANseZ2Qj9z02zBqB2lgG"
        + "+9ND67r4yyYOwif3eS8c6Z2BvSb0njPopjONpQUUjPjDOL1T92OQpWntfQMpVjszKl6pSOuCe+nPGetj9HUfR2Vy"
        + "0lGBaQG2MIWEo/yWXKHrMUaOYJIA3cRM+ApDkzjxxdPD0rU14bpqUDPo"
}
