// The explanation lines of a settlement as JSON.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_EXPLAINED_CASE_H_
#define TONGCHOU_SERVICE_EXPLAINED_CASE_H_

#include <string>

#include "settle/explain.h"

namespace tongchou::service {

// Appends "explanation": [{figure, step, amount, zh, en, …}] to the object being written in `json`.
void AppendExplanation(std::string& json, const settle::Explanation& explanation);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXPLAINED_CASE_H_
