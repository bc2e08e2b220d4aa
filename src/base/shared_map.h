// SharedMap: an ordered map by text whose copies share what none of them has changed since. For
// large registers of which there is a new version after every small change: a copy costs a pointer
// for some hundred rows, and a change copies these rows only.
//
// A copy may be read by any thread while another is changed. Invariants: keys ascend; no block is
// empty.
#ifndef TONGCHOU_BASE_SHARED_MAP_H_
#define TONGCHOU_BASE_SHARED_MAP_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tongchou {

template <typename Value>
class SharedMap {
 public:
  using Row = std::pair<std::string, Value>;

  // Goes through the rows by key; holds as long as the map is not changed.
  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    const Row& operator*() const { return (*(*blocks_)[block_])[row_]; }
    const Row* operator->() const { return &**this; }
    Iterator& operator++() {
      if (++row_ == (*blocks_)[block_]->size()) {
        ++block_;
        row_ = 0;
      }
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const {
      return block_ == other.block_ && row_ == other.row_;
    }

   private:
    friend class SharedMap;
    using Blocks = std::vector<std::shared_ptr<std::vector<Row>>>;
    Iterator(const Blocks& blocks, std::size_t block) : blocks_(&blocks), block_(block) {}

    const Blocks* blocks_ = nullptr;
    std::size_t block_ = 0, row_ = 0;
  };

  Iterator begin() const { return {blocks_, 0}; }
  Iterator end() const { return {blocks_, blocks_.size()}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // What stands at `key`, or nullptr; holds as long as the map is not changed.
  const Value* Find(std::string_view key) const {
    if (blocks_.empty()) return nullptr;
    const std::vector<Row>& block = *blocks_[BlockOf(key)];
    const auto row = std::ranges::lower_bound(block, key, {}, KeyOf);
    return row == block.end() || row->first != key ? nullptr : &row->second;
  }

  // What stands at `key`, to be changed; a new one when there is none.
  Value& At(const std::string& key) {
    if (blocks_.empty()) {
      blocks_.push_back(std::make_shared<std::vector<Row>>(1, Row(key, Value())));
      size_ = 1;
      return blocks_[0]->front().second;
    }
    std::size_t index = BlockOf(key);
    if (Own(index).size() >= kMostRows) index = Split(index, key);
    std::vector<Row>& block = Own(index);
    const auto row = std::ranges::lower_bound(block, key, {}, KeyOf);
    if (row != block.end() && row->first == key) return row->second;
    ++size_;
    return block.emplace(row, key, Value())->second;
  }

 private:
  static constexpr std::size_t kMostRows = 128;

  static std::string_view KeyOf(const Row& row) { return row.first; }

  // The block that holds `key`, or would.
  std::size_t BlockOf(std::string_view key) const {
    const auto behind = std::ranges::upper_bound(
        blocks_, key, {}, [](const auto& block) { return KeyOf(block->front()); });
    return behind == blocks_.begin() ? 0 : static_cast<std::size_t>(behind - blocks_.begin()) - 1;
  }

  // A block that is no other map's.
  std::vector<Row>& Own(std::size_t index) {
    std::shared_ptr<std::vector<Row>>& block = blocks_[index];
    // Taking a share comes after whatever those did who gave theirs back; asking for the count
    // alone would not.
    const std::shared_ptr<std::vector<Row>> share = block;
    if (share.use_count() > 2) block = std::make_shared<std::vector<Row>>(*share);
    return *block;
  }

  // Makes two blocks of one; the one that holds `key`, or would. The last row stays alone when rows
  // come in order, so that blocks become full.
  std::size_t Split(std::size_t index, const std::string& key) {
    std::vector<Row>& block = Own(index);
    const bool last = index + 1 == blocks_.size() && block.back().first < key;
    const auto middle = last ? block.end() - 1 : block.begin() + kMostRows / 2;
    auto upper = std::make_shared<std::vector<Row>>(std::make_move_iterator(middle),
                                                    std::make_move_iterator(block.end()));
    const bool in_upper = !(key < upper->front().first);
    block.erase(middle, block.end());
    const auto place = blocks_.begin() + static_cast<std::ptrdiff_t>(index) + 1;
    blocks_.insert(place, std::move(upper));
    return in_upper ? index + 1 : index;
  }

  std::vector<std::shared_ptr<std::vector<Row>>> blocks_;  // by their first keys
  std::size_t size_ = 0;
};

}  // namespace tongchou

#endif  // TONGCHOU_BASE_SHARED_MAP_H_
