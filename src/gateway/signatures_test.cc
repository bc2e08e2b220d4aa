#include "gateway/signatures.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "gateway/replay_memory.h"

namespace tongchou::gateway {
namespace {

http::Request SignedCall() {
  http::Request request;
  request.headers = {{"_api_version", "1.0.0"},
                     {"_API_NAME", "1101"},
                     {"_api_timestamp", "1767229200123"},
                     {"_api_access_key", "ak1"},
                     // Computed apart from this program, with the secret "sk1".
                     {"_api_signature", "+BmBeUPTm+d65vr4roKVwUobGNA="}};
  return request;
}

TEST(HeaderSignatureTest, SignsFourPairsInOrderOfTheirNames) {
  const http::Request request = SignedCall();
  const auto headers = HeadersOf(request);
  ASSERT_TRUE(headers.has_value());
  EXPECT_EQ(headers->SignedText(),
            "_api_access_key=ak1&_api_name=1101&_api_timestamp=1767229200123&_api_version=1.0.0");
  EXPECT_TRUE(headers->IsOf("sk1"));
  EXPECT_FALSE(headers->IsOf("sk2"));
  EXPECT_EQ(headers->Time(), Moment{1'767'229'200'123});
}

TEST(HeaderSignatureTest, TakesTheDoubledSignOfTheSpecificationsExample) {
  http::Request request = SignedCall();
  request.headers.back().second = "GQA1sixSqAFzwOIRYg0APGG5K+c=";
  EXPECT_TRUE(HeadersOf(request)->IsOf("sk1"));
  request.headers[1].second = "2207";
  EXPECT_FALSE(HeadersOf(request)->IsOf("sk1"));
}

TEST(HeaderSignatureTest, KnowsWhatIsMissing) {
  http::Request request;
  request.headers = {{"Host", "x"}};
  EXPECT_FALSE(HeadersOf(request).has_value());
  request.headers = {{"_api_access_key", "ak1"}};
  ASSERT_TRUE(HeadersOf(request).has_value());
  EXPECT_TRUE(HeadersOf(request)->signature.empty());
  for (const char* time : {"", "1767229200", "17672292001234", "176722920012x", "-767229200123"}) {
    request.headers = {{"_api_timestamp", time}};
    EXPECT_FALSE(HeadersOf(request)->Time().has_value()) << time;
  }
}

TEST(EnvelopeSignatureTest, SignsEveryFieldButTheSignatureAndTheInput) {
  const WireValue root =
      ReadJson(R"({"msgid":"m1","infno":"2207","cainfo":"x","sign_no":"","dev_no":null,
                   "opter_type":1,"Infver":"1.0","input":{"a":"1"}})")
          .value();
  const EnvelopeSignature signature = EnvelopeSignatureOf(root);
  EXPECT_EQ(signature.cainfo, "x");
  EXPECT_EQ(signature.signed_text, "Infver=1.0&infno=2207&msgid=m1&opter_type=1&sign_no=");
  EXPECT_EQ(signature.filled_in_text, "Infver=1.0&infno=2207&msgid=m1&opter_type=1");
  const WireValue none = ReadJson(R"({"msgid":"m1","cainfo":"null"})").value();
  EXPECT_TRUE(EnvelopeSignatureOf(none).cainfo.empty());
  EXPECT_TRUE(EnvelopeSignatureOf(none).signed_text.empty());
}

TEST(EnvelopeSignatureTest, IsVerifiedInEveryWayItIsWritten) {
  const Sm2Key key = *Sm2Key::FromPrivate(std::string(32, '\x01'));
  const std::string der = key.Sign("a=1&b=");
  EnvelopeSignature signature{Base64Of(der), "a=1&b=", "a=1"};
  EXPECT_TRUE(IsSignedBy(key, signature));
  signature.cainfo = HexOf(der);
  EXPECT_TRUE(IsSignedBy(key, signature));
  signature.cainfo = Base64Of(key.Sign("a=1"));
  EXPECT_TRUE(IsSignedBy(key, signature));
  EXPECT_FALSE(IsSignedBy(*Sm2Key::FromPrivate(std::string(32, '\x02')), signature));
  signature.signed_text = "a=2&b=";
  signature.filled_in_text = "a=2";
  EXPECT_FALSE(IsSignedBy(key, signature));
  for (const char* text : {"", "not base64!", "AAAA", "00"}) {
    signature.cainfo = text;
    EXPECT_FALSE(IsSignedBy(key, signature)) << text;
  }
}

constexpr Moment kNow{100 * ReplayMemory::kWindowMs};
Moment Later(std::int64_t ms) { return {kNow.ms + ms}; }

ErrorCode CodeOf(const Status& status) {
  return status.ok() ? ErrorCode::kInternalDefect : status.error().code;
}

TEST(ReplayMemoryTest, TakesARepeatedMessageAndNoOtherUnderOneSignature) {
  ReplayMemory memory;
  EXPECT_TRUE(memory.Note("s", Sm3("a"), kNow, kNow).ok());
  EXPECT_TRUE(memory.Note("s", Sm3("a"), kNow, Later(1)).ok());
  EXPECT_EQ(CodeOf(memory.Note("s", Sm3("b"), kNow, Later(1))), ErrorCode::kMessageReplayed);
  EXPECT_TRUE(memory.Note("other", Sm3("b"), kNow, Later(1)).ok());
}

TEST(ReplayMemoryTest, TakesNothingFromOutsideTheWindow) {
  ReplayMemory memory;
  const std::int64_t window = ReplayMemory::kWindowMs;
  EXPECT_TRUE(memory.Note("a", {}, Later(-window), kNow).ok());
  EXPECT_TRUE(memory.Note("b", {}, Later(window), kNow).ok());
  EXPECT_EQ(CodeOf(memory.Note("c", {}, Later(-window - 1), kNow)), ErrorCode::kSignatureExpired);
  EXPECT_EQ(CodeOf(memory.Note("d", {}, Later(window + 1), kNow)), ErrorCode::kSignatureExpired);
}

TEST(ReplayMemoryTest, RemembersToTheVeryEndOfTheWindow) {
  ReplayMemory memory;
  const std::int64_t window = ReplayMemory::kWindowMs;
  ASSERT_TRUE(memory.Note("s", Sm3("a"), Later(window), kNow).ok());
  EXPECT_EQ(CodeOf(memory.Note("s", Sm3("b"), Later(window), Later(2 * window))),
            ErrorCode::kMessageReplayed);
  EXPECT_EQ(CodeOf(memory.Note("s", Sm3("b"), Later(window), Later(2 * window + 1))),
            ErrorCode::kSignatureExpired);
}

TEST(ReplayMemoryTest, WhatItHadToForgetIsNotTakenAgain) {
  ReplayMemory memory(2);
  const auto minute = [](int n) { return Later(n * 60'000); };
  ASSERT_TRUE(memory.Note("1", Sm3("a"), minute(1), kNow).ok());
  ASSERT_TRUE(memory.Note("2", Sm3("a"), minute(2), kNow).ok());
  ASSERT_TRUE(memory.Note("3", Sm3("a"), minute(3), kNow).ok());
  EXPECT_EQ(CodeOf(memory.Note("1", Sm3("b"), minute(1), kNow)), ErrorCode::kSignatureExpired);
  EXPECT_EQ(CodeOf(memory.Note("2", Sm3("b"), minute(2), kNow)), ErrorCode::kMessageReplayed);
}

}  // namespace
}  // namespace tongchou::gateway
