#include "gateway/envelope.h"

#include <gtest/gtest.h>

#include <string>

namespace tongchou::gateway {
namespace {

const std::string kEnvelope =
    R"({"infno":"9001","msgid":"m1","mdtrtarea_admvs":"990100","insuplc_admdvs":"990100",
        "recer_sys_code":"X","dev_no":"null","infver":"V1.0","opter_type":1,"opter":"01",
        "opter_name":"员","inf_time":"2026-02-10 09:30:00","fixmedins_code":"H1",
        "fixmedins_name":"院","sign_no":"NULL","input":{"signIn":{"opter_no":"1"}}})";

class EnvelopeTest : public testing::Test {
 protected:
  Result<Envelope> Read(std::string text, std::string_view path_infno = "") const {
    return ReadEnvelope(lists_, text, path_infno);
  }
  static std::string With(const std::string& from, const std::string& to) {
    std::string text = kEnvelope;
    return text.replace(text.find(from), from.size(), to);
  }
  static Result<std::string> TextOfBody(std::string body, std::string type) {
    http::Request request;
    request.headers = {{"Content-Type", std::move(type)}};
    request.body = std::move(body);
    return EnvelopeText(request);
  }

  FieldLists lists_ = FieldLists::Load("HN").value();
};

TEST_F(EnvelopeTest, ReadsItsFields) {
  const Envelope envelope = Read(kEnvelope).value();
  EXPECT_EQ(envelope.infno, "9001");
  EXPECT_EQ(envelope.msgid, "m1");
  EXPECT_EQ(envelope.provider, "H1");
  EXPECT_EQ(envelope.input["signIn"].Text("opter_no"), "1");
}

TEST_F(EnvelopeTest, InputMayBeATextOrHaveACapital) {
  EXPECT_EQ(Read(With(R"({"signIn":{"opter_no":"1"}})", R"("{\"signIn\":{\"opter_no\":\"1\"}}")"))
                .value()
                .input["signIn"]
                .Text("opter_no"),
            "1");
  EXPECT_TRUE(Read(With("\"input\"", "\"Input\"")).ok());
}

TEST_F(EnvelopeTest, MissingFieldsAreNamed) {
  for (const char* name : {"infno", "msgid", "fixmedins_code", "opter_name", "input"}) {
    const auto envelope = Read(With("\"" + std::string(name) + "\"", "\"other\""));
    ASSERT_FALSE(envelope.ok()) << name;
    EXPECT_EQ(envelope.error().code, ErrorCode::kMissingField);
    EXPECT_EQ(envelope.error().where, name);
  }
}

TEST_F(EnvelopeTest, ThePathStandsInForAMissingInfno) {
  EXPECT_EQ(Read(With("\"infno\"", "\"other\""), "2206").value().infno, "2206");
  EXPECT_EQ(Read(With("\"9001\"", "\"\""), "2206").value().infno, "2206");
  EXPECT_EQ(Read(kEnvelope, "2206").value().infno, "9001");
}

TEST_F(EnvelopeTest, OtherInputsAreRefused) {
  for (const char* input : {"7", "[]", "[{}]", "\"text\"", "\"{broken\"", "true"}) {
    EXPECT_FALSE(Read(With(R"({"signIn":{"opter_no":"1"}})", input)).ok()) << input;
  }
  for (const char* text : {"", "[]", "7", "null", "{"}) EXPECT_FALSE(Read(text).ok()) << text;
}

TEST_F(EnvelopeTest, BodiesComeInManyForms) {
  const std::string json = R"({"a":"张 +1"})";
  for (const auto& [body, type] : {
           std::pair<std::string, std::string>{json, "application/json"},
           {json, "text/plain;charset=UTF-8"},
           {"\xEF\xBB\xBF \n" + json, ""},
           {"=" + json, "application/x-www-form-urlencoded"},
           {"=%7B%22a%22%3A%22%E5%BC%A0+%2B1%22%7D", "application/x-www-form-urlencoded"},
           {"--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b\r\n"
            "Content-Disposition: form-data; name=\"jsonStr\"\r\n\r\n" +
                json + "\r\n--b--\r\n",
            "multipart/form-data; boundary=b"},
       }) {
    EXPECT_EQ(TextOfBody(body, type).value(), json) << type;
  }
}

TEST_F(EnvelopeTest, BodiesWithoutAnObjectAreRefused) {
  for (const auto& [body, type] : {
           std::pair<std::string, std::string>{"", ""},
           {"[]", "application/json"},
           {"=x", "application/x-www-form-urlencoded"},
           {"=%7", "application/x-www-form-urlencoded"},
           {"--b\r\nname=\"other\"\r\n\r\n{}\r\n--b--", "multipart/form-data; boundary=b"},
           {"--b\r\n", "multipart/form-data; boundary=b"},
           {"{", "multipart/form-data"},
       }) {
    const auto text = TextOfBody(body, type);
    EXPECT_TRUE(!text.ok() || !ReadJson(*text).ok()) << body;
  }
}

TEST_F(EnvelopeTest, TheDigestIsOfWhatIsAskedFor) {
  const auto digest = [&](const std::string& text) { return DigestOf(Read(text).value()); };
  EXPECT_EQ(digest(kEnvelope), digest(With("09:30:00", "09:31:00")));
  EXPECT_EQ(digest(kEnvelope), digest(With(R"("opter_no":"1")", R"("opter_no":1,"x":"")")));
  EXPECT_NE(digest(kEnvelope), digest(With(R"("opter_no":"1")", R"("opter_no":"2")")));
}

TEST(AnswerTest, HasEveryFieldOfItsEnvelope) {
  AnswerHead head{
      "99010020260301090000"
      "0000000001",
      MomentOf(Date(2026, 3, 1)), MomentOf(Date(2026, 3, 1), 1), false, ""};
  EXPECT_EQ(SuccessText(head, "[1]"),
            R"({"infcode":0,"inf_refmsgid":"990100202603010900000000000001",)"
            R"("refmsg_time":"20260301000000000","respond_time":"20260301000001000",)"
            R"("err_msg":"","output":[1]})");
  head.text_infcode = true;
  const std::string refusal = RefusalText(head, {ErrorCode::kUnknownPerson, {}, "P1"});
  EXPECT_NE(refusal.find(R"("infcode":"-1")"), std::string::npos);
  EXPECT_NE(refusal.find(R"("output":null)"), std::string::npos);
  EXPECT_NE(refusal.find("[unknown_person]"), std::string::npos);
  EXPECT_NE(refusal.find("P1"), std::string::npos);
}

TEST(AnswerTest, MessagesAreCutAtACharacter) {
  std::string zh;
  for (int i = 0; i < 300; ++i) zh += "错";
  const std::string message = MessageOf({ErrorCode::kBadJson, {zh, "en"}, {}});
  EXPECT_EQ(message.substr(message.size() - 3), "错");
  EXPECT_LE(message.size(), 600u);
}

}  // namespace
}  // namespace tongchou::gateway
