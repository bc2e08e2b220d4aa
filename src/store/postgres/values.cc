#include "store/postgres/values.h"

#include "base/check.h"

namespace tongchou::store::postgres {
namespace {

// Object numbers of the server's own types; they never change.
constexpr std::int32_t kByteaType = 17;
constexpr std::int32_t kInt8Type = 20;
constexpr std::int32_t kTextType = 25;

// Whole numbers travel high byte first.
template <typename Number>
void Append(std::string& to, Number value) {
  for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
    to.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xff));
  }
}

void AppendElement(std::string& to, std::string_view bytes) {
  Append(to, static_cast<std::int32_t>(bytes.size()));
  to.append(bytes);
}

// The first element decides; later ones must agree.
void Count(std::int32_t& type, std::int32_t& count, std::int32_t of_element) {
  TC_CHECK(count == 0 || type == of_element);
  type = of_element;
  ++count;
}

}  // namespace

void Array::Add(std::int64_t value) {
  Count(element_type_, count_, kInt8Type);
  Append(elements_, static_cast<std::int32_t>(sizeof value));
  Append(elements_, value);
}

void Array::Add(std::string_view text) {
  Count(element_type_, count_, kTextType);
  AppendElement(elements_, text);
}

void Array::Add(const Bytes& bytes) {
  Count(element_type_, count_, kByteaType);
  AppendElement(elements_, bytes.view);
}

void Array::Add(const Sm3Digest& digest) {
  Count(element_type_, count_, kByteaType);
  AppendElement(elements_, {reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string Array::Encoded() const {
  constexpr std::int32_t kDimensions = 1, kNoNulls = 0, kFirstIndex = 1;
  TC_CHECK(count_ > 0);  // an array without elements has no type of its own; nobody sends one
  std::string all;
  all.reserve(elements_.size() + 20);
  Append(all, kDimensions);
  Append(all, kNoNulls);
  Append(all, element_type_);
  Append(all, count_);
  Append(all, kFirstIndex);
  return all.append(elements_);
}

void Values::Add(std::int64_t value) {
  std::string bytes;
  Append(bytes, value);
  bytes_.push_back(std::move(bytes));
}

}  // namespace tongchou::store::postgres
