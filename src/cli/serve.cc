#include "cli/serve.h"

#include <memory>
#include <utility>

#include "cli/open_region.h"

namespace tongchou::cli {

void AddServeCommand(CLI::App& root, int& exit_status, Serve serve) {
  CLI::App* command = root.add_subcommand(
      "serve", "启动控制台与接口服务 · serve the console and the gateway until stopped");
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("--host", options->host, "监听地址 · address to listen on")
      ->capture_default_str();
  command->add_option("--port", options->port, "端口 · port")
      ->capture_default_str()
      ->check(CLI::Range(1, 65535));
  AddStoreFlags(*command, options->store);
  AddKeyFlag(*command, options->store);
  command->add_option("--packs", options->packs, "政策包目录 · folder of the policy packs")
      ->capture_default_str();
  command->add_option("--web", options->web, "前端目录 · folder of the built front end")
      ->capture_default_str();
  CLI::Option* certificate = command->add_option(
      "--tls-cert", options->tls_cert, "TLS证书链（PEM）· certificate chain for TLS (PEM)");
  CLI::Option* key =
      command->add_option("--tls-key", options->tls_key, "TLS私钥（PEM）· its private key (PEM)");
  certificate->needs(key);
  key->needs(certificate);
  CLI::Option* pack = command->add_option(
      "--pack", options->pack,
      "本区政策包，默认取数据所记者 · the area's pack (default: the one that the data names)");
  command
      ->add_option(
          "--areas", options->areas,
          "一个服务承办的多个统筹区（政策包名，逗号分隔，控制台属第一个）· packs of several "
          "areas, comma between; the first has the console")
      ->delimiter(',')
      ->excludes(pack);
  command->add_flag("--empty", options->empty, "不建演示统筹区 · start without the demo region");
  command->add_option("--demo-persons", options->demo_persons, "演示人数 · persons of the demo")
      ->capture_default_str()
      ->check(CLI::Range(1, 9'999'999));
  command->add_option("--seed", options->seed, "演示种子 · seed of the demo")
      ->capture_default_str();
  command
      ->add_option("--trusted-proxy", options->trusted_proxies,
                   "可信反向代理的地址，可多个 · address of a proxy whose X-Forwarded-For counts")
      ->check(CLI::ValidIPV4);
  command
      ->add_option("--log-format", options->log_format, "日志格式 · format of the log: text, json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}));
  command
      ->add_option("--log-level", options->log_level,
                   "日志级别 · least level of the log: debug, info, warn, error")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}));
  command->add_option("--log-file", options->log_file,
                      "日志文件，默认标准错误 · file of the log (default: standard error)");
  command->callback(
      [options, &exit_status, serve = std::move(serve)] { exit_status = serve(*options); });
}

}  // namespace tongchou::cli
