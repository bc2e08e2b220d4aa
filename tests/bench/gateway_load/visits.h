// Visits ready to be settled: registered, described and with five uploaded lines, so that what is
// timed is the settling call alone.
//
// The fixture is a JSON file: {"area", "institution", "time", "items": [{"code", "price"}],
// "people": [{"psn_no", "certno", "name", "insutype", "psn_type"}]}. tests/bench/fixture.py makes
// it from a running server.
#ifndef TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_VISITS_H_
#define TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_VISITS_H_

#include <string>
#include <vector>

#include "http_client.h"

namespace tongchou::bench {

struct Item {
  std::string code, price;
};
struct Person {
  std::string psn_no, certno, name, insutype, psn_type;
};
struct Fixture {
  std::string area, institution, time;
  std::vector<Item> items;  // five: one line each
  std::vector<Person> people;
};

// Reads the fixture; ends the program with a message when it is not one.
Fixture ReadFixture(const std::string& path);

// Takes visit `number` through 2201, 2203 and 2204 and returns the bytes of its 2207 request.
// `run` tells the messages of one run from those of another.
std::string StageVisit(HttpClient& client, const Fixture& fixture, long run, long number);

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_VISITS_H_
