// SPDX-License-Identifier: MIT
#include "cli/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <spdlog/spdlog.h>
#include <syslog.h>

#include <memory>

namespace postseal::cli {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  return level == LogLevel::info ? spdlog::level::info : spdlog::level::debug;
}

spdlog::logger& to_stderr() {
  static const std::unique_ptr<spdlog::logger> logger = [] {
    auto made = std::make_unique<spdlog::logger>("postseal",
                                                 std::make_shared<spdlog::sinks::stderr_sink_st>());
    made->set_pattern("postseal: %l: %v");
    made->set_level(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

spdlog::logger& to_syslog() {
  static const std::unique_ptr<spdlog::logger> logger = [] {
    auto sink =
        std::make_shared<spdlog::sinks::syslog_sink_st>("postseal", LOG_PID, LOG_MAIL, false);
    auto made = std::make_unique<spdlog::logger>("postseal", std::move(sink));
    made->set_level(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

}  // namespace

void log_line(const Globals& globals, LogLevel level, std::string_view line) {
  const int needed = level == LogLevel::info ? 1 : 2;
  if (globals.verbose >= needed) to_stderr().log(level_of(level), "{}", line);
}

void record(const Globals& globals, std::string_view line) {
  if (globals.syslog) to_syslog().info("{}", line);
}

}  // namespace postseal::cli
