// The transactions of the gateway: which infno is answered by what, and who may send it. One file
// for each family.
//
// Thread-safe (constant data and functions without state).
#ifndef TONGCHOU_GATEWAY_TRANSACTIONS_H_
#define TONGCHOU_GATEWAY_TRANSACTIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gateway/call.h"

namespace tongchou::gateway {

enum class SentBy : std::uint8_t { kAnybody, kHospital, kPharmacy };

struct Service {
  std::string_view infno;
  Handler handler;
  SentBy sent_by;
};

std::span<const Service> AllServices();

// The service of `infno`, or nullptr.
const Service* FindService(std::string_view infno);

// sign_in.cc
Result<std::string> SignIn(const Call& call);   // 9001
Result<std::string> SignOut(const Call& call);  // 9002
// person_query.cc
Result<std::string> QueryPerson(const Call& call);  // 1101
// outpatient.cc
Result<std::string> RegisterOutpatient(const Call& call);  // 2201
Result<std::string> CancelOutpatient(const Call& call);    // 2202
Result<std::string> DescribeOutpatient(const Call& call);  // 2203, 2203A
// inpatient.cc
Result<std::string> Admit(const Call& call);            // 2401
Result<std::string> DischargeStay(const Call& call);    // 2402
Result<std::string> ChangeStay(const Call& call);       // 2403
Result<std::string> CancelAdmission(const Call& call);  // 2404
Result<std::string> CancelDischarge(const Call& call);  // 2405
// fee_lines.cc
Result<std::string> UploadOutpatientLines(const Call& call);  // 2204
Result<std::string> DropOutpatientLines(const Call& call);    // 2205
Result<std::string> UploadStayLines(const Call& call);        // 2301
Result<std::string> DropStayLines(const Call& call);          // 2302
// settling.cc
Result<std::string> TrySettling(const Call& call);     // 2206, 2303
Result<std::string> SettleVisit(const Call& call);     // 2207, 2304
Result<std::string> UndoSettlement(const Call& call);  // 2103, 2208, 2305
Result<std::string> UndoMessage(const Call& call);     // 2601
// pharmacy.cc
Result<std::string> TryPurchase(const Call& call);    // 2101
Result<std::string> BuyAtPharmacy(const Call& call);  // 2102
// queries.cc
Result<std::string> QueryVisits(const Call& call);      // 5201
Result<std::string> QueryDiagnoses(const Call& call);   // 5202
Result<std::string> QuerySettlement(const Call& call);  // 5203
Result<std::string> QueryLines(const Call& call);       // 5204

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_TRANSACTIONS_H_
