// SPDX-License-Identifier: Apache-2.0
// A sealed and signed request with what Node.js has itself.
//
// seal.js MEDIA PUBLIC.pem AES-256-CBC REQUESTS OUT
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');

const [mediaPath, keyPath, algorithm, requests, out] = process.argv.slice(2);
if (algorithm !== 'AES-256-CBC') {
  console.log(JSON.stringify({ skipped: 'node:crypto has no SM4-GCM with an OpenSSL before 3.1, and no SM2 encryption' }));
  process.exit(0);
}
const media = fs.readFileSync(mediaPath);
const publicKey = crypto.createPublicKey(fs.readFileSync(keyPath));
const host = 'faceid.tencentcloudapi.com';
const sha256 = (data) => crypto.createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => crypto.createHmac('sha256', key).update(data).digest();

function seal() {
  const key = crypto.randomBytes(32);
  const iv = crypto.randomBytes(16);
  const plaintext = JSON.stringify({ FaceInput: media.toString('base64'), FaceInputType: 2 });
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const wrapped = crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_PKCS1_PADDING }, key);
  const body = JSON.stringify({
    EncryptedBody: ciphertext.toString('base64'),
    Encryption: {
      EncryptList: ['EncryptionBody'],
      CiphertextBlob: wrapped.toString('base64'),
      Iv: iv.toString('base64'),
      Algorithm: algorithm,
      TagList: [],
    },
  });
  const timestamp = Math.floor(Date.now() / 1000);
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const canonical = ['POST', '/', '', `content-type:application/json\nhost:${host}\n`, 'content-type;host', sha256(body)];
  const scope = `${date}/faceid/tc3_request`;
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical.join('\n'))].join('\n');
  const signingKey = hmac(hmac(hmac('TC3EXAMPLEKEY', date), 'faceid'), 'tc3_request');
  const signature = hmac(signingKey, text).toString('hex');
  const headers = {
    Host: host,
    'Content-Type': 'application/json',
    'X-TC-Action': 'DetectAIFakeFaces',
    'X-TC-Version': '2018-03-01',
    'X-TC-Timestamp': timestamp,
    Authorization:
      `TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
  };
  return { headers, body };
}

const seconds = [];
let last;
for (let i = 0; i < Number(requests); i++) {
  const start = process.hrtime.bigint();
  last = seal();
  seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
}
const head = Object.entries(last.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
fs.writeFileSync(out, `POST / HTTP/1.1\r\n${head}Content-Length: ${Buffer.byteLength(last.body)}\r\n\r\n${last.body}`);
const description = `Node.js ${process.versions.node}, node:crypto on OpenSSL ${process.versions.openssl}`;
console.log(JSON.stringify({ description, seconds }));
