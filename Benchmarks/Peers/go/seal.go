// SPDX-License-Identifier: Apache-2.0

// A sealed and signed request with Go's standard library alone.
//
//	seal MEDIA PUBLIC.pem AES-256-CBC REQUESTS OUT
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"
)

const host = "faceid.tencentcloudapi.com"

type input struct {
	FaceInput     string
	FaceInputType int
}

type encryption struct {
	EncryptList    []string
	CiphertextBlob string
	Iv             string
	Algorithm      string
	TagList        []string
}

type envelope struct {
	EncryptedBody string
	Encryption    encryption
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, text string) []byte {
	state := hmac.New(sha256.New, key)
	state.Write([]byte(text))
	return state.Sum(nil)
}

func seal(media []byte, public *rsa.PublicKey) (string, []byte) {
	secrets := make([]byte, 48)
	_, err := rand.Read(secrets)
	check(err)
	key, iv := secrets[:32], secrets[32:]

	plaintext, err := json.Marshal(input{base64.StdEncoding.EncodeToString(media), 2})
	check(err)
	padding := aes.BlockSize - len(plaintext)%aes.BlockSize
	plaintext = append(plaintext, bytes.Repeat([]byte{byte(padding)}, padding)...)
	block, err := aes.NewCipher(key)
	check(err)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plaintext, plaintext)
	wrapped, err := rsa.EncryptPKCS1v15(rand.Reader, public, key)
	check(err)
	body, err := json.Marshal(envelope{
		base64.StdEncoding.EncodeToString(plaintext),
		encryption{
			[]string{"EncryptionBody"}, base64.StdEncoding.EncodeToString(wrapped),
			base64.StdEncoding.EncodeToString(iv), "AES-256-CBC", []string{},
		},
	})
	check(err)

	now := time.Now().UTC()
	timestamp, date := strconv.FormatInt(now.Unix(), 10), now.Format("2006-01-02")
	canonical := "POST\n/\n\ncontent-type:application/json\nhost:" + host + "\n\ncontent-type;host\n" + digest(body)
	scope := date + "/faceid/tc3_request"
	text := "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + digest([]byte(canonical))
	signingKey := mac(mac(mac([]byte("TC3EXAMPLEKEY"), date), "faceid"), "tc3_request")
	head := "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n" +
		"X-TC-Action: DetectAIFakeFaces\r\nX-TC-Version: 2018-03-01\r\nX-TC-Timestamp: " + timestamp + "\r\n" +
		"Authorization: TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope + ", SignedHeaders=content-type;host, Signature=" +
		hex.EncodeToString(mac(signingKey, text)) + "\r\n"
	return head, body
}

func main() {
	if os.Args[3] != "AES-256-CBC" {
		fmt.Println(`{"skipped": "Go's standard library has neither SM4 nor SM2"}`)
		return
	}
	media, err := os.ReadFile(os.Args[1])
	check(err)
	text, err := os.ReadFile(os.Args[2])
	check(err)
	block, _ := pem.Decode(text)
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	check(err)
	requests, err := strconv.Atoi(os.Args[4])
	check(err)

	seconds := []float64{}
	var head string
	var body []byte
	for i := 0; i < requests; i++ {
		start := time.Now()
		head, body = seal(media, parsed.(*rsa.PublicKey))
		seconds = append(seconds, time.Since(start).Seconds())
	}
	head += "Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n"
	check(os.WriteFile(os.Args[5], append([]byte(head), body...), 0o600))
	report, err := json.Marshal(map[string]interface{}{
		"description": runtime.Version() + ", standard library", "seconds": seconds,
	})
	check(err)
	fmt.Println(string(report))
}
