// The envelope: what every request carries around its input, and every answer around its output.
//
// Values; thread-safe as any value is.
#ifndef TONGCHOU_GATEWAY_ENVELOPE_H_
#define TONGCHOU_GATEWAY_ENVELOPE_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/result.h"
#include "base/sm3.h"
#include "gateway/field_list.h"
#include "gateway/wire_value.h"
#include "http/message.h"

namespace tongchou::gateway {

// What an envelope says of its signature. Filled only when it has one.
struct EnvelopeSignature {
  std::string cainfo;
  std::string signed_text;     // of every field that was sent
  std::string filled_in_text;  // of those that are not empty: how some programs sign
};

struct Envelope {
  std::string infno;
  std::string msgid;
  std::string provider;  // fixmedins_code
  std::string opter;
  std::string inf_time;
  std::string treated;  // mdtrtarea_admvs: the area of treatment
  std::string insured;  // insuplc_admdvs: the area of insurance; may be empty
  EnvelopeSignature signature;
  WireValue input;  // an object; still to be checked against the field lists
};

// The JSON in the body of `request`: the body itself, the value of a form ("={…}", plain or
// percent-encoded), or the part `jsonStr` of a multipart form. Refusals: kBadJson.
Result<std::string> EnvelopeText(const http::Request& request);

// Reads an envelope. `input` may be an object or a text that holds one, and may be called `Input`.
// `path_infno` stands in for a missing infno. Refusals: kBadJson, and those of CheckRow with the
// field in `where`.
Result<Envelope> ReadEnvelope(const FieldLists& lists, std::string_view text,
                              std::string_view path_infno);

// What makes two messages with one msgid the same: the digest over the canonical form of the input
// (see Canonical). Times, operators and signatures around it may differ when a client repeats
// itself; what is asked for may not.
Sm3Digest DigestOf(const Envelope& envelope);

// What stands around an answer.
struct AnswerHead {
  std::string reference;      // inf_refmsgid
  Moment received;            // refmsg_time
  Moment answered;            // respond_time
  bool text_infcode = false;  // "0" instead of 0, as some institutions' programs compare
  std::string warning;        // warn_msg; empty: none
  // Signs the answer; nullptr: it is not signed.
  std::shared_ptr<const Sm2Key> signer = {};
  // For programs that read what a gateway with access keys says: 401 and its sentence. Empty: none.
  std::string gateway_message = {};
};

// `output` is complete JSON.
std::string SuccessText(const AnswerHead& head, std::string_view output);
std::string RefusalText(const AnswerHead& head, const Error& error);

// One sentence for a person at a till: "[code] Chinese / English", at most 200 characters.
std::string MessageOf(const Error& error);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_ENVELOPE_H_
