#include "policy/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace tongchou::policy {

namespace {

// Builds the tree from yaml-cpp's events. Containers under construction are on a stack; a map keeps
// its pending key until the value arrives.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(int file, Findings& findings) : file_(file), findings_(findings) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    RefuseExtras(mark, "", anchor);
    Put(Node{NodeKind::kEmpty, At(mark), {}, {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    RefuseExtras(mark, "", 1);
    Put(Node{NodeKind::kEmpty, At(mark), {}, {}, {}});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    RefuseExtras(mark, tag, anchor);
    Put(Node{NodeKind::kScalar, At(mark), value, {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    RefuseExtras(mark, tag, anchor);
    stack_.push_back({Node{NodeKind::kList, At(mark), {}, {}, {}}, {}, false});
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    RefuseExtras(mark, tag, anchor);
    stack_.push_back({Node{NodeKind::kMap, At(mark), {}, {}, {}}, {}, false});
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapEnd() override { Close(); }

  std::optional<Node> TakeRoot() { return std::move(root_); }

 private:
  struct Frame {
    Node node;
    Node key;
    bool has_key = false;
  };

  Place At(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }

  void RefuseExtras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) {
      findings_.Add(FindingCode::kE30, At(mark),
                    {"政策包不使用 YAML 锚点与引用", "a pack uses no YAML anchors or aliases"},
                    {"把内容完整写出", "write the content out in full"});
    }
    if (!tag.empty() && tag != "?" && tag != "!") {
      findings_.Add(FindingCode::kE30, At(mark),
                    {"政策包不使用 YAML 标签 " + tag, "a pack uses no YAML tags such as " + tag},
                    {"删去标签", "remove the tag"});
    }
  }

  void Close() {
    Node done = std::move(stack_.back().node);
    stack_.pop_back();
    Put(std::move(done));
  }

  void Put(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = stack_.back();
    if (frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.has_key) {
      frame.key = std::move(node);
      frame.has_key = true;
    } else {
      PutEntry(frame, std::move(node));
    }
  }

  void PutEntry(Frame& frame, Node value) {
    frame.has_key = false;
    Node key = std::move(frame.key);
    if (!key.is_scalar()) {
      findings_.Add(FindingCode::kE30, key.place,
                    {"键必须是一个词", "a key must be a single word or phrase"});
      return;
    }
    const auto earlier =
        std::find_if(frame.node.entries.begin(), frame.node.entries.end(),
                     [&](const Entry& entry) { return entry.key.text == key.text; });
    if (earlier != frame.node.entries.end()) {
      const std::string line = std::to_string(earlier->key.place.line);
      findings_.Add(FindingCode::kE09, key.place,
                    {"“" + key.text + "”已在第 " + line + " 行写过",
                     "`" + key.text + "` was written on line " + line + " already"});
      return;
    }
    frame.node.entries.push_back({std::move(key), std::move(value)});
  }

  int file_;
  Findings& findings_;
  std::vector<Frame> stack_;
  std::optional<Node> root_;
};

}  // namespace

std::optional<Node> ParseYaml(std::string_view bytes, int file, Findings& findings) {
  if (bytes.find('\0') != std::string_view::npos) {
    findings.Add(FindingCode::kE30, {file, 0, 0}, {"文件含有空字符", "the file holds a NUL byte"});
    return std::nullopt;
  }
  TreeBuilder builder(file, findings);
  try {
    std::istringstream stream{std::string(bytes)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      findings.Add(FindingCode::kE30, {file, 1, 1}, {"文件是空的", "the file is empty"});
      return std::nullopt;
    }
    std::optional<Node> root = builder.TakeRoot();
    TreeBuilder rest(file, findings);
    if (parser.HandleNextDocument(rest)) {
      findings.Add(FindingCode::kE30, {file, 1, 1},
                   {"文件中有不止一个文档", "the file holds more than one document"},
                   {"删去“---”之后的部分", "remove what follows the second `---`"});
    }
    return root;
  } catch (const YAML::Exception& error) {
    const bool has_place = !error.mark.is_null();
    findings.Add(FindingCode::kE30,
                 {file, has_place ? error.mark.line + 1 : 1, has_place ? error.mark.column + 1 : 1},
                 {"不是合法的 YAML：" + error.msg, "not valid YAML: " + error.msg});
    return std::nullopt;
  }
}

}  // namespace tongchou::policy
