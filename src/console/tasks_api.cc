// What waits for who is signed in.
#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "console/api.h"
#include "console/forms.h"
#include "service/tasks.h"

namespace tongchou::console {
namespace {

// Who can do which kind of work.
struct Row {
  std::string_view id;
  Right right;
};
constexpr Row kRows[] = {
    {"employers_to_decide", Right::kEmployerReview},
    {"identities_to_decide", Right::kPersonReview},
    {"cards_to_decide", Right::kCardReview},
    {"cards_to_make", Right::kCardWrite},
    {"payouts_to_decide", Right::kAccountDecide},
    {"refunds_to_decide", Right::kReceiptPost},
    {"files_to_post", Right::kReceiptPost},
    {"held_receipts", Right::kReceiptImport},
    {"drafts_to_decide", Right::kPolicyApprove},
    {"drafts_to_publish", Right::kPolicyApprove},
    {"recomputes_to_decide", Right::kRecomputeDecide},
    {"recomputes_to_post", Right::kRecomputeRun},
    {"imports_to_correct", Right::kMemberImport},
    {"notices_to_send", Right::kDunningRun},
};

Right RightFor(std::string_view task) {
  const Row* row = std::ranges::find(kRows, task, &Row::id);
  TC_CHECK(row != std::end(kRows));
  return row->right;
}

}  // namespace

Answer ListTasks(Console& console, const Call& call) {
  json::array items;
  for (const service::TaskKind& kind : service::AllTaskKinds()) {
    if (!MayDo(call.session.roles, RightFor(kind.id))) continue;
    const auto count = kind.count(console.region(), DeskOf(call));
    if (!count.ok()) return count.error();
    items.push_back(json::object{
        {"task", NamedJson(kind.id, kind.title)}, {"count", count->count}, {"more", count->more}});
  }
  return json::value(ListJson(std::move(items), ""));
}

}  // namespace tongchou::console
