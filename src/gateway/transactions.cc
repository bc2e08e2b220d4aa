#include "gateway/transactions.h"

#include <algorithm>
#include <array>

namespace tongchou::gateway {
namespace {

constexpr auto kServices = std::to_array<Service>({
    {"9001", SignIn, SentBy::kAnybody},
    {"9002", SignOut, SentBy::kAnybody},
    {"1101", QueryPerson, SentBy::kAnybody},
    {"2101", TryPurchase, SentBy::kPharmacy},
    {"2102", BuyAtPharmacy, SentBy::kPharmacy},
    {"2103", UndoSettlement, SentBy::kPharmacy},
    // A pharmacy that serves outpatients (门诊统筹) registers them as a hospital does.
    {"2201", RegisterOutpatient, SentBy::kAnybody},
    {"2202", CancelOutpatient, SentBy::kAnybody},
    {"2203", DescribeOutpatient, SentBy::kAnybody},
    {"2203A", DescribeOutpatient, SentBy::kAnybody},
    {"2204", UploadOutpatientLines, SentBy::kAnybody},
    {"2205", DropOutpatientLines, SentBy::kAnybody},
    {"2206", TrySettling, SentBy::kAnybody},
    {"2207", SettleVisit, SentBy::kAnybody},
    {"2208", UndoSettlement, SentBy::kAnybody},
    {"2301", UploadStayLines, SentBy::kHospital},
    {"2302", DropStayLines, SentBy::kHospital},
    {"2303", TrySettling, SentBy::kHospital},
    {"2304", SettleVisit, SentBy::kHospital},
    {"2305", UndoSettlement, SentBy::kHospital},
    {"2401", Admit, SentBy::kHospital},
    {"2402", DischargeStay, SentBy::kHospital},
    {"2403", ChangeStay, SentBy::kHospital},
    {"2404", CancelAdmission, SentBy::kHospital},
    {"2405", CancelDischarge, SentBy::kHospital},
    {"2601", UndoMessage, SentBy::kAnybody},
    {"5201", QueryVisits, SentBy::kAnybody},
    {"5202", QueryDiagnoses, SentBy::kAnybody},
    {"5203", QuerySettlement, SentBy::kAnybody},
    {"5204", QueryLines, SentBy::kAnybody},
});

}  // namespace

std::span<const Service> AllServices() { return kServices; }

const Service* FindService(std::string_view infno) {
  const auto* found = std::ranges::find(kServices, infno, &Service::infno);
  return found == kServices.end() ? nullptr : found;
}

}  // namespace tongchou::gateway
