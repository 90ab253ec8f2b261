/* SPDX-License-Identifier: GPL-3.0-or-later
 * Limits of one server. */
#include "config.h"

#include "rondo-server-settings.h"

#include <sodium.h>

void
rondo_server_settings_init (RondoServerSettings *settings)
{
  *settings = (RondoServerSettings){
      .header_timeout_ms = 10 * 1000,
      .body_timeout_ms = 15 * 1000,
      .answer_timeout_ms = 60 * 1000,
      .linger_ms = 2 * 1000,
      .wait_ms = 55 * 1000,
      .forget_seconds = 24 * 60 * 60,
      .readers = 2,
      .max_connections = 900,
      .connections_per_address = 100,
      .requests_per_minute = 1200,
      .attempts_per_email = 5,
      .attempts_per_address = 60,
      .password_passes = crypto_pwhash_OPSLIMIT_INTERACTIVE,
      .password_memory_bytes = crypto_pwhash_MEMLIMIT_INTERACTIVE,
      .now_us = g_get_real_time,
  };
}
