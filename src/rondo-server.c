/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program rondo-server. */
#include "config.h"

#include "rondo-server-cli.h"

int
main (int argc, char **argv)
{
  return rondo_server_cli_main (argc, argv);
}
