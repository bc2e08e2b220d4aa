#include "store/sealed_store.h"

#include <gtest/gtest.h>

#include "store/sealed_fields.h"

namespace tongchou::store {
namespace {

constexpr const char* kFirst =
    "01020304 2026-01-01 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
constexpr const char* kSecond =
    "0a0b0c0d 2026-02-01 1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100\n";

std::shared_ptr<const KeyRing> Ring(const std::string& lines) {
  return KeyRing::Parse("# kept apart\n\ntongchou-keys 1\n" + lines, RandomBytes).value();
}

TEST(SealKeyTest, OpensWhatItSealedAndNothingElse) {
  const auto keys = Ring(kFirst);
  const std::string sealed = keys->Seal("person/1", "3201");
  EXPECT_EQ(keys->Open("person/1", sealed).value(), "3201");
  EXPECT_NE(keys->Seal("person/1", "3201"), sealed);
  EXPECT_EQ(keys->Open("person/2", sealed).error().code, ErrorCode::kStoreCorrupt);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(keys->Open("person/1", changed).ok()) << i;
    EXPECT_FALSE(keys->Open("person/1", sealed.substr(0, i)).ok()) << i;
  }
}

TEST(SealKeyTest, OlderKeysOpenAndTheLastOneSeals) {
  const std::string old = Ring(kFirst)->Seal("c", "text");
  const auto both = Ring(std::string(kFirst) + kSecond);
  EXPECT_EQ(both->Open("c", old).value(), "text");
  EXPECT_FALSE(both->IsCurrent(old));
  EXPECT_TRUE(both->IsCurrent(both->Seal("c", "text")));
  EXPECT_EQ(Ring(kSecond)->Open("c", old).error().code, ErrorCode::kKeyMissing);
  EXPECT_NE(Ring(kFirst)->current().Lookup("c", "text"), both->current().Lookup("c", "text"));
  EXPECT_EQ(Ring(kSecond)->current().Lookup("c", "text"), both->current().Lookup("c", "text"));
}

TEST(SealKeyTest, AKeyFileIsReadWholeOrRefusedWithItsLine) {
  const auto refused = [](const std::string& text) {
    const auto ring = KeyRing::Parse(text, RandomBytes);
    return ring.ok() ? "" : ring.error().where;
  };
  const std::string title = "tongchou-keys 1\n";
  EXPECT_EQ(refused(""), "line 0");
  EXPECT_EQ(refused(title), "line 1");
  EXPECT_EQ(refused("tongchou-keys 2\n"), "line 1");
  EXPECT_EQ(refused(title + kFirst + kFirst), "line 3");
  EXPECT_EQ(refused(title + "01020304 2026-01-01 0001\n"), "line 2");
  EXPECT_EQ(refused(title + "01020304 2026-13-01" + std::string(kFirst).substr(19)), "line 2");
  EXPECT_EQ(refused(title + std::string(kFirst, std::string(kFirst).size() - 1) + " more\n"),
            "line 2");
  EXPECT_EQ(refused(title + KeyRing::NewLine(Date(2026, 1, 1), RandomBytes)), "");
}

TEST(SealedFieldsTest, SealsTheIdentifiersAndNothingElse) {
  const auto keys = Ring(kFirst);
  const std::string plain =
      R"({"psn_no":"1","certno":"3201","data":{"mdtrt_cert_no":"a\"b","tel":"","certno":"3202"}})";
  std::string text = plain;
  SealFields(*keys, "answer/1", text);
  EXPECT_EQ(text.find("3201"), std::string::npos);
  EXPECT_EQ(text.find("3202"), std::string::npos);
  EXPECT_EQ(text.find(R"(a\"b)"), std::string::npos);
  EXPECT_TRUE(text.starts_with(R"({"psn_no":"1","certno":"sealed:)"));
  std::string moved = text;
  EXPECT_FALSE(OpenFields(*keys, "answer/2", moved).ok());
  ASSERT_TRUE(OpenFields(*keys, "answer/1", text).ok());
  EXPECT_EQ(text, plain);
}

TEST(SealedFieldsTest, WhatATextRepeatsIsSealedOnce) {
  const auto keys = Ring(kFirst);
  const std::string plain = R"({"certno":"3201","mdtrt_cert_no":"3201","tel":"139"})";
  std::string text = plain;
  SealFields(*keys, "c", text);
  const std::string sealed = text.substr(11, text.find('"', 11) - 11);
  EXPECT_EQ(text.find(sealed, 12), text.find(R"("mdtrt_cert_no":")") + 17);
  ASSERT_TRUE(OpenFields(*keys, "c", text).ok());
  EXPECT_EQ(text, plain);
}

TEST(SealedFieldsTest, ResealingIsDoneOnceAndLeavesNoPlainValue) {
  const auto old = Ring(kFirst);
  const auto keys = Ring(std::string(kFirst) + kSecond);
  // Somebody sent a value that looks sealed; it is text like any other.
  const std::string plain = R"({"certno":"3201","tel":"sealed:AAAA"})";
  std::string text = plain;
  EXPECT_TRUE(ResealFields(*old, "c", text).value());
  EXPECT_FALSE(ResealFields(*old, "c", text).value());
  EXPECT_TRUE(ResealFields(*keys, "c", text).value());
  EXPECT_FALSE(ResealFields(*keys, "c", text).value());
  ASSERT_TRUE(OpenFields(*Ring(kSecond), "c", text).ok());
  EXPECT_EQ(text, plain);
}

}  // namespace
}  // namespace tongchou::store
