#include "http/client_address.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tongchou::http {
namespace {

std::string Client(const std::string& peer, const std::vector<std::string>& forwarded) {
  Request request;
  for (const std::string& value : forwarded) request.headers.emplace_back("x-forwarded-for", value);
  return ClientAddress(peer, request, {"127.0.0.1", "10.0.0.2"});
}

TEST(ClientAddress, IsThePeerWithoutAProxy) {
  EXPECT_EQ(Client("192.0.2.7", {}), "192.0.2.7");
  EXPECT_EQ(Client("127.0.0.1", {}), "127.0.0.1");
}

TEST(ClientAddress, WhoIsNoProxyOfOursIsNotBelieved) {
  EXPECT_EQ(Client("192.0.2.7", {"198.51.100.1"}), "192.0.2.7");
}

TEST(ClientAddress, IsWhatTheProxyHeard) {
  EXPECT_EQ(Client("127.0.0.1", {"198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(Client("127.0.0.1", {"2001:db8::1"}), "2001:db8::1");
  EXPECT_EQ(Client("127.0.0.1", {" 198.51.100.1 , 10.0.0.2 "}), "198.51.100.1")
      << "through two proxies of ours";
}

TEST(ClientAddress, WhatAClientMadeUpBeforeIsLeftAside) {
  EXPECT_EQ(Client("127.0.0.1", {"203.0.113.9, 198.51.100.1"}), "198.51.100.1");
  EXPECT_EQ(Client("127.0.0.1", {"203.0.113.9", "198.51.100.1"}), "198.51.100.1");
}

TEST(ClientAddress, WhatIsNoAddressIsNotTaken) {
  for (const char* odd : {"", "nobody", "198.51.100.1:80", "'; drop", ",", "198.51.100.1,"}) {
    EXPECT_EQ(Client("127.0.0.1", {odd}), "127.0.0.1") << odd;
  }
}

}  // namespace
}  // namespace tongchou::http
