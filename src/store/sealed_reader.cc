#include "store/sealed_reader.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "store/sealed_rows.h"

namespace tongchou::store {
namespace {

template <typename Row>
Status OpenRows(const KeyRing& keys, std::int64_t area, std::vector<Row>& rows) {
  for (Row& row : rows) {
    if (const Status opened = OpenRow(keys, area, row); !opened.ok()) return opened;
  }
  return Done{};
}

template <typename Row>
Result<std::vector<Row>> Opened(const KeyRing& keys, std::int64_t area,
                                Result<std::vector<Row>> rows) {
  if (!rows.ok()) return rows;
  if (const Status opened = OpenRows(keys, area, *rows); !opened.ok()) return opened.error();
  return rows;
}

}  // namespace

Result<Loaded> LoadOpened(const KeyRing& keys, std::int64_t area, const Needs& needs,
                          const LoadBehind& load) {
  Result<Loaded> loaded = ErrorCode::kStoreUnavailable;
  if (needs.certificates.empty()) {
    loaded = load(needs);
  } else {
    Needs sealed = needs;
    for (std::string& certificate : sealed.certificates) {
      certificate = CertificateLookup(keys, area, certificate);
    }
    loaded = load(sealed);
    if (!loaded.ok()) return loaded;
    std::unordered_map<std::string, const std::string*> asked;
    for (std::size_t i = 0; i < needs.certificates.size(); ++i) {
      asked[sealed.certificates[i]] = &needs.certificates[i];
    }
    for (CertificateOwner& owner : loaded->certificates) {
      owner.certificate = *asked.at(owner.certificate);
    }
  }
  if (!loaded.ok()) return loaded;
  Status opened = OpenRows(keys, area, loaded->persons);
  if (opened.ok()) opened = OpenRows(keys, area, loaded->visits);
  if (opened.ok()) opened = OpenRows(keys, area, loaded->answers);
  if (opened.ok()) opened = OpenRows(keys, area, loaded->crossings);
  if (opened.ok()) opened = OpenRows(keys, area, loaded->records);
  if (!opened.ok()) return opened.error();
  return loaded;
}

Result<Loaded> SealedReader::Load(const Needs& needs) {
  return LoadOpened(*keys_, area_, needs,
                    [this](const Needs& wanted) { return behind_->Load(wanted); });
}

Result<std::vector<RecordRow>> SealedReader::Records(RecordKind kind) {
  return Opened(*keys_, area_, behind_->Records(kind));
}

Result<std::vector<RecordRow>> SealedReader::RecordsUnder(RecordKind kind,
                                                          const std::string& prefix,
                                                          const std::string& after, int limit) {
  return Opened(*keys_, area_, behind_->RecordsUnder(kind, prefix, after, limit));
}

Result<std::optional<PersonRow>> SealedReader::PersonByCertificate(const std::string& certificate) {
  Result<std::optional<PersonRow>> row =
      behind_->PersonByCertificate(CertificateLookup(*keys_, area_, certificate));
  if (!row.ok() || !row->has_value()) return row;
  if (const Status opened = OpenRow(*keys_, area_, **row); !opened.ok()) return opened.error();
  return row;
}

// Whom `text` is the certificate of, the store behind cannot know; it finds the names.
Result<std::vector<PersonRow>> SealedReader::FindPersons(const std::string& text,
                                                         std::int64_t after, int limit) {
  if (!text.empty() && after == 0) {
    Result<std::optional<PersonRow>> shown = PersonByCertificate(text);
    if (!shown.ok()) return shown.error();
    if (shown->has_value()) return std::vector<PersonRow>{**std::move(shown)};
  }
  return Opened(*keys_, area_, behind_->FindPersons(text, after, limit));
}

Result<std::vector<VisitRow>> SealedReader::VisitsOfPerson(std::int64_t person, int limit) {
  return Opened(*keys_, area_, behind_->VisitsOfPerson(person, limit));
}

Result<std::vector<CrossingRow>> SealedReader::OpenCrossings(std::int64_t after, int limit) {
  return Opened(*keys_, area_, behind_->OpenCrossings(after, limit));
}

Result<std::vector<AnswerRow>> SealedReader::Answers(const MessageKey& after, int limit) {
  return Opened(*keys_, area_, behind_->Answers(after, limit));
}

}  // namespace tongchou::store
