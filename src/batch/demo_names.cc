#include "batch/demo_names.h"

#include <fmt/format.h>

#include <array>

namespace tongchou::batch {

namespace {

// Surnames in the order of their frequency: the earlier ones are drawn more often.
constexpr auto kSurnames = std::to_array<std::string_view>(
    {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱",
     "胡", "郭", "何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯",
     "邓", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜",
     "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "姚", "钟", "姜", "崔", "谭", "陆",
     "范", "汪", "廖", "石", "金", "贾", "夏", "韦", "付", "方", "邹", "熊", "白", "孟",
     "秦", "邱", "侯", "江", "尹", "薛", "闫", "段", "雷", "龙", "史", "陶", "贺", "毛",
     "郝", "顾", "龚", "邵", "万", "钱", "严", "武", "戴", "莫", "孔", "向", "汤"});
constexpr auto kCompoundSurnames = std::to_array<std::string_view>(
    {"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "夏侯"});
constexpr auto kMaleGiven = std::to_array<std::string_view>(
    {"伟", "强", "磊", "军", "勇", "杰", "涛", "斌", "超", "明", "刚", "平", "辉", "鹏", "华",
     "飞", "鑫", "波", "宇", "浩", "凯", "健", "俊", "帆", "帅", "旭", "宁", "龙", "林", "阳",
     "建", "国", "志", "文", "海", "峰", "立", "新", "东", "成", "振", "庆", "义", "德", "福",
     "祥", "永", "胜", "学", "良", "瑞", "泽", "晨", "轩", "睿", "博", "一", "子", "梓", "嘉"});
constexpr auto kFemaleGiven = std::to_array<std::string_view>(
    {"芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀", "英", "玲", "桂", "兰", "燕", "红",
     "梅", "莉", "萍", "洁", "琳", "雪", "颖", "慧", "婷", "倩", "丹", "蕾", "璐", "欣", "怡",
     "佳", "琪", "美", "玉", "珍", "凤", "云", "淑", "惠", "晓", "春", "香", "月", "芬", "雅",
     "诗", "涵", "梓", "萱", "一", "可", "心", "语", "桐", "安", "然", "若", "瑶"});
// Characters that narrow code pages and three-byte UTF-8 tables lose.
constexpr auto kRare = std::to_array<std::string_view>(
    {"𬭎", "𬱖", "𫖯", "㛃", "堃", "喆", "翀", "赟", "犇", "昇", "骉", "頔", "𨱏"});
constexpr auto kDottedMale = std::to_array<std::string_view>(
    {"买买提·艾合买提", "阿不都热合曼·吐尔逊", "扎西·多吉", "巴特尔·孟和", "艾力·玉素甫"});
constexpr auto kDottedFemale = std::to_array<std::string_view>(
    {"阿依古丽·买买提", "古丽娜尔·艾山", "卓玛·央金", "乌兰·其其格", "帕提古丽·吐逊"});

// One character or name at a time: the order in which operands are evaluated is the compiler's.
std::string Given(Random& random, bool female) {
  const std::string first(female ? random.Pick(kFemaleGiven) : random.Pick(kMaleGiven));
  if (random.PerMille(6)) return std::string(random.Pick(kRare));
  if (random.PerMille(8)) return first + std::string(random.Pick(kRare));
  if (random.PerMille(200)) return first;
  return first + std::string(female ? random.Pick(kFemaleGiven) : random.Pick(kMaleGiven));
}

constexpr auto kPlaces =
    std::to_array<std::string_view>({"临江", "望川", "永宁", "清河", "东岭", "石桥", "南塘", "北辰",
                                     "云溪", "金沙", "白鹿", "青禾"});
constexpr auto kTrades = std::to_array<std::string_view>(
    {"机械制造", "纺织", "食品", "化工", "建筑工程", "电子", "物流", "商贸", "农业科技", "印刷包装",
     "汽车零部件", "软件", "矿业", "服装", "水泥", "供水", "电力安装", "物业服务"});
constexpr auto kForms = std::to_array<std::string_view>(
    {"有限公司", "有限责任公司", "股份有限公司", "厂", "集团有限公司"});
constexpr auto kOffices =
    std::to_array<std::string_view>({"财政局", "教育局", "水利局", "交通运输局", "司法局", "统计局",
                                     "人民法院", "税务局", "农业农村局", "档案馆"});
constexpr auto kInstitutions = std::to_array<std::string_view>(
    {"第一中学", "第二中学", "实验小学", "职业技术学院", "图书馆", "广播电视台", "疾病预防控制中心",
     "人民公园管理处", "勘测设计院", "体育中心"});
constexpr auto kPharmacyBrands = std::to_array<std::string_view>(
    {"康济堂", "同和", "百姓缘", "益民", "仁寿", "春晖", "永安", "广济"});

}  // namespace

std::string NameInFamily(Random& random, std::string_view surname, bool female) {
  return std::string(surname) + Given(random, female);
}

std::string PersonName(Random& random, bool female) {
  if (random.PerMille(8)) {
    return std::string(female ? random.Pick(kDottedFemale) : random.Pick(kDottedMale));
  }
  if (random.PerMille(8)) {
    return NameInFamily(random, random.Pick(kCompoundSurnames), female);
  }
  // The smaller of two draws: a falling frequency without a table of weights.
  const std::uint64_t first = random.Below(kSurnames.size());
  const std::uint64_t second = random.Below(kSurnames.size());
  return NameInFamily(random, kSurnames[first < second ? first : second], female);
}

std::string SurnameOf(std::string_view name) {
  if (name.find("·") != std::string_view::npos) return {};
  for (const std::string_view compound : kCompoundSurnames) {
    if (name.substr(0, compound.size()) == compound) return std::string(compound);
  }
  return std::string(name.substr(0, std::string_view("王").size()));
}

std::string EmployerName(Random& random, std::string_view kind, int index) {
  const std::string_view place = kPlaces[static_cast<std::size_t>(index) % kPlaces.size()];
  const std::size_t round = static_cast<std::size_t>(index) / kPlaces.size();
  if (kind == "government") {
    return fmt::format("{}{}", place, kOffices[round % kOffices.size()]);
  }
  if (kind == "institution") {
    return fmt::format("{}{}", place, kInstitutions[round % kInstitutions.size()]);
  }
  const std::string_view brand = random.Pick(kMaleGiven);
  const std::string_view luck = random.Pick(kFemaleGiven);
  const std::string_view form = random.Pick(kForms);
  return fmt::format("{}{}{}{}{}", place, brand, luck, kTrades[round % kTrades.size()], form);
}

std::string HospitalName(int level, int index) {
  constexpr auto kThird = std::to_array<std::string_view>(
      {"示范市第一人民医院", "示范市中心医院", "示范市中医医院", "示范市妇幼保健院"});
  constexpr auto kSecond =
      std::to_array<std::string_view>({"人民医院", "中医医院", "第二人民医院", "骨科医院"});
  const std::size_t at = static_cast<std::size_t>(index);
  if (level == 3) return std::string(kThird[at % kThird.size()]);
  const std::string_view place = kPlaces[at % kPlaces.size()];
  if (level == 2) {
    return fmt::format("{}区{}", place, kSecond[at / kPlaces.size() % kSecond.size()]);
  }
  return at < kPlaces.size() ? fmt::format("{}社区卫生服务中心", place)
                             : fmt::format("{}镇卫生院", place);
}

std::string PharmacyName(int index) {
  const std::size_t at = static_cast<std::size_t>(index);
  return fmt::format("{}大药房{}店", kPharmacyBrands[at % kPharmacyBrands.size()],
                     kPlaces[(at / kPharmacyBrands.size() + at) % kPlaces.size()]);
}

}  // namespace tongchou::batch
