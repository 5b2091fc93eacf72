#include "service/base/sha256.h"

#include <gtest/gtest.h>

namespace vekha::service {
namespace {

// FIPS 180-4, the examples of the standard.
TEST(Sha256, IsThatOfTheStandard) {
  EXPECT_EQ(Sha256Of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, IsTheSameInPieces) {
  Sha256 pieces;
  pieces.Add("a");
  pieces.Add("bc");
  EXPECT_EQ(pieces.Take(), Sha256Of("abc"));
}

TEST(Sha256, TellsTextsApartThatJoinAlike) {
  Sha256 left, right;
  left.AddText("ab");
  left.AddText("c");
  right.AddText("a");
  right.AddText("bc");
  EXPECT_NE(left.Take(), right.Take());
}

}  // namespace
}  // namespace vekha::service
