// Households: lists, registration, who joins, leaves, heads, and splits.
#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/office_json.h"
#include "service/household.h"
#include "service/scoped_reads.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;

json::object RelationJson(const std::string& id) {
  const auto relations = service::AllRelations();
  const auto found = std::ranges::find(relations, id, &service::Relation::id);
  if (found == relations.end()) return NamedJson(id, {id, id});
  return NamedJson(id, {std::string(found->zh), std::string(found->en)});
}

// A household as it is today, its history and what the members' accounts hold together.
Answer HouseholdJson(Console& console, const Call& call, const service::Household& household) {
  service::Region& region = console.region();
  const Date today = region.today();
  json::array members;
  Money together;
  for (const service::HouseholdMember& member : household.members) {
    // A member may have moved out of the user's scope since.
    const auto person = service::GetPerson(region, call.scope(), member.psn_no);
    const bool present = member.range.Contains(today);
    if (person.ok() && present) together += person->balance;
    members.push_back(json::object{
        {"psn_no", member.psn_no},
        {"name", person.ok() ? json::value(person->name) : json::value(nullptr)},
        {"relation", RelationJson(member.relation)},
        {"from", DateJson(member.range.from)},
        {"through", EndJson(member.range.through)},
        {"present", present},
        {"balance", person.ok() ? AmountJson(person->balance) : json::value(nullptr)}});
  }
  Result<json::value> office = OfficeJson(region, household.organisation);
  if (!office.ok()) return office.error();
  json::object made;
  made["code"] = household.code;
  made["office"] = *std::move(office);
  made["address"] = StringOrNull(household.address);
  made["phone"] = StringOrNull(household.phone);
  made["head"] = StringOrNull(household.HeadOn(today));
  made["members"] = std::move(members);
  made["together"] = AmountJson(together);
  made["by"] = household.by;
  made["at"] = TimeJson(household.at);
  return json::value(std::move(made));
}

Answer Shown(Console& console, const Call& call, const Result<service::Household>& household) {
  if (!household.ok()) return household.error();
  return HouseholdJson(console, call, *household);
}

struct TextField {
  const char* name;
  std::string& text;
};

Status ReadTexts(const Body& body, std::initializer_list<TextField> fields) {
  for (const TextField& field : fields) {
    Result<std::string> text = body.Text(field.name, kLongestText);
    if (!text.ok()) return text.error();
    field.text = *std::move(text);
  }
  return Done{};
}

Result<service::HouseholdForm> FormOf(const Body& body) {
  service::HouseholdForm form;
  const Status read = ReadTexts(body, {{"code", form.code},
                                       {"organisation", form.organisation},
                                       {"address", form.address},
                                       {"phone", form.phone},
                                       {"head", form.head}});
  if (!read.ok()) return read.error();
  const Result<Date> from = body.Day("from");
  if (!from.ok()) return from.error();
  form.from = *from;
  return form;
}

using Step = Result<service::Household> (*)(service::Region&, const service::Desk&,
                                            const service::HouseholdStep&);

Answer Take(Console& console, const Call& call, Step step) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::HouseholdStep wanted;
  wanted.code = std::string(call.request.Param("code"));
  const Status read = ReadTexts(
      *body,
      {{"psn_no", wanted.psn_no}, {"relation", wanted.relation}, {"new_head", wanted.new_head}});
  if (!read.ok()) return read.error();
  const Result<Date> day = body->Day("day");
  if (!day.ok()) return day.error();
  wanted.day = *day;
  return Shown(console, call, step(console.region(), DeskOf(call), wanted));
}

}  // namespace

Answer ListRelations(Console&, const Call&) {
  json::array items;
  for (const service::Relation& relation : service::AllRelations()) {
    items.push_back(RelationJson(std::string(relation.id)));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer ListHouseholds(Console& console, const Call& call) {
  service::HouseholdQuery query;
  const Result<std::string> text = TextQuery(call.request, "text", kLongestText);
  if (!text.ok()) return text.error();
  const Result<std::string> office = TextQuery(call.request, "organisation", kLongestText);
  if (!office.ok()) return office.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestText);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  query.text = *text;
  query.organisation = *office;
  service::Region& region = console.region();
  const auto page = FindHouseholds(region, call.scope(), query, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::HouseholdRow& row : page->rows) {
    Result<json::value> where = OfficeJson(region, row.household.organisation);
    if (!where.ok()) return where.error();
    items.push_back(json::object{{"code", row.household.code},
                                 {"office", *std::move(where)},
                                 {"address", StringOrNull(row.household.address)},
                                 {"head", StringOrNull(row.household.HeadOn(region.today()))},
                                 {"head_name", StringOrNull(row.head_name)},
                                 {"members", row.members}});
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer ShowHousehold(Console& console, const Call& call) {
  return Shown(console, call,
               service::GetHousehold(console.region(), call.scope(),
                                     std::string(call.request.Param("code"))));
}

Answer ShowPersonHousehold(Console& console, const Call& call) {
  const auto household = service::HouseholdOf(console.region(), call.scope(),
                                              std::string(call.request.Param("psn_no")));
  if (!household.ok()) return household.error();
  if (!*household) return json::value{{"household", nullptr}};
  Answer shown = HouseholdJson(console, call, **household);
  if (!shown.ok()) return shown;
  return json::value{{"household", *std::move(shown)}};
}

Answer OpenHousehold(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<service::HouseholdForm> form = FormOf(*body);
  if (!form.ok()) return form.error();
  return Shown(console, call, service::OpenHousehold(console.region(), DeskOf(call), *form));
}

Answer JoinHousehold(Console& console, const Call& call) {
  return Take(console, call, service::JoinHousehold);
}

Answer LeaveHousehold(Console& console, const Call& call) {
  return Take(console, call, service::LeaveHousehold);
}

Answer ChangeHead(Console& console, const Call& call) {
  return Take(console, call, service::ChangeHead);
}

Answer SplitHousehold(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::SplitForm form;
  const Result<service::HouseholdForm> made = FormOf(*body);
  if (!made.ok()) return made.error();
  form.code = std::string(call.request.Param("code"));
  form.made = *made;
  const Status read = ReadTexts(*body, {{"new_head", form.new_head}});
  if (!read.ok()) return read.error();
  const Result<const json::array*> members = body->Array("members");
  if (!members.ok()) return members.error();
  for (const json::value& member : **members) {
    if (!member.is_string()) return Error{ErrorCode::kBadFieldType, {}, "members"};
    form.members.emplace_back(member.get_string());
  }
  return Shown(console, call, service::SplitHousehold(console.region(), DeskOf(call), form));
}

}  // namespace tongchou::console
