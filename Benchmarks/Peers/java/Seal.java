// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A sealed and signed request in Java: AES, RSA, SHA-256 and HMAC of the JDK; SM4 and SM2 of BouncyCastle.
 *
 * <p>{@code Seal MEDIA PUBLIC.pem AES-256-CBC|SM4-GCM REQUESTS OUT}
 */
final class Seal {
  private static final String HOST = "faceid.tencentcloudapi.com";
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Request(String head, byte[] body) {}

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] wrap(byte[] key, byte[] spki, boolean isSM4) throws Exception {
    if (isSM4) {
      AsymmetricKeyParameter point = PublicKeyFactory.createKey(spki);
      SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
      engine.init(true, new ParametersWithRandom(point, RANDOM));
      return engine.processBlock(key, 0, key.length);
    }
    PublicKey rsa = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, rsa);
    return cipher.doFinal(key);
  }

  private static Request seal(byte[] media, byte[] spki, String algorithm) throws Exception {
    boolean isSM4 = algorithm.equals("SM4-GCM");
    byte[] key = random(isSM4 ? 16 : 32);
    byte[] iv = random(isSM4 ? 12 : 16);
    byte[] plaintext =
        ("{\"FaceInput\":\"" + base64(media) + "\",\"FaceInputType\":2}").getBytes(StandardCharsets.UTF_8);
    Cipher cipher;
    if (isSM4) {
      cipher = Cipher.getInstance("SM4/GCM/NoPadding", "BC");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(128, iv));
    } else {
      cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    }
    byte[] sealed = cipher.doFinal(plaintext);
    String tags = "";
    if (isSM4) {
      tags = "\"" + base64(Arrays.copyOfRange(sealed, sealed.length - 16, sealed.length)) + "\"";
      sealed = Arrays.copyOf(sealed, sealed.length - 16);
    }
    String text =
        "{\"EncryptedBody\":\"" + base64(sealed) + "\",\"Encryption\":{\"EncryptList\":[\"EncryptionBody\"],"
            + "\"CiphertextBlob\":\"" + base64(wrap(key, spki, isSM4)) + "\",\"Iv\":\"" + base64(iv)
            + "\",\"Algorithm\":\"" + algorithm + "\",\"TagList\":[" + tags + "]}}";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);

    long timestamp = Instant.now().getEpochSecond();
    String date = Instant.ofEpochSecond(timestamp).toString().substring(0, 10);
    String canonical =
        "POST\n/\n\ncontent-type:application/json\nhost:" + HOST + "\n\ncontent-type;host\n" + sha256(body);
    String scope = date + "/faceid/tc3_request";
    String toSign =
        "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] signingKey =
        hmac(hmac(hmac("TC3EXAMPLEKEY".getBytes(StandardCharsets.UTF_8), date), "faceid"), "tc3_request");
    String head =
        "POST / HTTP/1.1\r\nHost: " + HOST + "\r\nContent-Type: application/json\r\n"
            + "X-TC-Action: DetectAIFakeFaces\r\nX-TC-Version: 2018-03-01\r\nX-TC-Timestamp: " + timestamp
            + "\r\nAuthorization: TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope
            + ", SignedHeaders=content-type;host, Signature="
            + HexFormat.of().formatHex(hmac(signingKey, toSign)) + "\r\n";
    return new Request(head, body);
  }

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    byte[] media = Files.readAllBytes(Path.of(arguments[0]));
    String pem = Files.readString(Path.of(arguments[1])).replaceAll("-----[A-Z ]*-----", "");
    byte[] spki = Base64.getMimeDecoder().decode(pem);
    int requests = Integer.parseInt(arguments[3]);

    StringBuilder seconds = new StringBuilder();
    Request last = null;
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      last = seal(media, spki, arguments[2]);
      seconds.append(i == 0 ? "" : ", ").append((System.nanoTime() - start) / 1e9);
    }
    String head = last.head() + "Content-Length: " + last.body().length + "\r\n\r\n";
    byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.UTF_8), head.length() + last.body().length);
    System.arraycopy(last.body(), 0, request, head.length(), last.body().length);
    Files.write(Path.of(arguments[4]), request);
    String description =
        "Java " + System.getProperty("java.version")
            + (arguments[2].equals("SM4-GCM") ? ", BouncyCastle " + new BouncyCastleProvider().getVersionStr() : ", JDK");
    System.out.println("{\"description\": \"" + description + "\", \"seconds\": [" + seconds + "]}");
  }
}
