// Reads the files of one pack into its model; every mistake becomes a finding.
//
// Pure: bytes in, model and findings out. Thread-safe.
#ifndef TONGCHOU_POLICY_PACK_READER_H_
#define TONGCHOU_POLICY_PACK_READER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/map_reader.h"
#include "policy/pack_model.h"
#include "policy/parameter_reader.h"

namespace tongchou::policy {

// `files` are those of one folder, each path "<pack>/<name>", sorted.
PackModel ReadPack(std::string_view folder, std::span<const PackFile> files, Findings& findings);

// One reader per kind of file; each fills its part of `model` (area.yaml comes first).
void ReadArea(const Node& root, PackModel& model, Findings& findings);
void ReadParameters(const Node& root, PackModel& model, Findings& findings);
void ReadScheme(const Node& root, std::string_view stem, PackModel& model, Findings& findings);
void ReadLevy(const Node& root, PackModel& model, Findings& findings);
void ReadFixed(const Node& root, PackModel& model, Findings& findings);
void ReadAccounts(const Node& root, PackModel& model, Findings& findings);
void ReadRemittance(const Node& root, PackModel& model, Findings& findings);
void ReadSpecial(const Node& root, PackModel& model, Findings& findings);
void ReadInterface(const Node& root, PackModel& model, Findings& findings);
void ReadOffices(const Node& root, PackModel& model, Findings& findings);
void ReadExamples(const Node& root, PackModel& model, Findings& findings);

// The table under `key`; nothing when there is none.
std::optional<Parameter> ReadTable(MapReader& reader, std::string_view key,
                                   const ParameterSpec& spec, const TableContext& context);
// The map `receipts`, all keys of which are needed.
ReceiptRule ReadReceiptRule(const Node& node, const TableContext& context);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PACK_READER_H_
