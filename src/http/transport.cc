#include "http/transport.h"

#include <openssl/ssl.h>

namespace tongchou::http {

Result<std::unique_ptr<boost::asio::ssl::context>> LoadTls(const std::string& certificate,
                                                           const std::string& key) {
  namespace ssl = boost::asio::ssl;
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  const auto refuse = [](const std::string& file, const std::string& why) {
    return Error{
        ErrorCode::kBadTlsFiles,
        {"无法使用TLS文件 " + file + "（" + why + "）；请核对 --tls-cert、--tls-key",
         "the TLS file " + file + " cannot be used (" + why + "): check --tls-cert and --tls-key"},
        file};
  };
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(
      native, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  boost::system::error_code error;
  context->use_certificate_chain_file(certificate, error);
  if (error) return refuse(certificate, error.message());
  context->use_private_key_file(key, ssl::context::pem, error);
  if (error) return refuse(key, error.message());
  if (SSL_CTX_check_private_key(native) != 1) {
    return refuse(key, "not the key of the certificate");
  }
  return context;
}

}  // namespace tongchou::http
