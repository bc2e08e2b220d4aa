#include "base/crypto.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace tongchou {
namespace {

std::string Hex(std::string_view text) { return FromHex(text).value(); }

TEST(CryptoTest, Sm4GivesTheExampleOfTheStandard) {
  // In counter mode, zeros are encrypted to the encrypted counter: the standard's one block.
  const std::string key = Hex("0123456789abcdeffedcba9876543210");
  const Sm4CtrKey sm4(key);
  EXPECT_EQ(HexOf(sm4.Apply(key, std::string(16, '\0'))), "681edf34d206965e86b3e94f536e4246");
}

TEST(CryptoTest, Sm4CountsOnAndDecryptsWhatItEncrypted) {
  const Sm4CtrKey sm4(Hex("0123456789abcdeffedcba9876543210"));
  const std::string nonce = Hex("000102030405060708090a0b0c0d0eff");
  const std::string next = Hex("000102030405060708090a0b0c0d0f00");
  const std::string text = "320102198001011234 and more than one block";
  const std::string sealed = sm4.Apply(nonce, text);
  EXPECT_NE(sealed, text);
  EXPECT_EQ(sm4.Apply(nonce, sealed), text);
  EXPECT_EQ(sm4.Apply(next, sealed.substr(16)), text.substr(16));
  EXPECT_EQ(sm4.Apply(nonce, ""), "");
}

TEST(CryptoTest, HmacSm3IsTheDefinitionOverSm3) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{64}, std::size_t{65}}) {
    const std::string key(size, 'k');
    std::string block = size > 64 ? ToBytes(Sm3(key)) : key;
    block.resize(64, '\0');
    std::string inner, outer;
    for (const char byte : block) {
      inner.push_back(static_cast<char>(byte ^ 0x36));
      outer.push_back(static_cast<char>(byte ^ 0x5c));
    }
    EXPECT_EQ(HmacSm3Key(key).Of("data"), Sm3(outer + ToBytes(Sm3(inner + "data"))));
  }
}

TEST(CryptoTest, HmacSha1GivesTheExamplesOfRfc2202) {
  EXPECT_EQ(HexOf(HmacSha1(std::string(20, '\x0b'), "Hi There")),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(HexOf(HmacSha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

// GM/T 0003.5, the example on the recommended curve.
constexpr const char* kPrivate = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
constexpr const char* kPublic =
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
constexpr const char* kSignature =
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

TEST(CryptoTest, Sm2VerifiesTheExampleOfTheStandard) {
  const auto key = Sm2Key::FromPublic(Hex(kPublic));
  ASSERT_TRUE(key.has_value());
  EXPECT_TRUE(key->Verify("message digest", Hex(kSignature)));
  EXPECT_FALSE(key->Verify("message digesT", Hex(kSignature)));
  EXPECT_FALSE(key->Verify("message digest", Hex(kSignature), "somebody else"));
  std::string other = Hex(kSignature);
  other.back() = static_cast<char>(other.back() ^ 1);
  EXPECT_FALSE(key->Verify("message digest", other));
  for (const char* wrong : {"", "x", "30"}) EXPECT_FALSE(key->Verify("message digest", wrong));
}

TEST(CryptoTest, Sm2VerifiesWhatItSigns) {
  const auto key = Sm2Key::FromPrivate(Hex(kPrivate));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(HexOf(key->public_point()), kPublic);
  const std::string signature = key->Sign("a=1&b=2");
  const auto known = Sm2Key::FromPublic(key->public_point().substr(1));
  ASSERT_TRUE(known.has_value());
  EXPECT_TRUE(known->Verify("a=1&b=2", signature));
  EXPECT_FALSE(known->Verify("a=1&b=3", signature));
  EXPECT_NE(key->Sign("a=1&b=2"), signature);
}

TEST(CryptoTest, Sm2RefusesWhatIsNoKey) {
  std::string point = Hex(kPublic);
  point.back() = static_cast<char>(point.back() ^ 1);
  EXPECT_FALSE(Sm2Key::FromPublic(point).has_value());
  EXPECT_FALSE(Sm2Key::FromPublic("").has_value());
  EXPECT_FALSE(Sm2Key::FromPrivate(std::string(32, '\0')).has_value());
  EXPECT_FALSE(Sm2Key::FromPrivate(std::string(32, '\xff')).has_value());
  EXPECT_FALSE(Sm2Key::FromPrivate("short").has_value());
}

TEST(CryptoTest, SecretsAreComparedWholeAndWiped) {
  EXPECT_TRUE(SameSecret("abc", "abc"));
  EXPECT_FALSE(SameSecret("abc", "abd"));
  EXPECT_FALSE(SameSecret("abc", "ab"));
  std::string secret = "secret";
  Wipe(secret);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(RandomBytes(16).size(), 16u);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
}

}  // namespace
}  // namespace tongchou
